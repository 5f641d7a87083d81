"""Rows side by side over one line of figures (table 4)."""

from gongkai.forms import Group, Row
from gongkai.website.parts.printed.model import Head, Layout, Line, Slot
from gongkai.website.parts.printed.shown import Shown


def layout(shown: Shown) -> Layout:
    """The whole table: groups of rows, rows, and their columns as heads; columns reach down to the figures."""
    heads: list[list[Head]] = [[] for _ in range(shown.depth + 2)]
    slots: list[Slot] = []
    begun: set[str] = set()
    for row in shown.rows:
        groups = shown.groups(row)
        for level, group in enumerate(groups):
            if group.code not in begun:
                heads[level].append(_over(shown, group))
        begun |= {group.code for group in groups}
        level, wide = len(groups), len(shown.table.columns(row.code))
        heads[level].append(shown.row_head(row, colspan=wide, scope="colgroup"))
        heads[level + 1] += _columns(shown, row, rowspan=len(heads) - level - 1)
        slots += shown.slots(row, [shown.column_id(row.code, column) for column in shown.table.columns(row.code)])
    width = sum(slot.colspan for slot in slots)
    return Layout(heads=tuple(map(tuple, heads)), bodies=((Line(slots=tuple(slots)),),), corner=None, width=width)


def _columns(shown: Shown, row: Row, rowspan: int) -> list[Head]:
    return [
        Head(id=shown.column_id(row.code, column), label=column, role="column", scope="col", rowspan=rowspan)
        for column in shown.table.columns(row.code)
    ]


def _over(shown: Shown, group: Group) -> Head:
    wide = sum(len(shown.table.columns(row.code)) for row in shown.members(group))
    return Head(id=shown.group_id(group.code), label=group, role="over", scope="colgroup", colspan=wide)
