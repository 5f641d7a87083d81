"""Reading and recognising documents of each kind, by hand: `python tests/bench/bench_readers.py`.

Prints milliseconds of CPU time for a document, by stage, and how many that makes a second on one core: the median of
invented documents, and of the real ones where they stand beside the repository.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from gongkai import readers  # noqa: E402
from gongkai.dataset import Folder  # noqa: E402
from gongkai.recognise import directory, recognise  # noqa: E402
from gongkai.report import Report  # noqa: E402
from made_up import pages, word  # noqa: E402  the tests' folder is no package
from made_up.documents import document  # noqa: E402
from places import SHARED  # noqa: E402

DOCUMENTS = 60
ROUNDS = 20

#: What is measured: a name → a file's suffix and how such a document is made.
KINDS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "text, tabs": (".txt", lambda report: document(report, "tabs").encode()),
    "text, bars": (".txt", lambda report: document(report, "trailing_bars").encode()),
    "page, plain": (".html", lambda report: pages.page(report, "plain").encode()),
    "page, Word's": (".html", lambda report: pages.page(report, "word", furniture=True).encode("gb18030")),
    "page, flattened": (".html", lambda report: pages.page(report, "flattened", furniture=True).encode()),
    "Word": (".docx", word.document),
    "Word, torn": (".docx", lambda report: word.document(report, "torn")),
}


def main() -> None:
    """Measure every kind and print a line for each."""
    known = directory(Folder(ROOT).register())
    gc.freeze()  # as workers do
    print(f"{'':34}{'KB':>8}{'read':>8}{'recognise':>11}{'a second':>10}")
    for name, files in _files():
        found = [readers.read_bytes(content, file) for file, content in files]
        read = _milliseconds([partial(readers.read_bytes, content, file) for file, content in files])
        recognised = _milliseconds([partial(recognise, one, known) for one in found])
        size = statistics.median(len(content) for _, content in files) / 1000
        print(f"{name:34}{size:8.0f}{read:8.2f}{recognised:11.2f}{1000 / (read + recognised):10.0f}")


def _files() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    made = list(_reports())
    for name, (suffix, make) in KINDS.items():
        yield name, [(f"a{suffix}", make(report)) for report in made]
    for path in sorted(SHARED.glob("samples/documents/*")):
        if path.suffix in readers.READERS and path.suffix != ".pdf":
            yield path.stem, [(path.name, path.read_bytes())]


def _reports() -> Iterator[Report]:
    """Reports of random figures."""
    random = Random(0)  # noqa: S311  figures, not secrets
    for _ in range(DOCUMENTS):
        empty = Report(agency="made-up-bureau", year=2023, title="", form="2021")
        figures = {
            table.code: {
                row: tuple(random.choice((0, 0, 1, 7, 38, 1058)) for _ in columns)
                for row, columns in table.column_index.items()
                if not table.rows[row].instead_of
            }
            for table in empty.layout.tables
        }
        yield replace(empty, figures=figures)


def _milliseconds(calls: list[Callable[[], object]]) -> float:
    """The median over the calls of the shortest time of each; whatever else the machine does only adds."""
    return statistics.median(min(_timed(call) for _ in range(ROUNDS)) for call in calls) * 1000


def _timed(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


if __name__ == "__main__":
    main()
