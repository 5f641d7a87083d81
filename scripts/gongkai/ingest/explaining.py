"""Where one figure of a report comes from: its place in words and, where the document is at hand, what stands there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai import readers
from gongkai.cell import Cell
from gongkai.dataset import Folder, load_report
from gongkai.document import Document, Grid, Place
from gongkai.errors import DataError, DocumentError, Problem
from gongkai.ingest import evidence
from gongkai.numerals import Value
from gongkai.register import Register
from gongkai.report import Report
from gongkai.text import Text

#: Lines and rows that are shown above and below.
_AROUND: Final = 2
_LONGEST: Final = 40
#: Cells of a row that are shown on each side.
_BESIDE: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A figure as published, the words in the document where they are no plain number, its place (`None`: unknown)."""

    label: Text
    value: Value | None
    written: str
    place: Place | None
    source: Text


def explain(folder: Folder, agency: str, year: int, cell: Cell) -> Explanation:
    """Explain a cell of a published report; `agency` is an id or a name.

    Raises `DataError` where there is no such report or the report has no such cell.
    """
    found = _report(folder, agency, year)
    if not found.has(cell):
        raise DataError((Problem(folder.name(folder.report_path(found.agency, year)), 0, 0, str(cell), _cells(found)),))
    table = found.layout.table[cell.table]
    known = evidence.read(folder.evidence_path(found.agency, year))
    ours = known is not None and known.sha256 == found.source.sha256
    labels = (table, table.rows[cell.row], next(c for c in table.columns(cell.row) if c.code == cell.column))
    return Explanation(
        label=Text(zh=" · ".join(one.zh for one in labels), en=" · ".join(one.en for one in labels)),
        value=found.figure(cell),
        written=next((mark.written for mark in found.marks if mark.cell == cell), ""),
        place=known.places.get(cell) if known and ours else None,
        source=_source(found),
    )


def document_of(folder: Folder, agency: str, year: int, given: Path | None) -> Document | None:
    """The document of a report: the file given, else one of its name in `datasets/documents/`; `None` without.

    Raises `DocumentError` where the file given is not the one that was read.
    """
    found = _report(folder, agency, year)
    kept = sorted(path for path in folder.documents.rglob("*") if path.name == found.source.document)
    for path in (given,) if given else kept:
        document = readers.read(path)
        if document.sha256 == found.source.sha256:
            return document
    if given:
        raise DocumentError(_OTHER.format(name=given.name, document=found.source.document or "—"))
    return None


def snippet(document: Document, place: Place) -> tuple[str, ...]:
    """What stands around a place, a line a row of cells or a paragraph; the place itself in 【】. Empty: not there."""
    lines = list(_lines(document))
    here = next((i for i, line in enumerate(lines) for found, _ in line if found == place), None)
    if here is None:
        return ()
    near = lines[max(here - _AROUND, 0) : here + _AROUND + 1]
    return tuple(_shown(line, place) for line in near)


def _report(folder: Folder, agency: str, year: int) -> Report:
    register = folder.register()
    path = folder.report_path(_agency_id(agency, register), year)
    if not path.is_file():
        raise DataError((Problem(folder.name(path), 0, 0, "", _NO_REPORT),))
    return load_report(folder, path, register)


def _agency_id(agency: str, register: Register) -> str:
    """The id of an agency called by its id or its name; what is neither stays as it is, without any path in it."""
    named = (one for one in register.agencies if agency in register.names(one))
    return agency if agency in register.agencies else next(named, Path(agency).name or "—")


def _cells(found: Report) -> Text:
    names = [str(cell) for cell, _ in found.cells()]
    example = names[0] if names else "requests.total.total"
    return _NO_CELL.format(example=example)


def _source(found: Report) -> Text:
    parts = [part for part in (found.source.document, found.source.url) if part]
    return Text(zh="，".join(parts) or "未记录", en=", ".join(parts) or "not recorded")


#: Cells, or one paragraph, each with its place.
_Line = Sequence[tuple[Place, str]]


def _lines(document: Document) -> Iterator[_Line]:
    for piece in document.pieces:
        if isinstance(piece, Grid):
            yield from ([(cell.place, cell.text) for cell in row] for row in piece.rows)
        else:
            yield [(piece.place, piece.text)]


def _shown(line: _Line, place: Place) -> str:
    at = next((i for i, (found, _) in enumerate(line) if found == place), 0)
    cells = line[max(at - _BESIDE, 0) : at + _BESIDE + 1]
    return " | ".join(f"【{_cut(text)}】" if found == place else _cut(text) for found, text in cells)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


_NO_REPORT: Final = Text(
    zh="没有这份年报。写机关的代码或全称，再写年份。",
    en="There is no such report. Give the agency's id or full name, and the year.",
)
_NO_CELL: Final = Text(
    zh="年报中没有这一格。写成“表.行.列”，例如 {example}。",
    en="The report has no such cell. Write table.row.column, such as {example}.",
)
_OTHER: Final = Text(
    zh="{name}：不是当时读取的文件（{document}），内容不同。",
    en="{name}: not the document that was read ({document}), its bytes differ.",
)
