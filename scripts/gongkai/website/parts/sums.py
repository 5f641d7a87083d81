"""Reports of one group and year added up, table by table, over complete tables only."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from gongkai.forms import Form, Row, Table
from gongkai.numerals import Value
from gongkai.report import Report

#: A sum over fewer reports would only repeat them.
FEWEST_REPORTS: Final = 2


@dataclass(frozen=True, slots=True)
class Sum:
    """What several reports say together.

    `report` holds the sums in the form's layout, as if one agency had reported them; `counted` says by table how
    many reports went in, `left_out` how many did not: figures are blank, or in another unit or form.
    """

    report: Report
    counted: Mapping[str, int]
    left_out: Mapping[str, int]

    def __add__(self, other: "Sum") -> "Sum":
        """The sums of the reports of both, which are of one year and form."""
        return Sum(
            replace(self.report, figures=_both(self.report.figures, other.report.figures, _tables)),
            _both(self.counted, other.counted, int.__add__),
            _both(self.left_out, other.left_out, int.__add__),
        )

    @property
    def telling(self) -> tuple[str, ...]:
        """The tables that enough reports have in full."""
        return tuple(table for table, count in self.counted.items() if count >= FEWEST_REPORTS)


def added(reports: Iterable[Report], form: Form, year: int) -> Sum:
    """The sums of reports, over complete tables only."""
    everything = tuple(reports)
    figures, counted, left_out = {}, {}, {}
    for table in form.tables:
        whole = [report for report in everything if complete(report, form, table)]
        figures[table.code] = _table(table, whole)
        counted[table.code] = len(whole)
        left_out[table.code] = len(everything) - len(whole)
    return Sum(Report(agency="", year=year, title="", form=form.code, figures=figures), counted, left_out)


V = TypeVar("V")
#: The figures of a row, and of the rows of a table.
_Row = tuple[Value | None, ...]
_Rows = Mapping[str, _Row]


def _both(one: Mapping[str, V], other: Mapping[str, V], add: Callable[[V, V], V]) -> dict[str, V]:
    """The values of two mappings, added where both have one."""
    found = dict(one)
    for key, value in other.items():
        found[key] = add(found[key], value) if key in found else value
    return found


def _tables(one: _Rows, other: _Rows) -> _Rows:
    return _both(one, other, _rows)


def _rows(one: _Row, other: _Row) -> _Row:
    """Amounts that are not added stay so."""
    return tuple(None if a is None or b is None else a + b for a, b in zip(one, other, strict=True))


def complete(report: Report, form: Form, table: Table) -> bool:
    """Whether every figure of the table stands in the report, in that form and in the form's units."""
    rows = report.figures.get(table.code)
    if report.form != form.code or rows is None or any(m.unit and m.cell.table == table.code for m in report.marks):
        return False
    present = all(value is not None for values in rows.values() for value in values)
    return present and all(code in rows or _divided_otherwise(table, row, rows) for code, row in table.rows.items())


def _divided_otherwise(table: Table, row: Row, rows: Mapping[str, object]) -> bool:
    """Whether the report counts the row's cases undivided, or divided, in other rows."""
    instead = row.instead_of or (table.substitutes.get(row.code, ""),)
    return any(code in rows for code in instead)


def _table(table: Table, reports: list[Report]) -> dict[str, tuple[Value | None, ...]]:
    """Row by row; a row that none of the reports has is absent, amounts without a fixed unit are not added."""
    found: dict[str, tuple[Value | None, ...]] = {}
    for row in table.rows:
        lines = [report.figures[table.code][row] for report in reports if row in report.figures[table.code]]
        if lines:
            fixed = [column.unit is not None for column in table.columns(row)]
            found[row] = tuple(
                sum((v for v in values if v is not None), start=0) if known else None
                for known, values in zip(fixed, zip(*lines, strict=True), strict=True)
            )
    return found
