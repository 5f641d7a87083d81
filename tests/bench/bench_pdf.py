"""Reading PDFs, by hand: `python tests/bench/bench_pdf.py [FILE…]`; without files, of made-up reports.

Prints CPU milliseconds a document by stage, on one core: characters and rulings (pdfium), tables and paragraphs,
recognising; then documents a second for all of it.
"""

import random
import sys
import time
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from gongkai import readers  # noqa: E402  the tests' folder is no package
from gongkai.readers import pdf  # noqa: E402
from gongkai.readers.pdf import apart, pdfium  # noqa: E402
from gongkai.recognise import directory, recognise  # noqa: E402
from gongkai.report import Report  # noqa: E402
from made_up import places  # noqa: E402
from made_up.pdf import Style, document  # noqa: E402

ROUNDS = 5
DOCUMENTS = 20
R = TypeVar("R")


def main() -> None:
    """Measure each stage."""
    contents = [Path(name).read_bytes() for name in sys.argv[1:]] or [_made(i) for i in range(DOCUMENTS)]
    known = directory(places.register())
    readers.read_bytes(contents[0], "a.pdf")
    shown = [apart.pages(content) for content in contents]
    documents = [readers.read_bytes(content, "a.pdf") for content in contents]

    def read() -> None:
        documents[:] = [readers.read_bytes(content, "a.pdf") for content in contents]

    native = _stage("pdfium", lambda: [list(pdfium.pages(content, array("f"))) for content in contents], contents)
    handed = _stage("hand-over, in this process", read, contents)
    _stage("of these, tables and paragraphs", lambda: [pdf.pieces(pages) for pages in shown], contents)
    recognised = _stage("recognise", lambda: [recognise(found, known) for found in documents], contents)
    print(f"{1000 / (native + handed + recognised):.0f} documents a second and core")


def _stage(name: str, work: Callable[[], R], contents: Sequence[bytes]) -> float:
    """The best of some rounds, in CPU milliseconds a document."""
    best = min(_timed(work) for _ in range(ROUNDS)) / len(contents) * 1000
    print(f"{best:7.1f} ms  {name}")
    return best


def _timed(work: Callable[[], R]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _made(seed: int) -> bytes:
    """A report of some five pages, a character an object, as word processors write them."""
    chosen = random.Random(seed)  # noqa: S311  nothing secret
    made = Report(agency="made-up-bureau", year=2023, title="", form="2021")
    figures = {
        table.code: {
            row: tuple(chosen.randrange(500) for _ in columns)
            for row, columns in table.column_index.items()
            if not table.rows[row].instead_of
        }
        for table in made.layout.tables
    }
    style = Style(filler=30 + chosen.randrange(30), one_by_one=True)
    return document(Report(agency=made.agency, year=2023, title="", form="2021", figures=figures), style)


if __name__ == "__main__":
    main()
