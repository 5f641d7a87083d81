"""A document's pieces → rows of the statutory tables, the sections' text, and what is left over.

Grids are lines of cells as they stand. Where a file shows no grid, its paragraphs are cells one after the other: a line
of a table begins with a label after a figure, and ends with the next such label, a heading or a sentence.
"""

import re
from collections.abc import Sequence
from typing import Final

from gongkai.document import Document, Grid, GridCell, Paragraph, Place
from gongkai.forms import NEWEST, WORDING
from gongkai.recognise import doubts as say
from gongkai.recognise import glue
from gongkai.recognise.draft import Skipped
from gongkai.recognise.furniture import PAGE_NUMBER, ROW_NUMBER, reason
from gongkai.recognise.headings import headings
from gongkai.recognise.keys import key, simple
from gongkai.recognise.labels import LABELS, alike, meanings
from gongkai.recognise.lines import Lines
from gongkai.recognise.numbering import numbering
from gongkai.recognise.rows import Scan, Span, Stretch, Words
from gongkai.recognise.written import is_value

_WITH_TABLES: Final = frozenset(table.section for table in NEWEST.tables)
#: A label is broken over at most so many lines, and is no longer than that.
_MOST_PARTS, _LONGEST_LABEL = 3, 60
#: A word of a table's head is no longer, and no sentence.
_LONGEST_HEAD, _SENTENCE = 20, re.compile("[。；;]")
_DIGIT: Final = re.compile(r"\d")
_OTHER_UNIT: Final = re.compile(WORDING.other_unit)
#: A longer line is no caption; a table has at most so many of them.
_LONGEST_CAPTION, _CAPTIONS = 40, 2


def scan(document: Document) -> Scan:
    """Go through a document once."""
    return _Scanner(document).run()


