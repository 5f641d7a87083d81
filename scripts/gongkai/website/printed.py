"""A statutory table as the form prints it: merged heads, and the place of every figure.

Derived from the form alone, so that a new form version is printed without new code. Every figure's place names the
heads that speak of it (`headers`), for readers who hear the table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from gongkai.cell import Cell
from gongkai.forms import FORMS, Block, Column, Group, Row, Table
from gongkai.numerals import Value
from gongkai.report import Report
from gongkai.text import Text
from gongkai.website.pieces import Note

Scope = Literal["row", "col", "rowgroup", "colgroup"]
#: What a head is: over several rows, of one row, of one column, over several columns, or of a block of rows.
Role = Literal["group", "label", "column", "over", "block"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head cell. `stub` is its place among the heads of rows, from 1 (0: not there); `row` the row it names."""

    id: str
    label: Text
    role: Role
    scope: Scope
    number: str = ""
    rowspan: int = 1
    colspan: int = 1
    stub: int = 0
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place of one figure: the `index`-th of its row. `headers`: ids of its heads.

    Without an index it is the place of a whole row that the report's form does not have.
    """

    cell: Cell
    index: int | None
    headers: str
    colspan: int = 1
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table's body: heads, then figures."""

    heads: tuple[Head, ...] = ()
    slots: tuple[Slot, ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table ready to be filled: lines of heads, then bodies of lines; `corner`: rows, columns of the note's cell."""

    heads: tuple[tuple[Head, ...], ...]
    bodies: tuple[tuple[Line, ...], ...]
    corner: tuple[int, int] | None
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A table with a report's figures (`rows`: row → figures) and what is noted at them, by cell.

    `notes`: the findings at a figure; `written`: what stands in the document where that is no plain number.
    """

    code: str
    title: Text
    note: Text | None
    layout: Layout
    rows: Mapping[str, Sequence[Value | None]]
    notes: Mapping[str, Sequence[Note]]
    written: Mapping[str, str]


def filled(report: Report, table: Table, notes: Mapping[str, Sequence[Note]] | None = None) -> Filled:
    """The table as this report has it; an undivided row takes the place of the rows that it stands for."""
    rows = report.figures.get(table.code, {})
    return Filled(
        code=table.code,
        title=table,
        note=table.note,
        layout=_layout(report.form, table.code, frozenset(rows)),
        rows=rows,
        notes=notes or {},
        written={str(mark.cell): mark.written for mark in report.marks},
    )


@cache
def _layout(form: str, code: str, present: frozenset[str]) -> Layout:
    table = FORMS[form].table[code]
    rows = tuple(row for row in table.rows.values() if _printed(table, row, present))
    if table.printed == "rows_across":
        return _across(table, rows, present)
    if len(table.blocks) == 1:
        return _down(table, rows, present)
    return _in_blocks(table, rows, present)


def _printed(table: Table, row: Row, present: frozenset[str]) -> bool:
    """Whether the row has a line: it is in the report, or it is missing and no other row stands in for it."""
    if row.code in present:
        return True
    return not row.instead_of and table.substitutes.get(row.code) not in present


def _groups(table: Table, row: Row) -> tuple[Group, ...]:
    """The groups that a row stands in, the widest first."""
    found: list[Group] = []
    code = row.group
    while code:
        found.insert(0, table.groups[code])
        code = table.groups[code].parent
    return tuple(found)


def _group_id(table: Table, group: Group) -> str:
    return f"{table.code}:{group.code}"


def _column_id(table: Table, within: object, column: Column) -> str:
    return f"{table.code}:{within}.{column.code}"


def _label(table: Table, row: Row, *, stub: int = 0, colspan: int = 1, scope: Scope = "row") -> Head:
    return Head(
        id=str(Cell(table.code, row.code)),
        label=row,
        number=row.number,
        role="label",
        scope=scope,
        colspan=colspan,
        stub=stub,
        row=row.code,
    )


# One line a row, heads of columns on top (table 3) ----------------------------------------------------------------


def _down(table: Table, rows: tuple[Row, ...], present: frozenset[str]) -> Layout:
    block = table.blocks[0]
    stubs = 1 + max((len(_groups(table, row)) for row in rows), default=0)
    heads = _column_heads(table, block)
    body = tuple(_lines(table, rows, present, stubs))
    return Layout(heads=heads, bodies=(body,), corner=(len(heads), stubs), width=stubs + len(block.columns))


def _column_heads(table: Table, block: Block) -> tuple[tuple[Head, ...], ...]:
    upper: list[Head] = []
    lower: list[Head] = []
    over = {group.code: group for group in table.column_groups}
    deep = 2 if any(column.group for column in block.columns) else 1
    for column in block.columns:
        head = Head(id=_column_id(table, 0, column), label=column, role="column", scope="col")
        if column.group is None:
            upper.append(_deeper(head, deep))
            continue
        lower.append(head)
        members = [c for c in block.columns if c.group == column.group]
        if column is members[0]:
            group = over[column.group]
            upper.append(
                Head(
                    id=_group_id(table, group),
                    label=group,
                    number=group.number,
                    role="over",
                    scope="colgroup",
                    colspan=len(members),
                )
            )
    lines = [tuple(upper), tuple(lower)] if lower else [tuple(upper)]
    if table.column_heading:
        lines.insert(0, (_over_all(table, table.column_heading, len(block.columns)),))
    return tuple(lines)


def _over_all(table: Table, label: Text, colspan: int) -> Head:
    return Head(id=f"{table.code}:columns", label=label, role="over", scope="colgroup", colspan=colspan)


def _deeper(head: Head, rowspan: int) -> Head:
    return Head(id=head.id, label=head.label, role=head.role, scope=head.scope, rowspan=rowspan)


def _lines(table: Table, rows: tuple[Row, ...], present: frozenset[str], stubs: int) -> Iterator[Line]:
    begun: set[str] = set()
    for row in rows:
        groups = _groups(table, row)
        heads = []
        for depth, group in enumerate(groups, start=1):
            if group.code not in begun:
                begun.add(group.code)
                heads.append(_group_head(table, group, rows, depth))
        heads.append(_label(table, row, stub=len(groups) + 1, colspan=stubs - len(groups)))
        above = " ".join([*(_group_id(table, group) for group in groups), str(Cell(table.code, row.code))])
        columns = [_column_id(table, 0, column) for column in table.columns(row.code)]
        slots = _slots(table, row, above, columns) if row.code in present else (_nothing(table, row, above),)
        yield Line(heads=tuple(heads), slots=tuple(slots), total=row.total)


def _group_head(table: Table, group: Group, rows: tuple[Row, ...], depth: int) -> Head:
    members = sum(1 for row in rows if group in _groups(table, row))
    return Head(
        id=_group_id(table, group),
        label=group,
        number=group.number,
        role="group",
        scope="rowgroup",
        rowspan=members,
        stub=depth,
    )


def _slots(table: Table, row: Row, above: str, columns: Sequence[str]) -> Iterator[Slot]:
    """The places of a row's figures; `above` and `columns` are ids of heads."""
    for index, (column, head) in enumerate(zip(table.columns(row.code), columns, strict=True)):
        group = f" {table.code}:{column.group}" if column.group else ""
        yield Slot(
            cell=Cell(table.code, row.code, column.code),
            index=index,
            headers=f"{above}{group} {head}",
            total=column.total,
        )


def _nothing(table: Table, row: Row, above: str) -> Slot:
    return Slot(cell=Cell(table.code, row.code), index=None, headers=above, colspan=len(table.columns(row.code)))


# Blocks with their own heads (table 2) ----------------------------------------------------------------------------


def _in_blocks(table: Table, rows: tuple[Row, ...], present: frozenset[str]) -> Layout:
    width = 1 + max(len(block.columns) for block in table.blocks)
    bodies = tuple(tuple(_block(table, i, rows, present, width)) for i in range(len(table.blocks)))
    return Layout(heads=(), bodies=bodies, corner=None, width=width)


def _block(table: Table, i: int, rows: tuple[Row, ...], present: frozenset[str], width: int) -> Iterator[Line]:
    block = table.blocks[i]
    above = f"{table.code}:{i}"
    if block.heading:
        yield Line(heads=(Head(id=above, label=block.heading, role="block", scope="rowgroup", colspan=width),))
    spans = [1] * (len(block.columns) - 1) + [width - len(block.columns)]
    stub = Head(id=f"{above}.stub", label=block.stub or table, role="column", scope="col", stub=1)
    heads = (
        Head(id=_column_id(table, i, column), label=column, role="column", scope="col", colspan=span)
        for column, span in zip(block.columns, spans, strict=True)
    )
    yield Line(heads=(stub, *heads))
    columns = [_column_id(table, i, column) for column in block.columns]
    mine = {row.code for row in block.rows}
    for row in (row for row in rows if row.code in mine):
        over = f"{above} {Cell(table.code, row.code)}"
        slots = _slots(table, row, over, columns) if row.code in present else (_nothing(table, row, over),)
        *first, last = slots
        widened = replace(last, colspan=width - 1 - len(first))
        yield Line(heads=(_label(table, row, stub=1),), slots=(*first, widened))


# Rows side by side over one line of figures (table 4) -------------------------------------------------------------


def _across(table: Table, rows: tuple[Row, ...], present: frozenset[str]) -> Layout:
    depth = max((len(_groups(table, row)) for row in rows), default=0) + 2
    heads: list[list[Head]] = [[] for _ in range(depth)]
    slots: list[Slot] = []
    begun: set[str] = set()
    for row in rows:
        groups, columns = _groups(table, row), table.columns(row.code)
        for level, group in enumerate(groups):
            if group.code not in begun:
                begun.add(group.code)
                heads[level].append(_over(table, group, rows))
        heads[len(groups)].append(_label(table, row, colspan=len(columns), scope="colgroup"))
        under = depth - len(groups) - 1
        heads[len(groups) + 1] += [
            Head(id=_column_id(table, row.code, c), label=c, role="column", scope="col", rowspan=under) for c in columns
        ]
        above = " ".join([*(_group_id(table, group) for group in groups), str(Cell(table.code, row.code))])
        ids = [_column_id(table, row.code, column) for column in columns]
        slots += _slots(table, row, above, ids) if row.code in present else (_nothing(table, row, above),)
    width = sum(slot.colspan for slot in slots)
    return Layout(heads=tuple(map(tuple, heads)), bodies=((Line(slots=tuple(slots)),),), corner=None, width=width)


def _over(table: Table, group: Group, rows: tuple[Row, ...]) -> Head:
    wide = sum(len(table.columns(row.code)) for row in rows if group in _groups(table, row))
    return Head(
        id=_group_id(table, group), label=group, number=group.number, role="over", scope="colgroup", colspan=wide
    )
