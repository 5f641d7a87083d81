"""Labelled rows and a form → the report's figures, exactly as written. Arithmetic never decides anything here."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.cell import Cell
from gongkai.document import Place
from gongkai.forms import FORMS, Block, Column, Form, Table
from gongkai.numerals import Value
from gongkai.recognise import doubts as say
from gongkai.recognise import heads
from gongkai.recognise.align import Fit, beginning, splits
from gongkai.recognise.draft import Doubt, Skipped
from gongkai.recognise.furniture import SUM, reason
from gongkai.recognise.rows import Row, Words
from gongkai.recognise.written import interpret
from gongkai.report import Mark
from gongkai.text import Text


@dataclass
class Taken:
    """The figures of a report with their marks, doubts and places."""

    figures: dict[str, dict[str, tuple[Value | None, ...]]] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    evidence: dict[Cell, Place] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)


def take(rows: Sequence[Row], form: Form) -> Taken:
    """Read every row with the form beside it; what cannot be read without guessing is left blank, with a doubt."""
    taker = _Taker(form)
    by_table: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row)
    for table in form.tables:
        taker.table(table, by_table[table.code])
    return taker.taken


class _Taker:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.taken = Taken()
        self.told: set[int] = set()  # headers whose strangeness has been told

    def doubt(self, message: Text, place: Place | None = None, cell: Cell | None = None, **values: object) -> None:
        self.taken.doubts.append(say.doubt(message, place, cell, **values))

    def table(self, table: Table, rows: Sequence[Row]) -> None:
        if not rows:
            self.doubt(say.NO_TABLE, cell=Cell(table.code), table=table)
            return
        found = self.side_by_side(table, rows) if table.printed == "rows_across" else self.down(table, rows)
        found = self.undivided(table, found)
        ordered = {code: found[code] for code in table.rows if code in found}
        if ordered:
            self.taken.figures[table.code] = ordered
        self.missing(table, ordered)

    # rows that run down

    def down(self, table: Table, rows: Sequence[Row]) -> dict[str, tuple[Value | None, ...]]:
        chosen = self.chosen(table, rows)
        fits = [Fit(row, _expected(table, row)) for row in chosen.values() if row.cells and not row.glued]
        found = {}
        for code, row in chosen.items():
            placed = heads.placed(row, table.columns(code))
            self.header(row, table, placed=placed is not None)
            found[code] = self.values(table, code, placed) if placed else self.row(table, row, fits)
            self.aside(row, placed)
        blank = [code for code, row in chosen.items() if not row.cells]
        if blank:
            names = "、".join(table.rows[code].zh for code in blank)
            names_en = ", ".join(table.rows[code].en for code in blank)
            place = chosen[blank[0]].label.place
            self.doubt(say.VANISHED, place, Cell(table.code), table=table, rows=Text(zh=names, en=names_en))
        return found

    def aside(self, row: Row, placed: Sequence[Words] | None) -> None:
        """Leave out what stands under labels of other columns than the form's, where all else has its place."""
        for label in row.header.aside if placed else ():
            others = [cell for cell in row.cells if cell.text and heads.below(cell.span, [label])]
            self.taken.skipped.extend(
                Skipped(text=cell.text, place=cell.place, reason=reason(label.code)) for cell in others
            )

    def chosen(self, table: Table, rows: Sequence[Row]) -> dict[str, Row]:
        """One row a code: a label that stands alone gives way to the row itself; different figures are a doubt."""
        chosen: dict[str, Row] = {}
        for row in rows:
            if row.code not in table.rows:
                shown = _shown(row.cells)
                self.doubt(say.OTHER_FORM, row.label.place, form=self.form.label, found=row.label.text, figures=shown)
                continue
            before = chosen.get(row.code)
            if before is None or not before.cells:
                chosen[row.code] = row
            elif row.cells and _shown(row.cells) != _shown(before.cells):
                values = {"first": _shown(before.cells), "second": _shown(row.cells)}
                self.doubt(say.TWICE, row.label.place, Cell(table.code, row.code), row=row.label.text, **values)
        return chosen

    def header(self, row: Row, table: Table, *, placed: bool) -> None:
        """Tell, once a header, that its columns are not those of the form, or not all known."""
        block = table.block_of[row.code]
        known = placed or heads.in_order(row.header, block)
        if row.cells and not (known and not row.header.strange) and id(row.header) not in self.told:
            self.told.add(id(row.header))
            self.tell_header(row, block, Cell(table.code, row.code), apart=heads.apart(row.header, block))

    def tell_header(self, row: Row, block: Block, cell: Cell, *, apart: bool) -> None:
        printed = {column.code: column.zh for form in FORMS.values() for column in _columns(form.table[cell.table])}
        others = (*row.header.strange, *(label.code for label in row.header.aside))
        seen = "、".join((*(printed.get(label.code, label.code) for label in row.header.columns), *others)) or "—"
        expected = "、".join(column.zh for column in block.columns)
        self.doubt(
            say.HEADER_APART if apart else say.HEADER,
            row.label.place,
            cell,
            row=row.label.text,
            expected=expected,
            found=seen,
        )

    def row(self, table: Table, row: Row, known: Sequence[Fit]) -> tuple[Value | None, ...]:
        columns, expected = table.columns(row.code), _expected(table, row)
        if not row.cells or heads.apart(row.header, table.block_of[row.code]):
            return (None,) * len(columns)
        cells = self.ungluing(row, columns) if row.glued else row.cells
        begin = beginning(Fit(replace(row, cells=cells), expected), known)
        if begin is None:
            self.wrong_count(table, row, expected)
            return (None,) * len(columns)
        return self.values(table, row.code, self.without_sum(row, columns, cells[begin : begin + expected]))

    def without_sum(self, row: Row, columns: Sequence[Column], cells: Sequence[Words]) -> Sequence[Words]:
        """The figures without the one that adds up the columns before it."""
        if len(cells) == len(columns):
            return cells
        at = [column.code for column in columns].index(row.header.summed) + 1
        self.taken.skipped.append(Skipped(text=cells[at].text, place=cells[at].place, reason=SUM))
        return [*cells[:at], *cells[at + 1 :]]

    def wrong_count(self, table: Table, row: Row, expected: int) -> None:
        """Tell why a row cannot be read: cells are missing or too many, or blank ones leave several readings."""
        several = len(Fit(row, expected).beginnings) > 0
        values = {"expected": expected, "actual": len(row.cells), "found": _shown(row.cells)}
        message = say.SHIFT if several else say.COUNT
        self.doubt(message, row.label.place, Cell(table.code, row.code), row=row.label.text, **values)

    def ungluing(self, row: Row, columns: Sequence[Column]) -> tuple[Words, ...]:
        """The figures of cells that stand together, where only one reading is possible; a doubt all the same."""
        digits = row.cells[0]
        ways = splits(digits.text, len(columns))
        if len(ways) != 1:
            return row.cells
        found = f"{row.label.text}{digits.text}"
        self.doubt(say.GLUED, row.label.place, Cell(row.table, row.code), found=found, figures=" | ".join(ways[0]))
        return tuple(Words(part, digits.place) for part in ways[0])

    def values(self, table: Table, code: str, cells: Sequence[Words]) -> tuple[Value | None, ...]:
        found = []
        for column, words in zip(table.columns(code), cells, strict=True):
            cell = Cell(table.code, code, column.code)
            written = interpret(words.text, column)
            self.taken.evidence[cell] = words.place
            if written.mark:
                self.taken.marks.append(Mark(cell=cell, written=written.mark, unit=written.unit))
            if not written.clear:
                label = table.rows[code]
                self.doubt(say.UNREADABLE, words.place, cell, row=label, column=column, found=words.text)
            found.append(written.value)
        return tuple(found)

    # rows that stand side by side

    def side_by_side(self, table: Table, rows: Sequence[Row]) -> dict[str, tuple[Value | None, ...]]:
        """The first line with figures for each row; different figures in a later one are a doubt."""
        found: dict[str, tuple[Value | None, ...]] = {}
        first: dict[str, Row] = {}
        for row in rows:
            routes = _routes(row, table)
            before = next((first[code] for code in routes if code in first), None)
            if before is None or not any(cell.text for cell in before.cells):
                found |= self.across(table, row)
                first |= dict.fromkeys(routes, row)
            elif _shown(row.cells) != _shown(before.cells):
                values = {"first": _shown(before.cells), "second": _shown(row.cells)}
                self.doubt(say.TWICE, row.label.place, Cell(table.code), row=table, **values)
        return found

    def across(self, table: Table, row: Row) -> dict[str, tuple[Value | None, ...]]:
        """One line of figures for several rows: the header must name each row and each of its columns, in order."""
        block = table.blocks[0]
        if placed := heads.placed_across(row, block):
            return {code: self.values(table, code, cells) for code, cells in placed.items()}
        routes = _routes(row, table)
        width = len(block.columns)
        expected = width * len(routes)
        codes = tuple(column.code for column in block.columns)
        in_order = list(routes) == [code for code in table.rows if code in routes]
        fit = Fit(row, expected)
        begin = None if fit.spare and fit.shown and not fit.sure else beginning(fit, ())
        if not in_order or begin is None:
            names = Text(zh="、".join(table.rows[r].zh for r in routes), en=", ".join(table.rows[r].en for r in routes))
            values = {"expected": expected, "actual": len(row.cells), "found": _shown(row.cells)}
            self.doubt(say.COUNT, row.label.place, Cell(table.code), row=names, **values)
            return dict.fromkeys(routes, (None,) * width)
        columns = tuple(label.code for label in row.header.columns)
        if not (row.header.routes and columns == codes * len(routes)) or row.header.strange:
            apart = heads.shown(row.header.columns) or sorted(columns) == sorted(codes * len(routes))
            self.tell_header(row, block, Cell(table.code), apart=apart)
            if apart:
                return dict.fromkeys(routes, (None,) * width)
        parts = [row.cells[begin + i * width : begin + (i + 1) * width] for i in range(len(routes))]
        return {code: self.values(table, code, part) for code, part in zip(routes, parts, strict=True)}

    # what the table lacks

    def undivided(
        self, table: Table, found: dict[str, tuple[Value | None, ...]]
    ) -> dict[str, tuple[Value | None, ...]]:
        """Without an undivided row that stands beside its parts; with figures of its own it is a doubt."""
        for row in table.rows.values():
            if row.code in found and any(part in found for part in row.instead_of):
                figures = found.pop(row.code)
                self.taken.marks[:] = [
                    m for m in self.taken.marks if (m.cell.table, m.cell.row) != (table.code, row.code)
                ]
                if any(figure is not None for figure in figures):
                    self.doubt(say.UNDIVIDED, cell=Cell(table.code, row.code), row=row, figures=_written(figures))
        return found

    def missing(self, table: Table, found: dict[str, tuple[Value | None, ...]]) -> None:
        lacking = [row for row in table.rows.values() if row.code not in found and _needed(row.code, table, found)]
        if lacking:
            rows = Text(zh="、".join(row.zh for row in lacking), en=", ".join(row.en for row in lacking))
            self.doubt(say.NO_ROWS, cell=Cell(table.code), table=table, rows=rows)


def _needed(code: str, table: Table, found: Container[str]) -> bool:
    """Whether a row is to be there: not where its undivided row is, nor an undivided row where the form has parts."""
    return not table.rows[code].instead_of and table.substitutes.get(code, code) not in found


def _expected(table: Table, row: Row) -> int:
    """How many figures a row has: one a column, and the sum of some of them where the header has one."""
    columns, summed = table.columns(row.code), row.header.summed
    return len(columns) + (bool(summed) and any(column.code == summed for column in columns))


def _routes(row: Row, table: Table) -> tuple[str, ...]:
    return tuple(label.code for label in row.header.routes) or tuple(table.rows)


def _columns(table: Table) -> Iterator[Column]:
    return (column for block in table.blocks for column in block.columns)


def _shown(cells: Iterable[Words]) -> str:
    return " | ".join(" ".join(cell.text.split()) for cell in cells)


def _written(figures: Iterable[Value | None]) -> str:
    return " | ".join("" if figure is None else str(figure) for figure in figures)
