"""Plain text → paragraphs and grids.

Text shows a table in one of four ways, told apart by the lines alone:

- a tab before each cell, one cell a line, an empty line after each row (the text export of word processors) → grid;
- tabs between the cells of a line → grid;
- bars between the cells of a line → grid;
- bars on lines of their own, or one cell and its bar a line: the rows are not shown → paragraphs marked as cells;
- nothing but line ends → paragraphs.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, Literal, NamedTuple

from gongkai.document import Grid, GridCell, Paragraph, Piece, Place
from gongkai.errors import DocumentError
from gongkai.readers.encoding import decode
from gongkai.text import Text

#: Larger text is refused: a report has some 40 KB.
LARGEST: Final = 4_000_000
_MOST_LINES: Final = 60_000
_MOST_CELLS: Final = 60_000
#: A row with more cells than that is padding run wild; only its words are kept.
_WIDEST: Final = 300
#: Words of a cell; a longer line that begins with a tab is an indented paragraph.
_LONGEST_CELL: Final = 200
#: Lines without a bar that may stand between lines with one and still belong to the same table.
_GAP: Final = 2

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_BARS: Final = str.maketrans("｜│┃￨", "||||")
#: What text exports leave of a word processor's bookmarks.
_BOOKMARK: Final = re.compile(r"\[bookmark: [^\]\n]{1,60}\]")
_RULE: Final = re.compile(r"\s*(?:-{3,}|:-+:?|-+:)\s*")


#: A table's rows of cells, each with the line it stands on.
Rows = list[list["Line"]]

#: What the tabs of a line mean: nothing, a new cell each, or that the line is a cell.
TabKind = Literal["none", "between", "before"]


class Line(NamedTuple):
    """A line of the file, numbered from 1."""

    number: int
    text: str


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read a text file; raises `DocumentError` where it is too large or no text."""
    return tuple(pieces(lines(content, name), name))


def lines(content: bytes, name: str) -> list[Line]:
    """The lines of a text file without what cannot be seen; tabs are kept."""
    if len(content) > LARGEST:
        raise DocumentError(_TOO_LARGE.format(name=name))
    text = _INVISIBLE.sub("", decode(content, name))
    text = _BOOKMARK.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\xa0", " ")
    found = [Line(i, line) for i, line in enumerate(text.split("\n"), 1)]
    if len(found) > _MOST_LINES:
        raise DocumentError(_TOO_LARGE.format(name=name))
    return found


def pieces(found: list[Line], name: str) -> Iterator[Piece]:
    """What the lines show, tables recognised by their bars and tabs."""
    tables = cells = 0
    for piece in _pieces(found):
        if isinstance(piece, Paragraph):
            cells += piece.cell
            yield piece
        elif any(piece):
            tables += 1
            cells += sum(map(len, piece))
            yield _grid(piece, tables)
        if cells > _MOST_CELLS:
            raise DocumentError(_TOO_LARGE.format(name=name))


def _pieces(found: list[Line]) -> Iterator[Paragraph | Rows]:
    for barred, run in _runs(found):
        if not barred:
            yield from _tabbed(run)
        elif any(sum(1 for cell in _cells(line.text) if cell) > 1 for line in run if "|" in line.text):
            yield from _rows(run)
        else:
            yield from _loose_cells(run)


