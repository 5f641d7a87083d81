"""Which documents were taken in before: the SHA-256 that reports and waiting files name."""

import re
from pathlib import Path
from typing import Final

from gongkai.dataset import Folder
from gongkai.ingest.result import Result
from gongkai.ingest.waiting import look
from gongkai.text import Text

_SHA256: Final = re.compile(rb"^  sha256: ([0-9a-f]{64})\s*$", re.MULTILINE)
#: Bytes at the beginning of a file that are looked at: the source stands above all figures.
_HEAD: Final = 4096


def taken(folder: Folder) -> dict[str, Path]:
    """SHA-256 of a document → the report made of it, or the file that waits; some 0.1 ms a report."""
    found: dict[str, Path] = {}
    for path in (*folder.inbox.glob("*.yml"), *folder.reports.glob("*/*.yml")):
        if sha256 := named_sha256(path):
            found[sha256] = path
    return found


def named_sha256(path: Path) -> str:
    """The document that a report or a waiting file says it was read from; empty where it names none."""
    with path.open("rb") as stream:
        match = _SHA256.search(stream.read(_HEAD))
    return match[1].decode() if match else ""


def before(folder: Folder, document: Path, place: Path) -> Result:
    """What is told of a document that was taken in before."""
    if place.is_relative_to(folder.reports):
        year = int(place.stem) if place.stem.isdecimal() else None
        return Result(document=document.name, state="unchanged", agency=place.parent.name, year=year, path=place)
    waits = look(folder, place)
    agency, year = (waits.report.agency, waits.report.year) if waits.report else ("", None)
    doubts = waits.doubts or (_SETTLED,)
    return Result(document=document.name, state="waiting", agency=agency, year=year, path=place, doubts=doubts)


_SETTLED: Final = Text(
    zh="疑问已全部删去。核对无误后运行 gongkai accept。",
    en="no doubt is left. Run gongkai accept to take it in.",
)
