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
from typing import Final, NamedTuple

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
_RULE: Final = re.compile(r"\s*:?-{3,}:?\s*")


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
        if isinstance(piece, Grid):
            tables += 1
            cells += len(piece.cells)
            yield _numbered(piece, tables)
        else:
            cells += piece.cell
            yield piece
        if cells > _MOST_CELLS:
            raise DocumentError(_TOO_LARGE.format(name=name))


def _pieces(found: list[Line]) -> Iterator[Piece]:
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


def _rows(run: list[Line]) -> Iterator[Piece]:
    """Lines that are rows; whatever has no bar stands between two tables."""
    for kind, group in groupby(run, key=lambda line: "|" in line.text):
        if kind:
            rows = [(line.number, _cells(line.text)) for line in group]
            yield from _grid([(n, cells) for n, cells in rows if not cells or not all(map(_RULE.fullmatch, cells))])
        else:
            yield from _paragraphs(list(group))


def _loose_cells(run: list[Line]) -> Iterator[Piece]:
    """Cells one after the other; two bars with nothing between are an empty cell."""
    bars = 1
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


def _tabbed(run: list[Line]) -> Iterator[Piece]:
    """Lines with tabs are tables where they look like one; all others are paragraphs."""
    for kind, group in groupby(_tab_stretches(run), key=lambda item: item[0]):
        inner = [line for _, line in group]
        rows = _tab_rows(inner) if kind else []
        if sum(1 for _, cells in rows if len(cells) > 1) > 1:
            yield from _grid(rows)
        else:
            yield from _paragraphs(inner)


def _tab_stretches(run: list[Line]) -> Iterator[tuple[bool, Line]]:
    """Say of each line whether it may belong to a table with tabs: itself, an empty one, or a cell's second line."""
    inside = after_cell = False
    for line in run:
        filled = bool(line.text.strip())
        if "\t" in line.text.rstrip("\t ") or (inside and line.text.startswith("\t")) or line.text == "\t":
            inside = after_cell = len(line.text) <= _LONGEST_CELL or "\t" in line.text.strip()
        elif filled:
            inside = inside and after_cell and len(line.text) <= _LONGEST_CELL
            after_cell = inside
        else:
            after_cell = False
        yield inside, line


def _tab_rows(run: list[Line]) -> list[tuple[int, list[str]]]:
    """Rows of cells, each with the number of its first line."""
    if any("\t" in line.text.strip() for line in run):
        return [(line.number, [c.strip() for c in line.text.split("\t")][:_WIDEST]) for line in run if line.text]
    rows: list[tuple[int, list[str]]] = []
    open_row = False
    for line in run:
        if line.text.startswith("\t"):
            if not open_row:
                rows.append((line.number, []))
            rows[-1][1].append(line.text.strip())
            open_row = True
        elif line.text.strip() and open_row:
            rows[-1][1][-1] += "\n" + line.text.strip()
        else:
            open_row = False
    return rows


# both


def _grid(rows: list[tuple[int, list[str]]]) -> Iterator[Piece]:
    if not rows:
        return
    cells = tuple(
        GridCell(text, r, c, Place(line=number, row=r + 1, column=c + 1))
        for r, (number, row) in enumerate(rows)
        for c, text in enumerate(row)
    )
    yield Grid(cells, Place(line=rows[0][0]))


def _numbered(grid: Grid, table: int) -> Grid:
    cells = tuple(
        GridCell(c.text, c.row, c.column, Place(line=c.place.line, table=table, row=c.row + 1, column=c.column + 1))
        for c in grid.cells
    )
    return Grid(cells, Place(line=grid.place.line, table=table))


def _paragraphs(run: list[Line]) -> Iterator[Piece]:
    for line in run:
        if words := line.text.strip():
            yield Paragraph(words, Place(line=line.number))


_TOO_LARGE: Final = Text(
    zh="{name}：文本过大（超过4 MB、6万行或6万格），未读取。请确认是否为年报文件。",
    en="{name}: too much text (over 4 MB, 60,000 lines or 60,000 cells); not read. Is it the report?",
)
