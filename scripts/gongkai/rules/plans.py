"""Where the figures of an identity stand, worked out once for all reports that have the same rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from gongkai.cell import Cell
from gongkai.forms import FORMS, IDENTITIES, Identity, Table
from gongkai.numerals import Value
from gongkai.rules.case import Rows
from gongkai.text import Text

_IDENTITY = {identity.rule: identity for identity in IDENTITIES}


class Place(NamedTuple):
    """A figure of an identity: where it stands in the figures, its cell, and how it is called along its line."""

    at: int
    cell: Cell
    label: Text


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One row or column along which an identity runs: total + minus = plus. `others` are the report's own parts.

    Places count the figures of the table one row after the other, those of the year before after all of them. A line is
    made once for all reports with the same rows, and equal to no other.
    """

    label: Text
    total: Place
    plus: tuple[Place, ...]
    minus: tuple[Place, ...]
    others: tuple[Cell, ...]
    left_at: Callable[[Sequence[Value | None]], tuple[Value | None, ...]]
    right_at: Callable[[Sequence[Value | None]], tuple[Value | None, ...]]

    def holds(self, figures: Sequence[Value | None]) -> bool:
        """Whether every figure is there and they agree."""
        try:
            return sum(self.left_at(figures)) == sum(self.right_at(figures))  # type: ignore[arg-type]
        except TypeError:  # a blank, which cannot be added to anything
            return False


class Plan(NamedTuple):
    """The lines that can be checked; `missing`: there are others, for which the report lacks rows or columns."""

    lines: tuple[Line, ...]
    missing: bool


@lru_cache(maxsize=4096)
def plan(rule: str, rows: Rows, before: Rows | None) -> Plan:
    """How the identity of a rule runs through reports with these rows; `before`: those of the year before."""
    identity = _IDENTITY[rule]
    here, there = _places(identity, rows), _places(identity, before, start=_width(identity, rows)) if before else {}
    lines: list[Line] = []
    missing = False
    for code in lines_of(identity, FORMS[rows.form].table[identity.table]):
        total = cell_of(identity, code, identity.total)
        line = _line(identity, code, _Known(rows, here), _Known(before, there)) if total in here else None
        if line:
            lines.append(line)
        else:
            # A row that the agency's form lacks is no fault of the row; a total that it lacks is.
            missing = missing or total in here or identity.axis == "rows"
    return Plan(tuple(lines), missing)


@lru_cache(maxsize=64)
def applies(rule: str, form: str) -> bool:
    """Whether the form has what the identity of a rule adds up."""
    table = FORMS[form].table.get(_IDENTITY[rule].table)
    return table is not None and bool(lines_of(_IDENTITY[rule], table))


def lines_of(identity: Identity, table: Table) -> list[str]:
    """The codes of the rows (or columns) along which an identity runs."""
    if identity.axis == "columns":
        return [row for row, index in table.column_index.items() if identity.total in index]
    return list(table.column_index.get(identity.total, ()))


def cell_of(identity: Identity, line: str, code: str) -> Cell:
    """The cell of a line that holds the figure of that code."""
    return Cell(identity.table, line, code) if identity.axis == "columns" else Cell(identity.table, code, line)


def replaced(rows: Rows, cell: Cell) -> bool:
    """Whether a row is absent because the report divides these cases otherwise (or its form does)."""
    table = FORMS[rows.form].table[cell.table]
    if cell.row not in table.rows:
        return cell.column in next(iter(table.column_index.values()), {})
    instead = table.rows[cell.row].instead_of or (table.substitutes.get(cell.row, ""),)
    return any(code in rows.codes for code in instead)


class _Known(NamedTuple):
    """A report of this year, or of the year before: its rows, and where their figures stand."""

    rows: Rows | None
    places: Mapping[Cell, int]


def _line(identity: Identity, code: str, this: _Known, earlier: _Known) -> Line | None:
    """One line with the places of its parts; `None` where one cannot be had."""
    signed: tuple[list[Place], list[Place]] = [], []
    others = []
    for part in identity.parts:
        known = earlier if part.years_before else this
        cell = cell_of(identity, code, part.code)
        if known.rows and cell in known.places:
            signed[part.weight < 0].append(Place(known.places[cell], cell, _called(identity, known.rows, cell)))
            others += [] if part.years_before else [cell]
        elif known.rows is None or not replaced(known.rows, cell):
            return None
    return _made(identity, code, this, signed, tuple(others))


def _made(
    identity: Identity, code: str, this: _Known, signed: tuple[list[Place], list[Place]], others: tuple[Cell, ...]
) -> Line | None:
    if this.rows is None:
        return None
    cell = cell_of(identity, code, identity.total)
    total = Place(this.places[cell], cell, _called(identity, this.rows, cell))
    plus, minus = tuple(signed[0]), tuple(signed[1])
    label = _label(identity, FORMS[this.rows.form].table[identity.table], code)
    return Line(label, total, plus, minus, others, _picker((total, *minus)), _picker(plus))


def _picker(places: Sequence[Place]) -> Callable[[Sequence[Value | None]], tuple[Value | None, ...]]:
    """What picks the figures of these places; one place by itself also gives a tuple."""
    at = [place.at for place in places]
    if len(at) > 1:
        return itemgetter(*at)
    return itemgetter(slice(at[0], at[0] + 1)) if at else itemgetter(slice(0))


def _label(identity: Identity, table: Table, line: str) -> Text:
    """The row's label with its number, or the column's."""
    if identity.axis == "rows":
        return _column(table, Cell(table.code, identity.total, line))
    row = table.rows[line]
    return Text(zh=f"{row.number}{row.zh}", en=row.en)


def _called(identity: Identity, rows: Rows, cell: Cell) -> Text:
    """What a figure is called among those of its line: its row, or its column."""
    table = FORMS[rows.form].table[identity.table]
    return table.rows[cell.row] if identity.axis == "rows" else _column(table, cell)


def _column(table: Table, cell: Cell) -> Text:
    return table.columns(cell.row)[table.column_index[cell.row][cell.column]]


def _places(identity: Identity, rows: Rows, start: int = 0) -> dict[Cell, int]:
    index = FORMS[rows.form].table[identity.table].column_index
    starts = accumulate((len(index[row]) for row in rows.codes), initial=start)
    return {
        Cell(identity.table, row, column): begin + i
        for row, begin in zip(rows.codes, starts, strict=False)
        for column, i in index[row].items()
    }


def _width(identity: Identity, rows: Rows) -> int:
    index = FORMS[rows.form].table[identity.table].column_index
    return sum(len(index[row]) for row in rows.codes)
