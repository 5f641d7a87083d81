"""What offices leave out of their figures or write beside them: the report is another one, and known as well.

A gap takes a report and a source of chance. What it writes otherwise than as a plain number stands in the report's
marks, where every maker of documents finds it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from gongkai.cell import Cell
from gongkai.numerals import Value
from gongkai.report import Mark, Report
from invented import with_figure, without_table

Gap = Callable[[Report, Random], Report]


def some_blank(report: Report, random: Random) -> Report:
    """Up to a dozen cells without a figure."""
    for cell in random.sample([cell for cell, _ in report.cells()], random.randint(1, 12)):
        report = _blank(report, cell)
    return report


def only_totals(report: Report, random: Random) -> Report:
    """Table 3 with nothing but its totals."""
    del random
    for cell, _ in list(report.cells()):
        if cell.table == "requests" and cell.column != "total":
            report = _blank(report, cell)
    return report


def no_totals(report: Report, random: Random) -> Report:
    """Tables 3 and 4 without their totals."""
    del random
    for cell, _ in list(report.cells()):
        if cell.column == "total":
            report = _blank(report, cell)
    return report


def one_table_blank(report: Report, random: Random) -> Report:
    """A table that nobody filled in."""
    table = random.choice(sorted(report.figures))
    for cell, _ in list(report.cells()):
        report = _blank(report, cell) if cell.table == table else report
    return report


def no_table(report: Report, random: Random) -> Report:
    """A table that is a picture, or an attachment."""
    return without_table(report, random.choice(sorted(report.figures)))


def dashes(report: Report, random: Random) -> Report:
    """Signs where there is nothing to count."""
    sign = random.choice(("-", "—", "/", "／", "无"))
    for cell in random.sample([cell for cell, _ in report.cells()], random.randint(1, 12)):
        report = _written(report, cell, None, sign)
    return report


def amounts_with_units(report: Report, random: Random) -> Report:
    """Money in units that may be others than the form's."""
    ten_thousand = 10_000 * random.randrange(1, 999)
    for table, row, column, unit in _with_unit(report, ("元", "万元")):
        value = ten_thousand if unit == "元" else ten_thousand // 10_000
        words = random.choice((f"{ten_thousand}元", f"{ten_thousand // 10_000}万元", f"{value}{unit}"))
        report = _written(report, Cell(table, row, column), value, words)
    return report


def signed_changes(report: Report, random: Random) -> Report:
    """Changes from the year before with a sign, or in words (form of 2019)."""
    for table in report.layout.tables:
        for row in report.figures.get(table.code, {}):
            for column in table.columns(row):
                if column.kind == "change":
                    value = random.randrange(1, 2000)
                    words, read = random.choice(((f"+{value}", value), (f"增{value}", value), (f"减{value}", -value)))
                    report = _written(report, Cell(table.code, row, column.code), read, words)
    return report


def undivided(report: Report, random: Random) -> Report:
    """The one row of 2019 for what the form of 2021 divides."""
    row = report.layout.table["requests"].rows.get("other")
    if row is None or not row.instead_of or "requests" not in report.figures:
        return report
    rows = {code: figures for code, figures in report.figures["requests"].items() if code not in row.instead_of}
    merged = tuple(random.randrange(9) for _ in report.layout.table["requests"].columns("other"))
    return replace(report, figures={**report.figures, "requests": {**rows, "other": merged}})


GAPS: Mapping[str, Gap] = {
    gap.__name__: gap
    for gap in (
        some_blank,
        only_totals,
        no_totals,
        one_table_blank,
        no_table,
        dashes,
        amounts_with_units,
        signed_changes,
        undivided,
    )
}


def _with_unit(report: Report, units: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    return [
        (table.code, row, column.code, column.unit)
        for table in report.layout.tables
        for row in report.figures.get(table.code, {})
        for column in table.columns(row)
        if column.unit in units
    ]


def _blank(report: Report, cell: Cell) -> Report:
    marks = tuple(mark for mark in report.marks if mark.cell != cell)
    return replace(with_figure(report, cell, None), marks=marks)


def _written(report: Report, cell: Cell, value: Value | None, words: str) -> Report:
    blank = _blank(report, cell)
    return replace(with_figure(blank, cell, value), marks=(*blank.marks, Mark(cell=cell, written=words)))
