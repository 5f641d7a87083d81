"""What a file shows, and where: paragraphs and grids in reading order. Knows no word of the domain.

Places and cells are tuples because a document has hundreds of them, and these are made three times as fast.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from gongkai.text import Text

#: Stands in a cell for what is no text: a picture, an object, a sign of a symbol font.
UNSEEN: Final = "□"


class Place(NamedTuple):
    """Where something stands, counted from 1; 0 where the kind of file does not have it (a web page has no pages)."""

    line: int = 0
    page: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0

    @property
    def text(self) -> Text:
        """The place in words: `第2页，表1，第3行第4格`."""
        zh, en = [], []
        if self.page:
            zh.append(f"第{self.page}页")
            en.append(f"page {self.page}")
        if self.line:
            zh.append(f"第{self.line}行")
            en.append(f"line {self.line}")
        if self.paragraph:
            zh.append(f"第{self.paragraph}段")
            en.append(f"paragraph {self.paragraph}")
        if self.table:
            cell_zh = f"第{self.row}行第{self.column}格" if self.row else ""
            cell_en = f", row {self.row}, cell {self.column}" if self.row else ""
            zh.append(f"表{self.table}{cell_zh}")
            en.append(f"table {self.table}{cell_en}")
        return Text(zh="，".join(zh) or "全文", en=", ".join(en) or "whole document")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words outside any grid.

    `level` is that of a heading which the file marks as one (1 the highest; 0: not marked). `cell` says that the file
    marks it as a cell of a table whose rows it does not show, such as lines with lone bars between; only such a
    paragraph may be empty.
    """

    text: str
    place: Place
    level: int = 0
    cell: bool = False


class GridCell(NamedTuple):
    """A cell at its upper left corner, `row` and `column` from 0; merged cells stand once, with their spans."""

    text: str
    row: int
    column: int
    place: Place
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose rows the file shows; `cells` row by row, from left to right.

    Rows may be ragged: text with bars shows no spans, so there a cell's `column` is only its number in the row.
    `spans` says that the file does show them, so that cells stand below each other where their columns meet.
    """

    cells: tuple[GridCell, ...]
    place: Place
    spans: bool = False

    @property
    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """The cells that begin in each row; a row with none is left out."""
        return (tuple(cells) for _, cells in groupby(self.cells, key=lambda cell: cell.row))


Piece = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its file name, the SHA-256 of its bytes, and what it shows in reading order."""

    name: str
    sha256: str
    pieces: tuple[Piece, ...]
