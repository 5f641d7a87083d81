"""Blocks of rows, each under its own heading and its own heads of columns (table 2)."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai.website.parts.printed.model import Head, Layout, Line
from gongkai.website.parts.printed.shown import Shown


def layout(shown: Shown) -> Layout:
    """The whole table; the last column of a narrow block is as wide as what is left."""
    width = 1 + max(len(block.columns) for block in shown.table.blocks)
    bodies = tuple(tuple(_block(shown, i, width)) for i in range(len(shown.table.blocks)))
    return Layout(heads=(), bodies=bodies, corner=None, width=width)


def _block(shown: Shown, i: int, width: int) -> Iterator[Line]:
    block, above = shown.table.blocks[i], shown.group_id(str(i))
    if block.heading:
        yield Line(heads=(Head(id=above, label=block.heading, role="block", scope="rowgroup", colspan=width),))
    yield Line(heads=tuple(_heads(shown, i, width)))
    ids = [shown.column_id(i, column) for column in block.columns]
    for row in shown.rows:
        if row in block.rows:
            *first, last = shown.slots(row, ids, (above,) if block.heading else ())
            wide = replace(last, colspan=width - 1 - len(first))
            yield Line(heads=(shown.row_head(row, stub=1),), slots=(*first, wide))


def _heads(shown: Shown, i: int, width: int) -> Iterator[Head]:
    block = shown.table.blocks[i]
    stub = block.stub or shown.table
    yield Head(id=shown.group_id(f"{i}.rows"), label=stub, role="column", scope="col", stub=1)
    last = len(block.columns) - 1
    for n, column in enumerate(block.columns):
        span = 1 if n < last else width - 1 - last
        yield Head(id=shown.column_id(i, column), label=column, role="column", scope="col", colspan=span)