class _Scanner:
    """Walks through a document and keeps in mind the table, the header and the section it is in."""

    def __init__(self, document: Document) -> None:
        self.pieces = document.pieces
        self.headings = headings(document.pieces)
        self.scan = Scan(first_heading=min(self.headings, default=len(document.pieces)))
        self.lines = Lines(self.scan)
        self.section = ""
        self.flow: list[Words] = []
        self.filled = False  # whether the flow holds a value
        self.at = self.began = 0  # the piece that is being read, and the one that the flow began with
        self.above: list[str] = []  # the last lines of text, as long as no table came after them
        self.known = 0  # rows whose stretch is known

    def run(self) -> Scan:
        i = 0
        while i < len(self.pieces):
            piece = self.pieces[i]
            self.at = i
            if i in self.headings:
                self.end_flow()
                self.begin_section(i)
            elif isinstance(piece, Grid):
                self.end_flow()
                self.grid(piece)
            else:
                i += self.paragraph(i, piece)
                continue
            i += 1
        self.end_flow()
        self.lines.new_header()
        return self.scan

    def begin_section(self, i: int) -> None:
        self.section = self.headings[i].section
        self.lines.new_header()
        self.scan.text.setdefault(self.section, [])
        piece = self.pieces[i]
        self.caption(piece.text if isinstance(piece, Paragraph) else "", piece.place)
        if self.headings[i].rest:
            self.scan.text[self.section].append(self.headings[i].rest)

    def caption(self, text: str, place: Place) -> None:
        """Keep in mind what may stand above a table; one that gives another unit is a doubt."""
        self.above = [*self.above, text if len(text) <= _LONGEST_CAPTION else ""][-_CAPTIONS:]
        if self.section in _WITH_TABLES and len(text) <= _LONGEST_CAPTION and _OTHER_UNIT.search(simple(text)):
            self.scan.doubts.append(say.doubt(say.OTHER_UNIT, place, found=text))

    def stretch(self, piece: int) -> None:
        """Note where the rows stand that have come since the last."""
        if new := self.scan.rows[self.known :]:
            found = Stretch(piece, new[0].label.place, new[0].table, self.section, " ".join(self.above))
            self.scan.tables.append(found)
        self.known = len(self.scan.rows)

    # lines without a grid

    def paragraph(self, i: int, piece: Paragraph) -> int:
        """Take one line, and those that continue its label; returns how many lines were taken."""
        words = Words(piece.text, piece.place)
        if not piece.text:
            if self.flow:
                self.keep(words)
        elif is_value(piece.text):
            self.value_line(words, marked=piece.cell)
        else:
            label, parts = self.label_at(i)
            if label:
                self.begin_line(Words(label, piece.place))
                return parts
            self.other_line(i, piece, words)
        return 1

    def value_line(self, words: Words, *, marked: bool) -> None:
        if self.flow or marked:
            self.keep(words)
            self.filled = True
        elif not self.lines.skip(words):
            self.narrate(words)

    def begin_line(self, words: Words) -> None:
        """A label: what stood before it is complete once it has its figures."""
        if self.filled:
            self.end_flow()
        self.keep(words)

    def keep(self, words: Words) -> None:
        """A cell of the line that is open; where there is none, it begins one."""
        if not self.flow:
            self.began = self.at
        self.flow.append(words)

    def other_line(self, i: int, piece: Paragraph, words: Words) -> None:
        why = reason(words.text)
        if why == PAGE_NUMBER:
            self.lines.skip(words)
        elif why or self.is_label(piece) or (self.flow and self.before_value(i)) or self.in_head(piece.text):
            self.begin_line(words)
        else:
            self.end_flow()
            self.narrate(words)

    def is_label(self, piece: Paragraph) -> bool:
        if len(piece.text) > _LONGEST_LABEL * 2:
            return False
        known = self.lines.table and (piece.cell or alike(piece.text))
        return bool(known or glue.row_and_digits(piece.text) or glue.labels(piece.text))

    def in_head(self, text: str) -> bool:
        """Whether a short line stands among the labels of columns: it may be one that no form has."""
        if self.filled or len(text) > _LONGEST_HEAD or _SENTENCE.search(text):
            return False
        return any(meaning.kind == "column" for words in self.flow for meaning in meanings(words.text))

    def label_at(self, i: int) -> tuple[str, int]:
        """The label that begins at a line, and over how many lines it is broken."""
        parts: list[str] = []
        for piece in self.pieces[i : i + _MOST_PARTS]:
            if not isinstance(piece, Paragraph) or not piece.text or len(piece.text) > _LONGEST_LABEL:
                break
            if parts and (is_value(piece.text) or i + len(parts) in self.headings):
                break
            parts.append(piece.text)
        for count in range(len(parts), 1, -1):
            joined = "".join(parts[:count])
            if key(joined) in LABELS:
                return joined, count
        piece = self.pieces[i]
        first = parts[0] if parts else piece.text if isinstance(piece, Paragraph) else ""
        return (first, 1) if meanings(first) else ("", 0)

    def before_value(self, i: int) -> bool:
        following = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        return isinstance(following, Paragraph) and bool(following.text) and is_value(following.text)

    def end_flow(self) -> None:
        cells, self.flow, self.filled = self.flow, [], False
        if cells:
            self.lines.line(cells, 0)
            self.stretch(self.began)
            self.above = []

    def narrate(self, words: Words) -> None:
        self.caption(words.text, words.place)
        if self.section:
            self.scan.text[self.section].append(words.text)

    # grids

    def grid(self, grid: Grid) -> None:
        numbers = numbering(grid)
        rows = [[_words(cell, shown=grid.spans) for cell in row if cell.place not in numbers] for row in grid.rows]
        left_out = (cell for cell in grid.cells if cell.text and cell.place in numbers)
        self.scan.skipped.extend(Skipped(text=c.text, place=c.place, reason=ROW_NUMBER) for c in left_out)
        labelled = next((row for row in rows if any(meanings(cell.text) for cell in row if cell.text)), None)
        if labelled:
            self.lines.choose_table(labelled)  # what stands above the first labels belongs to their table as well
            for row in rows:
                self.lines.line(row, grid.place.table or 1)
            self.stretch(self.at)
        else:
            self.other_table(grid, [cell for row in rows for cell in row if cell.text])
        self.above = []

    def other_table(self, grid: Grid, cells: Sequence[Words]) -> None:
        """A table that has no label of the forms: of no interest, unless it stands where a statutory one should."""
        if self.section in _WITH_TABLES and any(_DIGIT.search(cell.text) for cell in cells):
            shown = " | ".join(cell.text for cell in cells[:20])
            self.scan.doubts.append(say.doubt(say.OTHER_TABLE, grid.place, found=shown))
        self.scan.skipped.extend(Skipped(text=c.text, place=c.place, reason="other_table") for c in cells)


def _words(cell: GridCell, *, shown: bool) -> Words:
    return Words(cell.text, cell.place, Span(cell.column, cell.column + cell.colspan) if shown else Span())
