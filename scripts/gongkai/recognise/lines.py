"""Lines of cells → labelled rows: what is kept in mind while going down a table.

A line begins with labels and goes on with figures. Which table it belongs to, and what its columns mean, is known by
labels alone. Every cell goes somewhere: into a row, into a header, among the skipped with a reason, or into a doubt.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from gongkai.forms import FORMS, WORDING
from gongkai.recognise import doubts as say
from gongkai.recognise import glue
from gongkai.recognise.draft import Skipped
from gongkai.recognise.furniture import ASIDE, NEW_BLOCK, OWN_ROW, ROW_NUMBER, SUM, reason
from gongkai.recognise.heads import in_print, settled
from gongkai.recognise.keys import key, numbered, squeezed
from gongkai.recognise.labels import Kind, Meaning, alike, meanings, means
from gongkai.recognise.rows import Header, Label, Row, Scan, Words
from gongkai.recognise.written import is_value

_ACROSS: Final = frozenset(t.code for form in FORMS.values() for t in form.tables if t.printed == "rows_across")
_OWN_ROWS: Final = frozenset(map(key, WORDING.own_rows))
#: The last column of each group: where text shows no places, a sum behind it adds up the group.
_LAST_OF_GROUP: Final = frozenset(
    (table.code, [column.code for column in block.columns if column.group == group.code][-1])
    for form in FORMS.values()
    for table in form.tables
    for group in table.column_groups
    for block in table.blocks
)
#: Reasons of words that belong to a header, although no form has them.
_IN_HEADS: Final = ASIDE | {ROW_NUMBER}
_FEWEST_CELLS: Final = 6
_DIGIT: Final = re.compile(r"\d")


class _Line(NamedTuple):
    """A line of cells: where its labels stand (`lead`), where the first figure (`first`), and where it begins."""

    cells: list[Words]
    lead: list[int]
    first: int
    grid: int
    start: int


class Lines:
    """The table, the header and the rows that a walk down a document has come to; writes what it finds into `scan`."""

    def __init__(self, scan: Scan) -> None:
        """Begin outside any table."""
        self.scan = scan
        self.table = ""
        self.columns: list[Label] = []
        self.strange: list[Words] = []  # words of the header that no form has
        self.routes: list[Label] = []
        self.aside: list[Words] = []  # words of the header that have no figure of the form below them
        self.summed = ""  # the column behind which a sum stands, where no places are shown
        self.grid = self.header_grid = 0  # the grid that is being read, and the one that the header stands in
        self.complete = False  # whether the next column label begins a new header
        self.header = Header()
        self.used = False  # whether rows were read under the header

    # lines of cells

    def line(self, cells: list[Words], grid: int) -> None:
        """One line of a table; where several rows stand in it, each begins with a label after a figure."""
        part: list[Words] = []
        start, filled = 0, False
        for i, cell in enumerate(cells):
            if cell.text and is_value(cell.text):
                filled = True
            elif cell.text and filled and meanings(cell.text):
                self.row(_without_end(part) if grid else part, grid, start)
                part, start, filled = [], i, False
            part.append(cell)
        self.row(part, grid, start)

    def row(self, cells: list[Words], grid: int, start: int) -> None:
        """Labels first, then figures."""
        self.grid = grid
        first = next((i for i, cell in enumerate(cells) if cell.text and is_value(cell.text)), len(cells))
        lead = [i for i in range(first) if cells[i].text]
        self.choose_table(cells[i] for i in lead)
        if grid:
            lead, first = self.unreadable(cells, lead, first)
        line = _Line(cells, lead, first, grid, start)
        if self.table in _ACROSS:
            self.across(line)
        elif lead:
            self.down(line)
        elif first < len(cells):
            self.unlabelled(cells)

    def unreadable(self, cells: list[Words], lead: list[int], first: int) -> tuple[list[int], int]:
        """Where words stand behind a row's label, they stand where its figures should: the figures begin there."""
        labels = [i for i in lead if means(cells[i].text)]
        behind = [i for i in lead if labels and i > labels[-1]]
        if not behind or reason(cells[behind[0]].text):
            return lead, first
        label = cells[labels[-1]]
        kinds = {m.kind: m for m in means(label.text) if m.table == self.table}
        if not only_row(label.text, kinds) or self.table in _ACROSS:
            return lead, first
        return [i for i in lead if i < behind[0]], behind[0]

    def choose_table(self, lead: Iterable[Words]) -> None:
        """Go over to another table where a label stands that only that table has."""
        for cell in lead:
            tables = {meaning.table for meaning in means(cell.text)}
            if len(tables) == 1 and self.table not in tables:
                self.table = tables.pop()
                self.new_header()

    def down(self, line: _Line) -> None:
        """A line of a table whose rows run down: header words, groups, and the row's own label last."""
        for i, following in zip(line.lead, (*line.lead[1:], len(line.cells)), strict=True):
            self.label(line, i, following)

    def is_row(self, line: _Line, i: int) -> bool:
        """Whether the last label of a line is a row's: figures follow it, or it can be nothing else, or cells do."""
        cell = line.cells[i]
        kinds = {m.kind: m for m in means(cell.text) if m.table == self.table}
        if "row" not in kinds:
            return False
        if line.first < len(line.cells) or only_row(cell.text, kinds):
            return True
        return (len(line.lead) == 1 or "column" not in kinds) and len(line.cells) - i > _FEWEST_CELLS

    def label(self, line: _Line, i: int, end: int) -> None:
        """One labelled cell of a line: the row's own label, or a word of the header before it."""
        cell = line.cells[i]
        kinds = {m.kind: m for m in means(cell.text) if m.table == self.table}
        self.note(cell, kinds.values())
        last, values = i == line.lead[-1], line.first < len(line.cells)
        if (last and self.is_row(line, i)) or (only_row(cell.text, kinds) and not (last and values) and not line.grid):
            self.add_row(kinds["row"].code, cell, line.cells[i + 1 : end], line.grid, line.start + i + 1)
        elif last and values:
            self.unknown_row(cell, line.cells[i + 1 :])
        elif "column" in kinds:
            self.begin_header()
            self.columns.append(Label(kinds["column"].code, cell.span))
        elif not kinds:
            self.unknown(cell, line.grid)
        elif only_row(cell.text, kinds):
            self.begin_header()
            self.strange.append(cell)

    def note(self, cell: Words, kinds: Collection[Meaning]) -> None:
        """Keep what a known label tells: which form has it, and whether it is written otherwise."""
        for meaning in kinds:
            if len(meaning.forms) == 1:
                self.scan.votes.update(meaning.forms)
        if kinds and not meanings(cell.text):
            message = say.doubt(say.ALIKE, cell.place, found=cell.text, label=alike(cell.text))
            self.scan.doubts.append(message)

    def unknown(self, cell: Words, grid: int) -> None:
        """Words that are no label: a listed reason, cells that stand together, or a stranger in the header."""
        why = reason(cell.text)
        if why == NEW_BLOCK:
            self.new_header()
        if why not in _IN_HEADS and self.skip(cell):
            return
        glued = glue.row_and_digits(cell.text)
        if glued:
            label, digits = glued
            code = next(m.code for m in meanings(label) if m.kind == "row")
            self.choose_table([Words(label, cell.place)])
            self.add_row(code, Words(label, cell.place), [Words(digits, cell.place)], grid, 0, glued=True)
        elif parts := glue.labels(cell.text):
            for part in parts:
                self.row([Words(part, cell.place)], grid, 0)
        else:
            self.begin_header()
            self.stranger(cell)

    def stranger(self, cell: Words) -> None:
        """A word of the header that no form has; some have a reason, where it is shown what stands below them."""
        if reason(cell.text) in ASIDE and cell.span.end:
            self.aside.append(cell)
        elif reason(cell.text) == SUM and self.columns and (self.table, self.columns[-1].code) in _LAST_OF_GROUP:
            self.summed = self.columns[-1].code
        else:
            self.strange.append(cell)

    def unknown_row(self, cell: Words, cells: Sequence[Words]) -> None:
        """Figures behind words that are no row of any form."""
        shown = " | ".join(c.text for c in cells)
        if key(squeezed(cell.text).partition("(")[0]) in _OWN_ROWS:
            self.scan.unknown.append((self.table, cell.text))
            self.scan.skipped.extend(Skipped(text=c.text, place=c.place, reason=OWN_ROW) for c in (cell, *cells))
        elif reason(cell.text):
            self.scan.doubts.append(say.doubt(say.NO_LABEL, cell.place, figures=shown))
        else:
            self.scan.unknown.append((self.table, cell.text))
            self.scan.doubts.append(say.doubt(say.UNKNOWN_ROW, cell.place, found=cell.text, figures=shown))
        self.used = True

    def unlabelled(self, cells: Sequence[Words]) -> None:
        """Figures without any label: a doubt, unless all they say is that there is none."""
        if any(_DIGIT.search(cell.text) for cell in cells):
            shown = " | ".join(cell.text for cell in cells)
            self.scan.doubts.append(say.doubt(say.NO_LABEL, cells[0].place, figures=shown))
        else:
            self.scan.skipped.extend(Skipped(text=c.text, place=c.place, reason="") for c in cells if c.text)

    def add_row(
        self, code: str, label: Words, cells: Sequence[Words], grid: int, start: int, *, glued: bool = False
    ) -> None:
        """Keep a row with the header above it."""
        if not self.used or len(self.header.columns) != len(self.columns):
            self.header = self.closed_header()
        self.used = True
        self.scan.rows.append(
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
            self.scan.rows.append(
                Row(table=self.table, code="", label=values[0], header=header, cells=values, grid=line.grid)
            )
            self.used = True

    def label_across(self, cell: Words) -> None:
        """A row or a column of a header whose rows stand side by side."""
        kinds = {m.kind: m for m in means(cell.text) if m.table == self.table}
        self.note(cell, kinds.values())
        if "row" in kinds:
            if self.used:
                self.routes, self.used, self.complete = [], False, True
            self.routes.append(Label(kinds["row"].code, cell.span))
        elif "column" in kinds:
            self.begin_header()
            if self.complete:
                self.columns, self.complete = [], False
            self.columns.append(Label(kinds["column"].code, cell.span))
        elif not kinds and (reason(cell.text) in _IN_HEADS or not self.skip(cell)):
            self.stranger(cell)

    # header, leftovers

    def closed_header(self) -> Header:
        """The header as it stands; its strange words are then told with the rows under it."""
        aside = [Label(cell.text, cell.span) for cell in self.aside]
        kept = settled(self.columns, aside) if aside else self.columns
        if kept is None:
            self.strange, aside, kept = [*self.strange, *self.aside], [], self.columns
        strange = tuple(cell.text for cell in self.strange)
        self.strange = []
        columns, routes = tuple(in_print(kept)), tuple(in_print(self.routes))
        return Header(columns, routes, strange, tuple(aside), self.summed, self.header_grid)

    def begin_header(self) -> None:
        """The first word of a header after rows begins a new one."""
        if self.used:
            self.new_header()
        self.header_grid = self.grid

    def new_header(self) -> None:
        """Forget the header; words of it that no rows followed are a doubt of their own."""
        for cell in (*self.strange, *([] if self.used else self.aside)):
            self.scan.doubts.append(say.doubt(say.UNKNOWN_WORDS, cell.place, found=cell.text))
        self.columns, self.strange, self.routes, self.aside, self.summed = [], [], [], [], ""
        self.used = self.complete = False

    def skip(self, cell: Words) -> bool:
        """Leave out words for which there is a reason; `False` where there is none."""
        why = reason(cell.text)
        if why:
            self.scan.skipped.append(Skipped(text=cell.text, place=cell.place, reason=why))
        return bool(why)


def _without_end(cells: list[Words]) -> list[Words]:
    """The cells up to the last that is filled: empty ones before the next row's label may be its merged cells."""
    last = max(i for i, cell in enumerate(cells) if cell.text)
    return cells[: last + 1]


def only_row(text: str, kinds: Mapping[Kind, Meaning]) -> bool:
    """Whether a label can be nothing but a row's: also where a column is called the same and the label is numbered."""
    return kinds.keys() == {"row"} or (kinds.keys() == {"row", "column"} and numbered(text))
