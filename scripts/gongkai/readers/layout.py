"""Lines and tables as a file nests them → paragraphs and grids: which tables hold data and which only arrange a page.

A row with a table of its own in it, or with a text in it, arranges the page: its cells' content stands there one after
the other. So does a table of one column, and one that never has two filled cells in a row. All else is a grid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from gongkai.document import UNSEEN, Grid, GridCell, Paragraph, Piece, Place
from gongkai.errors import DocumentError
from gongkai.text import Text

#: Columns of a table; a wider span is taken for one that goes to the edge of its table.
_WIDEST: Final = 200
#: Tables inside tables; what is deeper is refused.
_DEEPEST: Final = 50
_MOST_CELLS: Final = 60_000
_MOST_LINES: Final = 60_000
#: Characters that are shown; a report has some 10,000.
_MOST_CHARACTERS: Final = 1_000_000
#: Characters of a cell; a longer one is a text that a table arranges on its page.
_LONGEST_CELL: Final = 400


class Line(NamedTuple):
    """Words that stand in a line or paragraph of their own; `level` is that of a heading (0: none)."""

    text: str
    level: int = 0


@dataclass(slots=True)
class Cell:
    """A cell as it is written; spans as written, checked only when the table is laid out.

    `picture` says that there is one in it: where a cell of a grid has no words, it may show a figure.
    """

    blocks: "list[Block]" = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    picture: bool = False


@dataclass(slots=True)
class Table:
    """The rows of a table, each the cells that begin in it."""

    rows: list[list[Cell]] = field(default_factory=list)


Block = Line | Table


class _TooMuchError(Exception):
    """More cells, lines, columns or tables inside tables than any report has."""


def pieces(blocks: Sequence[Block], name: str) -> tuple[Piece, ...]:
    """What the blocks show, in reading order; raises `DocumentError` where it is too much for a report."""
    try:
        return tuple(_Layout().pieces(blocks))
    except _TooMuchError:
        raise DocumentError(TOO_MUCH.format(name=name)) from None


class _Layout:
    """Counts paragraphs, tables and cells while they are laid out."""

    def __init__(self) -> None:
        self.paragraphs = self.tables = self.cells = self.characters = 0

    def pieces(self, blocks: Sequence[Block]) -> Iterator[Piece]:
        for block in _flow(blocks):
            yield self.paragraph(block) if isinstance(block, Line) else self.grid(block)

    def paragraph(self, line: Line) -> Paragraph:
        self.paragraphs += 1
        self.characters += len(line.text)
        if self.paragraphs > _MOST_LINES or self.characters > _MOST_CHARACTERS:
            raise _TooMuchError
        return Paragraph(line.text, Place(paragraph=self.paragraphs), line.level)

    def grid(self, rows: Sequence[Sequence[Cell]]) -> Grid:
        self.tables += 1
        self.cells += sum(map(len, rows))
        if self.cells > _MOST_CELLS:
            raise _TooMuchError
        cells = tuple(_placed(rows, self.tables))
        self.characters += sum(len(cell.text) for cell in cells)
        if self.characters > _MOST_CHARACTERS:
            raise _TooMuchError
        return Grid(cells, Place(table=self.tables), spans=True)


# which tables are data


def _flow(blocks: Sequence[Block], depth: int = 0) -> Iterator[Line | list[list[Cell]]]:
    """The lines, and the rows of every table that holds data; tables that arrange are taken apart."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        elif depth >= _DEEPEST:
            raise _TooMuchError
        else:
            yield from _table(block, depth + 1)


def _table(table: Table, depth: int) -> Iterator[Line | list[list[Cell]]]:
    rows = [row for row in table.rows if row]
    for cell in (cell for row in rows for cell in row if any(isinstance(block, Table) for block in cell.blocks)):
        _simplify(cell, depth)
    for arranges, run in groupby(rows, key=_arranges):
        found = list(run)
        if not arranges and any(sum(1 for cell in row if cell.blocks) > 1 for row in found):
            yield found
        else:
            for row in found:
                for cell in row:
                    yield from _flow(cell.blocks, depth)


def _simplify(cell: Cell, depth: int) -> None:
    """Put lines in the place of an inner table that only frames them."""
    found = list(_flow(cell.blocks, depth))
    if all(isinstance(block, Line) for block in found):
        cell.blocks = [block for block in found if isinstance(block, Line)]
    else:
        cell.blocks = [block if isinstance(block, Line) else Table(block) for block in found]


def _arranges(row: Sequence[Cell]) -> bool:
    """Whether a row holds tables or long texts, so that its cells are parts of a page."""
    return any(
        isinstance(block, Table) or len(block.text) > _LONGEST_CELL or i * 20 > _LONGEST_CELL
        for cell in row
        for i, block in enumerate(cell.blocks)
    )


# rows and spans


def _placed(rows: Sequence[Sequence[Cell]], table: int) -> Iterator[GridCell]:
    """The cells with their rows and columns, as browsers place them; spans end where the table does."""
    taken: list[int] = []  # for each column, the row up to which a cell from above fills it
    width = max(_plain_width(row) for row in rows)
    for r, row in enumerate(rows):
        c = 0
        for i, cell in enumerate(row):
            while c < len(taken) and taken[c] > r:
                c += 1
            wide = cell.colspan if cell.colspan <= _WIDEST else max(width - c, 1)
            if c + wide > _WIDEST * 2:
                raise _TooMuchError
            tall = min(cell.rowspan or len(rows), len(rows) - r)
            if wide > 1 or c < len(taken):
                taken[c : c + wide] = [r + tall] * wide
            else:
                taken.append(r + tall)
            place = Place(table=table, row=r + 1, column=i + 1)
            yield GridCell(_words(cell), r, c, place, tall, wide)
            c += wide


def _plain_width(row: Sequence[Cell]) -> int:
    return sum(cell.colspan for cell in row if cell.colspan <= _WIDEST)


def _words(cell: Cell) -> str:
    if not cell.blocks:
        return UNSEEN if cell.picture else ""
    return "\n".join([block.text for block in cell.blocks if isinstance(block, Line)])


TOO_MUCH: Final = Text(
    zh="{name}：内容过多（超过100万字、6万格、6万段或400列，或标记嵌套过深），未读取。请确认是否为年报文件。",
    en="{name}: too much in it (over a million characters, 60,000 cells, 400 columns, or nested too deep); "
    "not read. Is it the report?",
)
