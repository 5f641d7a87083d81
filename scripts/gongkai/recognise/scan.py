"""A document's pieces → labelled rows of the statutory tables, the sections' text, and what is left over.

Tables are known by their labels alone: neither by their number nor by their place. Every cell goes somewhere: into a
row, into a header, among the skipped with a reason, or into a doubt.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gongkai.document import Document, Grid, Paragraph
from gongkai.forms import FORMS, NEWEST, WORDING
from gongkai.recognise import doubts as say
from gongkai.recognise.draft import Doubt, Skipped
from gongkai.recognise.headings import headings
from gongkai.recognise.keys import key, numbered, squeezed
from gongkai.recognise.labels import LABELS, Kind, Meaning, alike, meanings
from gongkai.recognise.rows import Header, Row, Words
from gongkai.recognise.written import is_value

_IGNORABLE: Final = re.compile("|".join(f"(?P<{item.code}>{item.pattern})" for item in WORDING.ignorable))
_ACROSS: Final = frozenset(t.code for form in FORMS.values() for t in form.tables if t.printed == "rows_across")
_WITH_TABLES: Final = frozenset(table.section for table in NEWEST.tables)
#: What stands in the corner of a table's header.
_STUBS: Final = frozenset(
    key(block.stub.zh) for form in FORMS.values() for t in form.tables for block in t.blocks if block.stub
)
#: Words that end a block of a table, so that the labels of other columns follow.
_NEW_BLOCK: Final = "clause"
_GLUED: Final = re.compile(r"(.*\D)(\d{1,40})")
#: A label is broken over at most so many lines, and is no longer than that.
_MOST_PARTS, _LONGEST_LABEL = 3, 60
_FEWEST_CELLS: Final = 6
_DIGIT: Final = re.compile(r"\d")


@dataclass
class Scan:
    """What a document says, before its form is known; `votes` counts labels that only one form has."""

    first_heading: int = 0
    rows: list[Row] = field(default_factory=list)
    text: dict[str, list[str]] = field(default_factory=dict)
    votes: Counter[str] = field(default_factory=Counter)
    doubts: list[Doubt] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def scan(document: Document) -> Scan:
    """Go through a document once."""
    return _Scanner(document).run()


class _Line(NamedTuple):
    """A line of cells: where its labels stand (`lead`), where the first figure (`first`), and where it begins."""

    cells: list[Words]
    lead: list[int]
    first: int
    grid: int
    start: int


class _Scanner:
    """Walks through a document and keeps in mind the table, the header and the section it is in."""

    def __init__(self, document: Document) -> None:
        self.pieces = document.pieces
        self.headings = headings(document.pieces)
        self.found = Scan(first_heading=min(self.headings, default=len(document.pieces)))
        self.section = ""
        self.table = ""
        self.columns: list[str] = []
        self.strange: list[Words] = []  # words of the header that no form has
        self.routes: list[str] = []
        self.complete = False  # whether the next column label begins a new header
        self.header = Header()
        self.used = False  # whether rows were read under the header
        self.flow: list[Words] = []
        self.filled = False  # whether the flow holds a value

    def run(self) -> Scan:
        i = 0
        while i < len(self.pieces):
            piece = self.pieces[i]
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
        self.new_header()
        return self.found

    def begin_section(self, i: int) -> None:
        self.section = self.headings[i].section
        self.new_header()
        self.found.text.setdefault(self.section, [])
        if self.headings[i].rest:
            self.found.text[self.section].append(self.headings[i].rest)

    # lines without a grid

    def paragraph(self, i: int, piece: Paragraph) -> int:
        """Take one line, and those that continue its label; returns how many lines were taken."""
        words = Words(piece.text, piece.place)
        if not piece.text:
            if self.flow:
                self.flow.append(words)
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
            self.flow.append(words)
            self.filled = True
        elif not self.skip(words):
            self.narrate(words.text)

    def begin_line(self, words: Words) -> None:
        """A label: what stood before it is complete once it has its figures."""
        if self.filled:
            self.end_flow()
        self.flow.append(words)

    def other_line(self, i: int, piece: Paragraph, words: Words) -> None:
        reason = self.skippable(words.text)
        if reason == "page_number":
            self.skip(words)
        elif reason or self.is_label(piece) or (self.flow and self.before_value(i)):
            self.begin_line(words)
        else:
            self.end_flow()
            self.narrate(piece.text)

    def is_label(self, piece: Paragraph) -> bool:
        if len(piece.text) > _LONGEST_LABEL * 2:
            return False
        known = self.table and (piece.cell or alike(piece.text))
        return bool(known or _glued(piece.text) or _unglued(piece.text))

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
            self.line(cells, 0)

    def narrate(self, text: str) -> None:
        if self.section:
            self.found.text[self.section].append(text)

    # grids

    def grid(self, grid: Grid) -> None:
        rows = [[Words(cell.text, cell.place) for cell in row] for row in grid.rows]
        if any(meanings(cell.text) for row in rows for cell in row if cell.text):
            for row in rows:
                self.line(row, grid.place.table or 1)
        else:
            self.other_table(grid, [cell for row in rows for cell in row if cell.text])

    def other_table(self, grid: Grid, cells: Sequence[Words]) -> None:
        """A table that has no label of the forms: of no interest, unless it stands where a statutory one should."""
        if self.section in _WITH_TABLES and any(_DIGIT.search(cell.text) for cell in cells):
            shown = " | ".join(cell.text for cell in cells[:20])
            self.found.doubts.append(say.doubt(say.OTHER_TABLE, grid.place, found=shown))
        self.found.skipped.extend(Skipped(text=c.text, place=c.place, reason="other_table") for c in cells)

    # lines of cells

    def line(self, cells: list[Words], grid: int) -> None:
        """One line of a table; where several rows stand in it, each begins with a label after a figure."""
        part: list[Words] = []
        start, filled = 0, False
        for i, cell in enumerate(cells):
            if cell.text and is_value(cell.text):
                filled = True
            elif cell.text and filled and meanings(cell.text):
                self.row(part, grid, start)
                part, start, filled = [], i, False
            part.append(cell)
        self.row(part, grid, start)

    def row(self, cells: list[Words], grid: int, start: int) -> None:
        """Labels first, then figures."""
        first = next((i for i, cell in enumerate(cells) if cell.text and is_value(cell.text)), len(cells))
        lead = [i for i in range(first) if cells[i].text]
        self.choose_table(cells[i] for i in lead)
        line = _Line(cells, lead, first, grid, start)
        if self.table in _ACROSS:
            self.across(line)
        elif lead:
            self.down(line)
        elif first < len(cells):
            self.unlabelled(cells)

    def choose_table(self, lead: Iterable[Words]) -> None:
        for cell in lead:
            tables = {meaning.table for meaning in self.means(cell)}
            if len(tables) == 1 and self.table not in tables:
                self.table = tables.pop()
                self.new_header()

    def means(self, cell: Words) -> tuple[Meaning, ...]:
        return meanings(cell.text) or LABELS.get(alike(cell.text), ())

    def down(self, line: _Line) -> None:
        """A line of a table whose rows run down: header words, groups, and the row's own label last."""
        for i, following in zip(line.lead, (*line.lead[1:], len(line.cells)), strict=True):
            self.label(line, i, following)

    def is_row(self, line: _Line, i: int) -> bool:
        """Whether the last label of a line is a row's: figures follow it, or it can be nothing else, or cells do."""
        cell = line.cells[i]
        kinds = {m.kind: m for m in self.means(cell) if m.table == self.table}
        if "row" not in kinds:
            return False
        if line.first < len(line.cells) or _only_row(cell.text, kinds):
            return True
        return (len(line.lead) == 1 or "column" not in kinds) and len(line.cells) - i > _FEWEST_CELLS

    def label(self, line: _Line, i: int, end: int) -> None:
        """One labelled cell of a line: the row's own label, or a word of the header before it."""
        cell = line.cells[i]
        kinds = {m.kind: m for m in self.means(cell) if m.table == self.table}
        self.note(cell, kinds.values())
        last, values = i == line.lead[-1], line.first < len(line.cells)
        if (last and self.is_row(line, i)) or (_only_row(cell.text, kinds) and not (last and values) and not line.grid):
            self.add_row(kinds["row"].code, cell, line.cells[i + 1 : end], line.grid, line.start + i + 1)
        elif last and values:
            self.unknown_row(cell, line.cells[i + 1 :])
        elif "column" in kinds:
            self.begin_header()
            self.columns.append(kinds["column"].code)
        elif not kinds:
            self.unknown(cell, line.grid)
        elif _only_row(cell.text, kinds):
            self.begin_header()
            self.strange.append(cell)

    def note(self, cell: Words, kinds: Collection[Meaning]) -> None:
        """Keep what a known label tells: which form has it, and whether it is written otherwise."""
        for meaning in kinds:
            if len(meaning.forms) == 1:
                self.found.votes.update(meaning.forms)
        if kinds and not meanings(cell.text):
            message = say.doubt(say.ALIKE, cell.place, found=cell.text, label=alike(cell.text))
            self.found.doubts.append(message)

    def unknown(self, cell: Words, grid: int) -> None:
        """Words that are no label: a listed reason, cells that stand together, or a stranger in the header."""
        reason = self.skippable(cell.text)
        if reason == _NEW_BLOCK:
            self.new_header()
        if self.skip(cell):
            return
        glued = _glued(cell.text)
        if glued:
            label, digits = glued
            code = next(m.code for m in meanings(label) if m.kind == "row")
            self.choose_table([Words(label, cell.place)])
            self.add_row(code, Words(label, cell.place), [Words(digits, cell.place)], grid, 0, glued=True)
        elif parts := _unglued(cell.text):
            for part in parts:
                self.row([Words(part, cell.place)], grid, 0)
        else:
            self.begin_header()
            self.strange.append(cell)

    def unknown_row(self, cell: Words, cells: Sequence[Words]) -> None:
        shown = " | ".join(c.text for c in cells)
        if self.skippable(cell.text):
            self.found.doubts.append(say.doubt(say.NO_LABEL, cell.place, figures=shown))
        else:
            self.found.doubts.append(say.doubt(say.UNKNOWN_ROW, cell.place, found=cell.text, figures=shown))
        self.used = True

    def unlabelled(self, cells: Sequence[Words]) -> None:
        """Figures without any label: a doubt, unless all they say is that there is none."""
        if any(_DIGIT.search(cell.text) for cell in cells):
            shown = " | ".join(cell.text for cell in cells)
            self.found.doubts.append(say.doubt(say.NO_LABEL, cells[0].place, figures=shown))
        else:
            self.found.skipped.extend(Skipped(text=c.text, place=c.place, reason="") for c in cells if c.text)

    def add_row(
        self, code: str, label: Words, cells: Sequence[Words], grid: int, start: int, *, glued: bool = False
    ) -> None:
        if not self.used or self.header.columns != tuple(self.columns):
            self.header = self.closed_header()
        self.used = True
        self.found.rows.append(
            Row(
                table=self.table,
                code=code,
                label=label,
                header=self.header,
                cells=tuple(cells),
                grid=grid,
                start=start,
                glued=glued,
            )
        )

    # tables whose rows stand side by side

    def across(self, line: _Line) -> None:
        """The header names rows and columns; the figures of all rows follow in one line."""
        for i in line.lead:
            self.label_across(line.cells[i])
        begin = line.lead[-1] + 1 if line.lead else 0
        blank = not line.lead and len(line.cells) >= len(self.columns) > 0 and not self.used
        if line.first < len(line.cells) or blank:
            values = tuple(line.cells[begin:])
            header = self.closed_header()
            self.found.rows.append(
                Row(table=self.table, code="", label=values[0], header=header, cells=values, grid=line.grid)
            )
            self.used = True

    def label_across(self, cell: Words) -> None:
        kinds = {m.kind: m for m in self.means(cell) if m.table == self.table}
        self.note(cell, kinds.values())
        if "row" in kinds:
            if self.used:
                self.routes, self.used, self.complete = [], False, True
            self.routes.append(kinds["row"].code)
        elif "column" in kinds:
            self.begin_header()
            if self.complete:
                self.columns, self.complete = [], False
            self.columns.append(kinds["column"].code)
        elif not kinds and not self.skip(cell):
            self.strange.append(cell)

    # header, leftovers

    def closed_header(self) -> Header:
        """The header as it stands; its strange words are then told with the rows under it."""
        strange = tuple(cell.text for cell in self.strange)
        self.strange = []
        return Header(columns=tuple(self.columns), strange=strange, routes=tuple(self.routes))

    def begin_header(self) -> None:
        """The first word of a header after rows begins a new one."""
        if self.used:
            self.new_header()

    def new_header(self) -> None:
        for cell in self.strange:
            self.found.doubts.append(say.doubt(say.UNKNOWN_WORDS, cell.place, found=cell.text))
        self.columns, self.strange, self.routes = [], [], []
        self.used = self.complete = False

    def skippable(self, text: str) -> str:
        found = _IGNORABLE.search(squeezed(text)) if len(text) <= _LONGEST_LABEL * 2 else None
        return found.lastgroup or "" if found else ""

    def skip(self, cell: Words) -> bool:
        reason = self.skippable(cell.text)
        if reason:
            self.found.skipped.append(Skipped(text=cell.text, place=cell.place, reason=reason))
        return bool(reason)


def _only_row(text: str, kinds: Mapping[Kind, Meaning]) -> bool:
    """Whether a label can be nothing but a row's: also where a column is called the same and the label is numbered."""
    return kinds.keys() == {"row"} or (kinds.keys() == {"row", "column"} and numbered(text))


def _glued(text: str) -> tuple[str, str] | None:
    """A row's label and the digits that stand right behind it."""
    found = _GLUED.fullmatch(squeezed(text)) if len(text) <= _LONGEST_LABEL * 2 else None
    if found and any(meaning.kind == "row" for meaning in meanings(found[1])):
        return found[1], found[2]
    return None


def _unglued(text: str) -> list[str]:
    """The labels that stand together in a text without anything between; empty where it is not made of labels."""
    rest = key(text)
    parts: list[str] = []
    while rest and len(parts) < _LONGEST_LABEL:
        size = next(
            (n for n in range(min(len(rest), _LONGEST_LABEL), 1, -1) if rest[:n] in LABELS or rest[:n] in _STUBS), 0
        )
        if not size:
            return []
        if rest[:size] not in _STUBS:
            parts.append(rest[:size])
        rest = rest[size:]
    return parts if len(parts) > 1 or (parts and parts[0] != key(text)) else []
