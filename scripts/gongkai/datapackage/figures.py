"""The cells of reports with what the forms say of them: one resource for each statutory table, and the wide one."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from gongkai.cell import Cell
from gongkai.datapackage.content import Content
from gongkai.datapackage.derivation import figure_field
from gongkai.forms import FORMS, Block, Column, Row, Table
from gongkai.numerals import Value
from gongkai.report import Mark, Report


class Figure(NamedTuple):
    """One cell of one report; `value` is `None` where it is blank. `mark` says how it is written, if not plainly."""

    table: Table
    block: Block
    row: Row
    column: Column
    value: Value | None
    mark: Mark | None

    @property
    def unit(self) -> str:
        """The unit that the report writes, else the form's; empty where neither has one."""
        return (self.mark.unit if self.mark else "") or self.column.unit or ""

    @property
    def is_total(self) -> bool:
        """Whether its row or column is a total of others."""
        return self.row.total or self.column.total


def figures(report: Report, table: str) -> Iterator[Figure]:
    """Every cell that the report has of one table, in the form's order."""
    rows = report.figures.get(table, {})
    marks = {mark.cell: mark for mark in report.marks}
    for layout, block, row in _rows(report.form, table):
        for column, value in zip(block.columns, rows.get(row.code, ()), strict=False):
            mark = marks.get(Cell(table, row.code, column.code)) if marks else None
            yield Figure(layout, block, row, column, value, mark)


@cache
def _rows(form: str, table: str) -> tuple[tuple[Table, Block, Row], ...]:
    layout = FORMS[form].table.get(table)
    return tuple((layout, block, row) for block in layout.blocks for row in block.rows) if layout else ()


def rows(table: str, content: Content) -> Iterator[dict[str, object]]:
    """The resource of one statutory table: a row a cell; what a report's form lacks is absent."""
    name = figure_field(table)
    for report in content.dataset.reports:
        for figure in figures(report, table):
            yield {
                "agency_id": report.agency,
                "year": report.year,
                figure.table.row_list: figure.row.code,
                figure.table.column_list: figure.column.code,
                name: figure.value,
                "unit": figure.unit,
                "is_total": figure.is_total,
            }


def wide(content: Content) -> Iterator[Mapping[str, object]]:
    """The resource `reports_wide`: a row a report, `table__row__column` for every cell that it has."""
    for history in content.dataset.histories:
        for report in history.reports.values():
            yield {
                "agency_id": report.agency,
                "year": report.year,
                "name": history.agency.name,
                "name_en": history.agency.name_en,
                "form": report.form,
                **{"__".join(cell): value for cell, value in report.cells()},
            }
