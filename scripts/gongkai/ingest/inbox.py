"""`datasets/inbox/`: reports in doubt, in the shape of a report as far as they were read, with `doubts:`."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final

from gongkai import files, report
from gongkai.dataset import Folder
from gongkai.ingest.taken import named_sha256
from gongkai.recognise import Doubt
from gongkai.report import Report

_UNSAFE: Final = re.compile(r"[^\w一-鿿-]+")
_LONGEST: Final = 60
#: What stands above the doubts, in both languages: who opens the file need not know the manual.
_ADVICE: Final = (
    "  # 对照原件改好上面的数字，核实一条，删去一条；全部删完后运行 gongkai accept。",
    "  # Compare with the document, correct the figures above, delete each doubt once settled; then: gongkai accept.",
)
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)")


def keep(folder: Folder, found: Report, doubts: Sequence[Doubt], seen: str, *, overwrite: bool = False) -> Path:
    """Put a report in doubt where it waits, its evidence beside it; returns its path.

    One that waits there already, from the same document, is left as it is: someone may be at work on it.
    """
    path = _path(folder, found)
    if not path.exists() or overwrite:
        files.write(path, write(found, doubts))
        files.write(evidence_of(path), seen)
    return path


def discard(folder: Folder, found: Report) -> None:
    """Take away what waits of a document that now could be published."""
    path = _path(folder, found)
    for file in (path, evidence_of(path)):
        file.unlink(missing_ok=True)


def evidence_of(path: Path) -> Path:
    """Where the places of the figures of a file of the inbox are kept."""
    return path.with_suffix(".json")


def write(found: Report, doubts: Sequence[Doubt]) -> str:
    """The YAML of a report in doubt: what is not known is null, each doubt says where and what."""
    lines = report.write(found).split("\n")
    unknown = {
        'agency: ""': "agency: null",
        "year: 0": "year: null",
        'title: ""': "title: null",
    }
    head = [unknown.get(line, line) for line in lines[:3]]
    listed = [line for doubt in doubts for line in ("", *_lines(doubt))]
    return "\n".join((*head, *lines[3:-1], "doubts:", *_ADVICE, *listed)) + "\n"


def _lines(doubt: Doubt) -> Iterator[str]:
    """A doubt as a person reads it: a language a line, the cell that is to be looked at below."""
    yield f"  - zh: {json.dumps(doubt.text.zh, ensure_ascii=False)}"
    yield f"    en: {json.dumps(doubt.text.en, ensure_ascii=False)}"
    if doubt.cell:
        yield f"    cell: {doubt.cell}"


def _path(folder: Folder, found: Report) -> Path:
    """Where a report waits: by agency and year, else by its document; documents of one name are told apart."""
    name = f"{found.agency}-{found.year}" if found.agency and found.year else _safe(found.source.document)
    path = folder.inbox / f"{name}.yml"
    if not path.exists() or named_sha256(path) == found.source.sha256:
        return path
    return folder.inbox / f"{name}-{found.source.sha256[:12]}.yml"


def _safe(document: str) -> str:
    """A file's name without its suffix and without what may mean anything to a file system."""
    stem = _UNSAFE.sub("-", PurePath(document).stem)[:_LONGEST].strip("-_")
    return f"document-{stem}".rstrip("-") if not stem or _RESERVED.fullmatch(stem) else stem
