"""One line a row, the heads of columns on top, groups of rows beside (table 3)."""

from collections.abc import Iterator

from gongkai.forms import Column, Group
from gongkai.text import Text
from gongkai.website.parts.printed.model import Head, Layout, Line
from gongkai.website.parts.printed.shown import Shown


def layout(shown: Shown) -> Layout:
    """The whole table."""
    columns = shown.table.blocks[0].columns
    stubs = 1 + shown.depth
    heads = tuple(_column_heads(shown, columns))
    body = tuple(_lines(shown, columns, stubs))
    return Layout(heads=heads, bodies=(body,), corner=(len(heads), stubs), width=stubs + len(columns))


def _column_heads(shown: Shown, columns: tuple[Column, ...]) -> Iterator[tuple[Head, ...]]:
    """Over all columns, over groups of them, over each."""
    if shown.table.column_heading:
        yield (_over(shown, "columns", shown.table.column_heading, len(columns)),)
    grouped = any(column.group for column in columns)
    yield tuple(_upper(shown, columns, deep=2 if grouped else 1))
    if grouped:
        yield tuple(_column(shown, column) for column in columns if column.group)


def _upper(shown: Shown, columns: tuple[Column, ...], *, deep: int) -> Iterator[Head]:
    """Columns in no group, and each group once."""
    groups = {group.code: group for group in shown.table.column_groups}
    for i, column in enumerate(columns):
        if column.group is None:
            yield _column(shown, column, rowspan=deep)
        elif i == 0 or columns[i - 1].group != column.group:
            members = sum(other.group == column.group for other in columns)
            yield _over(shown, column.group, groups[column.group], members)


def _over(shown: Shown, code: str, label: Text, colspan: int) -> Head:
    return Head(id=shown.group_id(code), label=label, role="over", scope="colgroup", colspan=colspan)


def _column(shown: Shown, column: Column, rowspan: int = 1) -> Head:
    return Head(id=shown.column_id(0, column), label=column, role="column", scope="col", rowspan=rowspan)


def _lines(shown: Shown, columns: tuple[Column, ...], stubs: int) -> Iterator[Line]:
    ids = [shown.column_id(0, column) for column in columns]
    begun: set[str] = set()
    for row in shown.rows:
        groups = shown.groups(row)
        heads = [_group(shown, group, depth) for depth, group in enumerate(groups, start=1) if group.code not in begun]
        begun |= {group.code for group in groups}
        heads.append(shown.row_head(row, stub=len(groups) + 1, colspan=stubs - len(groups)))
        yield Line(heads=tuple(heads), slots=shown.slots(row, ids), total=row.total)


def _group(shown: Shown, group: Group, depth: int) -> Head:
    return Head(
        id=shown.group_id(group.code),
        label=group,
        number=group.number,
        role="group",
        scope="rowgroup",
        rowspan=len(shown.members(group)),
        stub=depth,
    )
