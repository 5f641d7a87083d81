"""A report's figures → its statutory tables with merged cells, as the forms print them."""

from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from gongkai.forms import Block, Table
from gongkai.report import Report
from made_up.tables import EXTRA_ROW, LAST_YEAR, NUMBERED, OWN_ROW, SUBTOTAL, values, with_subtotal


class Box(NamedTuple):
    """A cell with its words, at a row and column from 0."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


class Printed(NamedTuple):
    """A table as it is printed: its cells, how many columns and how many rows its head has."""

    boxes: tuple[Box, ...]
    columns: int
    head: int


def printed(report: Report, more: Container[str] = ()) -> dict[str, Printed]:
    """Every table of the report, by code; `more` is what is printed besides."""
    return {t.code: _printed(report, t, more) for t in report.layout.tables if t.code in report.figures}


def rows(table: Printed) -> list[list[Box]]:
    """The cells that begin in each row, from the left."""
    in_order = sorted(table.boxes, key=lambda box: (box.row, box.column))
    return [list(cells) for _, cells in groupby(in_order, key=lambda box: box.row)]


def _besides(table: Printed, more: Container[str]) -> Printed:
    """The table with columns that are none of the form's."""
    table = _with_last_year(table) if LAST_YEAR in more else table
    return _with_numbers(table) if NUMBERED in more else table


def _numbers(table: Printed) -> list[int]:
    """The number of each row within its block; 0 for rows of heads, -1 for a heading of a block."""
    found: list[int] = []
    for cells in rows(table):
        if not table.head and cells[0].colspan == table.columns:
            found.append(-1)
        else:
            found.append(0 if len(found) < table.head or found[-1:] == [-1] else found[-1] + 1)
    return found


def _with_last_year(table: Printed) -> Printed:
    """A last column with figures of the year before."""
    found: list[Box] = []
    for row, (cells, number) in enumerate(zip(rows(table), _numbers(table), strict=True)):
        if number < 0 or (table.head and not row):
            found += [*cells[:-1], cells[-1]._replace(colspan=cells[-1].colspan + 1)]
        elif number or not table.head:
            found += [*cells, Box("77" if number else "上年数", row, table.columns)]
        else:
            found += [*cells, *([Box("上年总计", row, table.columns, rowspan=2)] if row == 1 else [])]
    return Printed(tuple(found), table.columns + 1, table.head)


def _with_numbers(table: Printed) -> Printed:
    """A first column that numbers the rows of each block."""
    found: list[Box] = []
    for row, (cells, number) in enumerate(zip(rows(table), _numbers(table), strict=True)):
        if number < 0:
            found.append(cells[0]._replace(colspan=table.columns + 1))
            continue
        found += [cell._replace(column=cell.column + 1) for cell in cells]
        if number or not table.head or not row:
            found.append(Box(str(number) if number else "序号", row, 0, 1 if number else table.head or 1))
    return Printed(tuple(found), table.columns + 1, table.head)


def _printed(report: Report, table: Table, more: Container[str]) -> Printed:
    if table.printed == "rows_across":
        return Printed(tuple(_across(report, table)), len(table.rows) * len(table.blocks[0].columns), 3)
    if table.column_groups:
        summed = SUBTOTAL in more
        columns = len(table.blocks[0].columns) + 3 + summed
        return _besides(Printed(tuple(_grouped(report, table, summed=summed)), columns, 3), more)
    width = max(len(block.columns) for block in table.blocks)
    return _besides(Printed(tuple(_blocks(report, table, width, more)), width + 1, 0), more)


def _blocks(report: Report, table: Table, width: int, more: Container[str]) -> Iterator[Box]:
    """Blocks one below the other; the last column of a narrow one is as wide as all that are left."""
    row = 0
    for block in table.blocks:
        if block.heading:
            yield Box(block.heading.zh, row, 0, colspan=width + 1)
            row += 1
        yield from _line([block.stub.zh if block.stub else "", *(c.zh for c in block.columns)], row, width)
        for i, item in enumerate(block.rows, row + 1):
            yield from _line([item.zh, *values(report, table, item.code)], i, width)
        row += 1 + len(block.rows)
        if EXTRA_ROW in more and block is table.blocks[0]:
            yield from _line([OWN_ROW, *("5" for _ in block.columns)], row, width)
            row += 1


def _line(cells: list[str], row: int, width: int) -> Iterator[Box]:
    *before, last = enumerate(cells)
    yield from (Box(text, row, column) for column, text in before)
    yield Box(last[1], row, last[0], colspan=width + 1 - last[0])


def _grouped(report: Report, table: Table, *, summed: bool) -> Iterator[Box]:
    block = table.blocks[0]
    yield from _head(table, block, summed=summed)
    figures = with_subtotal if summed else values
    rows = [row for row in block.rows if row.code in report.figures[table.code]]
    spans = {group: [i for i, row in enumerate(rows) if group in _groups(table, row.group)] for group in table.groups}
    for i, row in enumerate(rows):
        groups = list(_groups(table, row.group))
        for depth, code in enumerate(groups):
            if spans[code][0] == i:
                group = table.groups[code]
                yield Box(f"{group.number}{group.zh}", 3 + i, depth, len(spans[code]))
        yield Box(f"{row.number}{row.zh}", 3 + i, len(groups), colspan=3 - len(groups))
        yield from (Box(text, 3 + i, 3 + c) for c, text in enumerate(figures(report, table, row.code)))


def _head(table: Table, block: Block, *, summed: bool) -> Iterator[Box]:
    grouped = [*(column.zh for column in block.columns if column.group), *(["小计"] if summed else [])]
    yield Box(table.note.zh if table.note else "", 0, 0, 3, 3)
    yield Box(table.column_heading.zh if table.column_heading else "", 0, 3, colspan=len(grouped) + 2)
    yield Box(block.columns[0].zh, 1, 3, rowspan=2)
    yield Box(table.column_groups[0].zh, 1, 4, colspan=len(grouped))
    yield Box(block.columns[-1].zh, 1, 4 + len(grouped), rowspan=2)
    yield from (Box(label, 2, 4 + i) for i, label in enumerate(grouped))


def _groups(table: Table, group: str | None) -> Iterable[str]:
    return [*_groups(table, table.groups[group].parent), group] if group else []


def _across(report: Report, table: Table) -> Iterator[Box]:
    columns = table.blocks[0].columns
    alone, *grouped = table.blocks[0].rows
    width = len(columns)
    yield Box(alone.zh, 0, 0, colspan=width)
    yield Box(table.row_groups[0].zh, 0, width, colspan=width * len(grouped))
    yield from (Box(column.zh, 1, i, rowspan=2) for i, column in enumerate(columns))
    for part, row in enumerate(grouped, 1):
        yield Box(row.zh, 1, part * width, colspan=width)
        yield from (Box(column.zh, 2, part * width + i) for i, column in enumerate(columns))
    for part, row in enumerate(table.blocks[0].rows):
        yield from (Box(text, 3, part * width + i) for i, text in enumerate(values(report, table, row.code)))
