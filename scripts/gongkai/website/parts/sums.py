"""Reports of one group and year added up, table by table, over complete tables only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.forms import Form, Row, Table
from gongkai.numerals import Value
from gongkai.report import Report

#: A sum over fewer reports would only repeat them.
FEWEST_REPORTS: Final = 2


@dataclass(frozen=True, slots=True)
class Sum:
    """What several reports say together.

    `report` holds the sums in the form's layout, as if one agency had reported them; `counted` says by table how
    many reports went in, `left_out` which ones did not: figures are blank, or in another unit or form.
    """

    report: Report
    counted: Mapping[str, int]
    left_out: Mapping[str, tuple[Report, ...]]


def added(reports: Iterable[Report], form: Form, year: int) -> Sum:
    """The sums; a table that fewer than `FEWEST_REPORTS` have in full is absent."""
    everything = tuple(reports)
    figures, counted, left_out = {}, {}, {}
    for table in form.tables:
        judged = [(report, complete(report, form, table)) for report in everything]
        whole = [report for report, fit in judged if fit]
        if len(whole) >= FEWEST_REPORTS:
            figures[table.code] = _table(table, whole)
            counted[table.code] = len(whole)
            left_out[table.code] = tuple(report for report, fit in judged if not fit)
    return Sum(Report(agency="", year=year, title="", form=form.code, figures=figures), counted, left_out)


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
