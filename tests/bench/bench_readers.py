"""Reading and recognising documents of each kind, by hand: `python tests/bench/bench_readers.py`.

Prints milliseconds of CPU time for a document, by stage (taking the file apart, laying out what it shows, recognising,
writing the report and its evidence), and how many that makes a second on one core: the median of invented documents,
and of the real ones where they stand beside the repository. What LibreOffice takes for older documents is told apart:
all that it uses, in one run for many. PDFs, which a program apart reads, have a benchmark of their own (bench_pdf).
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from unittest import mock

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from gongkai import readers  # noqa: E402
from gongkai.dataset import Folder  # noqa: E402
from gongkai.document import Piece  # noqa: E402
from gongkai.ingest import Manner  # noqa: E402
from gongkai.ingest.evidence import of_draft, write  # noqa: E402
from gongkai.ingest.placing import place  # noqa: E402
from gongkai.ingest.reading import Reading  # noqa: E402
from gongkai.readers import layout, office  # noqa: E402
from gongkai.recognise import Directory, directory, recognise  # noqa: E402
from gongkai.report import Report  # noqa: E402
from made_up import old, pages, word  # noqa: E402  the tests' folder is no package
from made_up.documents import document  # noqa: E402
from made_up.folders import publisher  # noqa: E402
from places import SHARED  # noqa: E402

DOCUMENTS = 60
#: Older documents in a run of LibreOffice, as many as a worker is given at once.
_RUN = 25
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
    **{f"old, {kind}": (f".{kind}", word.document) for kind in old.FILTERS if old.SOFFICE},
}
STAGES = ("apart", "layout", "recognise", "write")
MANNER = Manner(retrieved="2026-11-23", replace=True)

Files = list[tuple[str, bytes]]


def main() -> None:
    """Measure every kind and print a line for each."""
    known = directory(Folder(ROOT).register())
    gc.freeze()  # as workers do
    print(f"{'':34}{'KB':>8}{''.join(f'{stage:>11}' for stage in STAGES)}{'a second':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for name, files in _files():
            converted = _converted(name, files)
            stages = _stages(files, converted, known, publisher(Path(folder) / name))
            size = statistics.median(len(content) for _, content in files) / 1000
            shares = "".join(f"{ms:11.2f}" for ms in stages)
            print(f"{name:34}{size:8.0f}{shares}{1000 / sum(stages):10.0f}", flush=True)


def _converted(name: str, files: Files) -> office.Converted:
    """What LibreOffice makes of older documents; says what that takes."""
    begin = _used()
    converted = office.together(files)
    if converted:
        each = (_used() - begin) / len(converted) * 1000
        print(f"{name}: LibreOffice {each:.0f} ms a document, {len(converted)} in a run")
    return converted


def _used() -> float:
    """Seconds of the processor that this process and those that it started and that ended have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _stages(files: Files, converted: office.Converted, known: Directory, folder: Folder) -> list[float]:
    found = [readers.read_bytes(content, file, converted) for file, content in files]
    drafts = [recognise(one, known) for one in found]
    readings = [
        Reading(path=Path(one.name), sha256=one.sha256, draft=draft, evidence=write(of_draft(draft, one.sha256)))
        for one, draft in zip(found, drafts, strict=True)
    ]
    written = [
        (partial(of_draft, draft, one.sha256), partial(place, folder, reading, draft, MANNER))
        for one, draft, reading in zip(found, drafts, readings, strict=True)
    ]
    read = _milliseconds([partial(readers.read_bytes, content, file, converted) for file, content in files])
    with _laid_out() as laid_out:
        for file, content in files:
            readers.read_bytes(content, file, converted)
    layout_ = statistics.median(laid_out) * 1000 if laid_out else 0.0
    recognised = _milliseconds([partial(recognise, one, known) for one in found])
    return [read - layout_, layout_, recognised, _milliseconds([partial(_all, steps) for steps in written])]


def _all(steps: Iterable[Callable[[], object]]) -> None:
    for step in steps:
        step()


@contextmanager
def _laid_out() -> Iterator[list[float]]:
    """The seconds that laying out takes, of each document that is read within."""
    seconds: list[float] = []
    plain = layout.pieces

    def timed(blocks: Sequence[layout.Block], name: str) -> tuple[Piece, ...]:
        start = time.process_time()
        try:
            return plain(blocks, name)
        finally:
            seconds.append(time.process_time() - start)

    with mock.patch.object(layout, "pieces", timed):
        yield seconds


def _files() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    made = list(_reports())
    for name, (suffix, make) in KINDS.items():
        files = [(f"a{suffix}", make(report)) for report in made]
        if name.startswith("old"):
            contents = old.aged([(suffix[1:], content) for _, content in files[:_RUN]])
            files = [(f"a{suffix}", content) for content in contents]
        yield name, files
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
