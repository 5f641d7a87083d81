"""A report's figures → its statutory tables as rows of cells, laid out as the form prints them."""

from collections.abc import Container, Iterable, Iterator
from typing import Final

from gongkai.cell import Cell
from gongkai.forms import Table
from gongkai.numerals import Value, shortest
from gongkai.report import Report

#: A line of a table; a cell merged with the one above is empty.
Row = list[str]

#: What offices print in their tables besides the form: a column that adds up the organisations, a row of their own.
SUBTOTAL: Final = "subtotal"
EXTRA_ROW: Final = "extra_row"
OWN_ROW: Final = "其他主动公开文件"
#: A column that numbers the rows, and one with figures of the year before.
NUMBERED: Final = "numbered"
LAST_YEAR: Final = "last_year"


def tables(report: Report, more: Container[str] = ()) -> dict[str, list[Row]]:
    """Every table of the report, by code; `more` is what is printed besides."""
    return {t.code: list(_table(report, t, more)) for t in report.layout.tables if t.code in report.figures}


def values(report: Report, table: Table, row: str) -> Row:
    """The figures of one row as they are printed: as the marks say, else plainly; a blank figure is an empty cell."""
    marks = {mark.cell: mark.written for mark in report.marks}
    cells = (Cell(table.code, row, column.code) for column in table.columns(row))
    figures = report.figures[table.code][row]
    return [marks.get(cell) or _plain(figure) for cell, figure in zip(cells, figures, strict=True)]


def with_subtotal(report: Report, table: Table, row: str) -> Row:
    """The figures of one row with the sum of its organisations before the total; blank where one of them is."""
    grouped = [
        figure
        for column, figure in zip(table.columns(row), report.figures[table.code][row], strict=True)
        if column.group
    ]
    known = [figure for figure in grouped if figure is not None]
    printed = values(report, table, row)
    return [*printed[:-1], _plain(sum(known)) if len(known) == len(grouped) else "", printed[-1]]


def _plain(figure: Value | None) -> str:
    return "" if figure is None else shortest(figure)


def _table(report: Report, table: Table, more: Container[str]) -> Iterator[Row]:
    if table.printed == "rows_across":
        yield from _across(report, table)
    else:
        yield from _besides(_down(report, table, more), more, head=3 if table.column_groups else 0)


def _besides(rows: Iterable[Row], more: Container[str], *, head: int) -> Iterator[Row]:
    """The rows with columns that are none of the form's; `head`: how many rows of heads there are, 0: one a block."""
    number = 0
    for place, row in enumerate(rows):
        alone = not head and len(row) == 1
        number = -1 if alone else 0 if place < head or number < 0 else number + 1
        first = str(number) if number else "序号" if not (head and place) else ""
        last = "77" if number else "上年数" if place == 1 or not head else ""
        before, behind = [first] * (NUMBERED in more), [last] * (LAST_YEAR in more)
        yield row if alone else [*before, *row, *behind]


def _down(report: Report, table: Table, more: Container[str]) -> Iterator[Row]:
    if table.column_groups:
        yield from _requests(report, table, summed=SUBTOTAL in more)
    else:
        for i, block in enumerate(table.blocks):
            yield [block.heading.zh] if block.heading else []
            yield [block.stub.zh if block.stub else "", *(column.zh for column in block.columns)]
            yield from ([row.zh, *values(report, table, row.code)] for row in block.rows)
            if EXTRA_ROW in more and not i:
                yield [OWN_ROW, *("5" for _ in block.columns)]


def _requests(report: Report, table: Table, *, summed: bool) -> Iterator[Row]:
    columns = table.blocks[0].columns
    yield [table.note.zh if table.note else "", table.column_heading.zh if table.column_heading else ""]
    lone = [column.zh for column in columns if not column.group]
    yield ["", lone[0], table.column_groups[0].zh, *lone[1:]]
    yield ["", "", *(column.zh for column in columns if column.group), *(["小计"] if summed else []), ""]
    figures = with_subtotal if summed else values
    shown: set[str] = set()
    for row in table.rows.values():
        if row.code in report.figures[table.code]:
            groups = list(_groups(table, row.group))
            labels = [
                "" if group in shown else _numbered(table.groups[group].number, table.groups[group].zh)
                for group in groups
            ]
            shown.update(groups)
            yield [*labels, _numbered(row.number, row.zh), *figures(report, table, row.code)]


def _groups(table: Table, group: str | None) -> Iterator[str]:
    if group:
        yield from _groups(table, table.groups[group].parent)
        yield group


def _numbered(number: str, label: str) -> str:
    return f"{number}{label}"


def _across(report: Report, table: Table) -> Iterator[Row]:
    block = table.blocks[0]
    results = [column.zh for column in block.columns]
    alone, *grouped = block.rows
    yield [alone.zh, table.row_groups[0].zh]
    yield [*results, *(row.zh for row in grouped)]
    yield [*([""] * len(results)), *(results * len(grouped))]
    yield [cell for row in block.rows for cell in values(report, table, row.code)]
