"""The cells of reports with what the forms say of them: one resource for each statutory table, and the wide one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from gongkai.cell import Cell
from gongkai.datapackage.columns import schema
from gongkai.datapackage.content import Content
from gongkai.datapackage.derivation import SCHEMAS, figure_field
from gongkai.forms import FORMS, Block, Column, Row, Table
from gongkai.numerals import Value
from gongkai.report import Mark, Report

#: A form, and the rows of each table that a report has.
_Kind = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]


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


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The cells that reports of one form and with the same rows have of a table, sorted by key.

    `rows` are in the form's order; `order` says which of their cells, counted through, comes next in the key's order.
    """

    rows: tuple[str, ...]
    order: tuple[int, ...]
    cells: tuple[Cell, ...]
    row: pa.Array
    column: pa.Array
    unit: tuple[str | None, ...]
    is_total: pa.Array


@cache
def _pattern(form: str, table: str, there: tuple[str, ...]) -> _Pattern:
    found = [(row, column) for _, block, row in _rows(form, table) if row.code in there for column in block.columns]
    order = sorted(range(len(found)), key=lambda place: (found[place][0].code, found[place][1].code))
    cells = [found[place] for place in order]
    return _Pattern(
        rows=tuple(dict.fromkeys(row.code for row, _ in found)),
        order=tuple(order),
        cells=tuple(Cell(table, row.code, column.code) for row, column in cells),
        row=pa.array([row.code for row, _ in cells], pa.string()),
        column=pa.array([column.code for _, column in cells], pa.string()),
        unit=tuple(column.unit or None for _, column in cells),
        is_total=pa.array([row.total or column.total for row, column in cells], pa.bool_()),
    )


def statutory_rows(table: str, content: Content) -> pa.Table:
    """The resource of one statutory table: a row a cell; what a report's form lacks is absent."""
    resource = SCHEMAS[table]
    reports = [report for report in content.dataset.reports if report.figures.get(table)]
    if not reports:
        return schema(resource).empty_table()
    patterns = [_pattern(report.form, table, tuple(report.figures[table])) for report in reports]
    counts = [len(pattern.order) for pattern in patterns]
    _, _, row, column = resource.key
    columns = {
        "agency_id": _repeated([report.agency for report in reports], counts, pa.string()),
        "year": _repeated([report.year for report in reports], counts, pa.int64()),
        row: pa.concat_arrays([pattern.row for pattern in patterns]),
        column: pa.concat_arrays([pattern.column for pattern in patterns]),
        "is_total": pa.concat_arrays([pattern.is_total for pattern in patterns]),
    }
    values = list(chain.from_iterable(map(_values, reports, patterns)))
    columns[figure_field(table)] = pa.array(values, schema(resource).field(figure_field(table)).type)
    if "unit" in resource.names:
        columns["unit"] = pa.array(chain.from_iterable(map(_units, reports, patterns)), pa.string())
    return pa.table([columns[name] for name in resource.names], schema(resource))


def _repeated(values: list[Any], counts: list[int], kind: pa.DataType) -> pa.Array:
    """Each value as often as said."""
    return pa.array(values, kind).take(pa.array(np.repeat(np.arange(len(values)), counts)))


def _values(report: Report, pattern: _Pattern) -> Iterable[Value | None]:
    figures_of = report.figures[pattern.cells[0].table]
    found = list(chain.from_iterable(figures_of[row] for row in pattern.rows))
    return [found[place] for place in pattern.order]


def _units(report: Report, pattern: _Pattern) -> Iterable[str | None]:
    written = {mark.cell: mark.unit for mark in report.marks if mark.unit}
    if not written:
        return pattern.unit
    return [written.get(cell, unit) for cell, unit in zip(pattern.cells, pattern.unit, strict=True)]


def wide(content: Content) -> pa.Table:
    """The resource `reports_wide`: a row a report, `table__row__column` for every cell that it has."""
    kinds: dict[_Kind, tuple[list[int], list[tuple[object, ...]]]] = {}
    told = ((history.agency, report) for history in content.dataset.histories for report in history.reports.values())
    for position, (agency, report) in enumerate(told):
        positions, lines = kinds.setdefault(_kind(report), ([], []))
        positions.append(position)
        found = chain.from_iterable(chain.from_iterable(rows.values()) for rows in report.figures.values())
        lines.append((report.agency, report.year, agency.name, agency.name_en, report.form, *found))
    if not kinds:
        return schema(SCHEMAS["reports_wide"]).empty_table()
    tables = [_wide(kind, lines) for kind, (_, lines) in kinds.items()]
    order = np.argsort(list(chain.from_iterable(positions for positions, _ in kinds.values())))
    return pa.concat_tables(tables).take(pa.array(order))


def _kind(report: Report) -> _Kind:
    return report.form, tuple((table, tuple(rows)) for table, rows in report.figures.items())


def _wide(kind: _Kind, lines: list[tuple[object, ...]]) -> pa.Table:
    """Reports of one form with the same rows, in lines; columns of cells that they lack are empty."""
    resource = SCHEMAS["reports_wide"]
    there = dict(zip(_names(kind), zip(*lines, strict=True), strict=True))
    return pa.table(
        [
            pa.array(there[field.name], field.type) if field.name in there else pa.nulls(len(lines), field.type)
            for field in schema(resource)
        ],
        schema(resource),
    )


@cache
def _names(kind: _Kind) -> tuple[str, ...]:
    form, tables = kind
    cells = (
        f"{table}__{row}__{column}"
        for table, rows in tables
        for row in rows
        for column in FORMS[form].table[table].column_index[row]
    )
    return ("agency_id", "year", "name", "name_en", "form", *cells)