def _runs(found: list[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Cut the lines where tables with bars begin and end; one line with a bar alone is no table."""
    marked = [i for i, line in enumerate(found) if "|" in line.text or line.text.translate(_BARS).count("|") > 1]
    done = 0
    for start, end in _stretches(found, marked):
        if found[done:start]:
            yield False, found[done:start]
        yield True, [Line(line.number, line.text.translate(_BARS)) for line in found[start:end]]
        done = end
    if found[done:]:
        yield False, found[done:]


def _stretches(found: list[Line], marked: list[int]) -> Iterator[tuple[int, int]]:
    first = last = lines_with_bars = 0
    for i in marked:
        between = sum(1 for line in found[last + 1 : i][: _GAP * 20] if line.text.strip())
        near = lines_with_bars and i - last <= _GAP * 20 and between <= _GAP
        if not near:
            if lines_with_bars > 1:
                yield first, last + 1
            first, lines_with_bars = i, 0
        last = i
        lines_with_bars += 1
    if lines_with_bars > 1:
        yield first, last + 1


# tables with bars


def _cells(text: str) -> list[str]:
    """The cells of a line with bars; a bar at either end only closes it."""
    inner = text.strip()
    parts = [part.strip() for part in inner.split("|")]
    if inner.startswith("|"):
        parts = parts[1:]
    if inner.endswith("|"):
        parts = parts[:-1]
    return parts if len(parts) <= _WIDEST else [part for part in parts if part]


def _rows(run: list[Line]) -> Iterator[Paragraph | Rows]:
    """Lines that are rows; whatever has no bar stands between two tables."""
    for kind, group in groupby(run, key=lambda line: "|" in line.text):
        if kind:
            rows = [[Line(line.number, cell) for cell in _cells(line.text)] for line in group]
            yield [row for row in rows if row and not all(_RULE.fullmatch(cell.text) for cell in row)]
        else:
            yield from _paragraphs(list(group))


def _loose_cells(run: list[Line]) -> Iterator[Paragraph]:
    """Cells one after the other; two bars with nothing between are an empty cell."""
    bars = 0
    for line in run:
        padding = 0
        for i, part in enumerate(line.text.split("|")):
            if i:
                if bars and padding < _WIDEST:
                    padding += 1
                    yield Paragraph("", Place(line=line.number), cell=True)
                bars += 1
            if words := part.strip():
                bars = 0
                yield Paragraph(words, Place(line=line.number), cell=True)


# tables with tabs


def _tabbed(run: list[Line]) -> Iterator[Paragraph | Rows]:
    """Lines with tabs are tables where they look like one; all others are paragraphs."""
    for kind, group in groupby(_tab_kinds(run), key=lambda item: item[0]):
        inner = [line for _, line in group]
        rows = _TAB_ROWS[kind](inner)
        if sum(1 for row in rows if len(row) > 1) > 1:
            yield rows
        else:
            yield from _paragraphs(inner)


def _tab_kinds(run: list[Line]) -> Iterator[tuple[TabKind, Line]]:
    """Say of each line what its tabs mean; a cell behind a tab goes on in the lines below, up to an empty one."""
    kind: TabKind = "none"
    in_cell = False
    for line in run:
        if "\t" in line.text.lstrip("\t ") or line.text.startswith("\t\t"):
            kind, in_cell = "between", False
        elif len(line.text) > _LONGEST_CELL:
            kind, in_cell = "none", False
        elif line.text.startswith("\t"):
            kind, in_cell = "before", True
        elif kind != "before" or (line.text.strip() and not in_cell):
            kind = "none"
        else:
            in_cell = in_cell and bool(line.text.strip())
        yield kind, line


def _no_rows(_: list[Line]) -> Rows:
    return []


def _tabs_between(run: list[Line]) -> Rows:
    """A line is a row."""
    return [[Line(line.number, cell.strip()) for cell in line.text.split("\t")[:_WIDEST]] for line in run]


def _tabs_before(run: list[Line]) -> Rows:
    """A line is a cell, an empty one ends the row."""
    rows: Rows = []
    open_row = False
    for line in run:
        words = line.text.strip()
        if line.text.startswith("\t"):
            if not open_row:
                rows.append([])
            rows[-1].append(Line(line.number, words))
            open_row = True
        elif words:
            first = rows[-1][-1]
            rows[-1][-1] = Line(first.number, f"{first.text}\n{words}")
        else:
            open_row = False
    return rows


_TAB_ROWS: Final = {"none": _no_rows, "between": _tabs_between, "before": _tabs_before}


# both


def _grid(rows: Rows, table: int) -> Grid:
    cells = tuple(
        GridCell(cell.text, r, c, Place(line=cell.number, table=table, row=r + 1, column=c + 1))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )
    return Grid(cells, Place(line=cells[0].place.line, table=table))


def _paragraphs(run: list[Line]) -> Iterator[Paragraph]:
    for line in run:
        if words := line.text.strip():
            yield Paragraph(words, Place(line=line.number))


_TOO_LARGE: Final = Text(
    zh="{name}：文本过大（超过4 MB、6万行或6万格），未读取。请确认是否为年报文件。",
    en="{name}: too much text (over 4 MB, 60,000 lines or 60,000 cells); not read. Is it the report?",
)
