"""Word documents (.docx) → paragraphs and grids, with all changes accepted; notes, headers and footers are left out."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from gongkai.document import UNSEEN, Piece
from gongkai.errors import DocumentError
from gongkai.readers import layout, shown
from gongkai.readers.layout import Block, Line, Table
from gongkai.readers.merging import GOES_ON, Merging, merged
from gongkai.readers.package import Package
from gongkai.readers.shown import TABLE, TEXT, VAL, P, W
from gongkai.readers.words import words
from gongkai.text import Text

_BODY: Final = re.compile(r"word/document\d*\.xml")
_STYLES: Final = "word/styles.xml"

#: Elements that stand for a character. What a symbol font shows is not known, only that something stands there.
_SIGNS: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "-",
    f"{W}sym": UNSEEN,
    f"{W}br": "\0",
    f"{W}cr": "\0",
}
_WORDS: Final = frozenset((TEXT, "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"))
_PICTURES: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
    f"{W}object",
)
_ROW, _CELL, _STYLE, _LEVEL = (f"{W}{tag}" for tag in ("tr", "tc", "pStyle", "outlineLvl"))
_COLUMN: Final = f"{W}gridCol"
_WIDE, _DOWN, _LEFT, _BEFORE = (f"{W}{tag}" for tag in ("gridSpan", "vMerge", "hMerge", "gridBefore"))
_BODY_LEVEL: Final = 9


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read a Word document; raises `DocumentError` where it is broken, locked, too large, or something else."""
    package = Package(content, name)
    part = next((part for part in package.parts if _BODY.fullmatch(part)), None)
    document = package.tree(part) if part else None
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise DocumentError(_NO_WORD.format(name=name))
    styles = package.tree(_STYLES) if _STYLES in package.parts else None
    shown.reduce(body, shown.looks(styles) if styles is not None else {})
    levels = _levels(styles) if styles is not None else {}
    return layout.pieces(_Walk(body, levels).blocks(), name)


def _levels(styles: etree._Element) -> Mapping[str, int]:
    """The level of headings of each style that has one."""
    found = {}
    for element in styles.iter(_LEVEL):
        style = next(element.iterancestors(f"{W}style"), None)
        if style is not None:
            found[style.get(f"{W}styleId", "")] = _outline(element)
    return found


def _outline(element: etree._Element) -> int:
    level = _number(element, _BODY_LEVEL)
    return level + 1 if level < _BODY_LEVEL else 0


def _number(element: etree._Element, otherwise: int, attribute: str = VAL) -> int:
    written = element.get(attribute, "")
    return int(written) if written.isdecimal() and len(written) < 7 else otherwise  # noqa: PLR2004


class _Walk:
    """Goes through a document in reading order; what stands in what is told by each element's parent."""

    def __init__(self, body: etree._Element, levels: Mapping[str, int]) -> None:
        self.body, self.levels = body, levels
        self.top: list[Block] = []
        self.into: dict[etree._Element, list[Block]] = {body: self.top}  # the body and every cell: what is in it
        self.rows: dict[etree._Element, list[list[Merging]]] = {}  # every table
        self.cells: dict[etree._Element, list[Merging]] = {}  # every row
        self.tables: list[tuple[Table, list[list[Merging]], list[int]]] = []
        self.grids: dict[etree._Element, list[int]] = {}  # every table: how wide the columns of its grid are
        self.cell = Merging()  # the one that began last
        self.lines: list[Block] = []  # where the paragraph that began last stands, its words and its level
        self.words: list[str] = []
        self.level = 0

    def blocks(self) -> list[Block]:
        """Everything that the document shows, as nested there."""
        for element in self.body.iter(*_ACTIONS, *_WORDS, *_SIGNS):
            tag = str(element.tag)
            if action := _ACTIONS.get(tag):
                action(self, element)
            else:
                self.words.append(_SIGNS.get(tag) or element.text or "")
        self.close()
        for table, rows, widths in self.tables:
            table.rows = merged(rows, widths)
        return self.top

    def close(self) -> None:
        """The paragraph that is open has come to its end; it is more than one line where its author broke it."""
        if self.words:
            for line in "".join(self.words).split("\0"):
                if shown_words := words(line):
                    self.lines.append(Line(shown_words, self.level))
        self.words, self.level = [], 0

    def paragraph(self, element: etree._Element) -> None:
        self.close()
        self.lines = self.into.get(_parent(element), [])

    def style(self, element: etree._Element) -> None:
        self.level = self.levels.get(element.get(VAL, ""), 0)

    def outline(self, element: etree._Element) -> None:
        self.level = _outline(element)

    def table(self, element: etree._Element) -> None:
        self.close()
        table = Table()
        self.rows[element], self.grids[element] = [], []
        self.tables.append((table, self.rows[element], self.grids[element]))
        self.into.get(_parent(element), []).append(table)

    def column(self, element: etree._Element) -> None:
        self.grids.get(_parent(_parent(element)), []).append(_number(element, 0, f"{W}w"))

    def row(self, element: etree._Element) -> None:
        self.cells[element] = []
        self.rows.get(_parent(element), []).append(self.cells[element])

    def begin_cell(self, element: etree._Element) -> None:
        self.cell = Merging()
        self.into[element] = self.cell.blocks
        self.cells.get(_parent(element), []).append(self.cell)

    def indent(self, element: etree._Element) -> None:
        """A row that begins further to the right begins with an empty cell."""
        row = self.cells.get(_parent(_parent(element)), [])
        row.append(Merging(colspan=max(_number(element, 1), 1)))

    def picture(self, element: etree._Element) -> None:
        self.cell.picture = self.cell.picture or next(element.iterancestors(_CELL), None) is not None

    def wide(self, element: etree._Element) -> None:
        self.cell.colspan = max(_number(element, 1), 1)

    def down(self, element: etree._Element) -> None:
        self.cell.down = element.get(VAL, GOES_ON)

    def left(self, element: etree._Element) -> None:
        self.cell.left = element.get(VAL, GOES_ON)


_ACTIONS: Final[Mapping[str, Callable[[_Walk, etree._Element], None]]] = {
    P: _Walk.paragraph,
    TABLE: _Walk.table,
    _STYLE: _Walk.style,
    _LEVEL: _Walk.outline,
    _COLUMN: _Walk.column,
    _ROW: _Walk.row,
    _CELL: _Walk.begin_cell,
    _BEFORE: _Walk.indent,
    _WIDE: _Walk.wide,
    _DOWN: _Walk.down,
    _LEFT: _Walk.left,
    **dict.fromkeys(_PICTURES, _Walk.picture),
}


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


_NO_WORD: Final = Text(
    zh="{name}：不是 Word 文档（压缩包里没有正文）。请用原来的软件打开，另存为 .docx。",
    en="{name}: not a Word document (no text in the package). Open it where it was made and save it as .docx.",
)
