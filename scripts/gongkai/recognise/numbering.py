"""Columns of a grid that only number its rows: headed so, and counting up by one all the way down."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from gongkai.document import Grid, GridCell, Place
from gongkai.recognise.furniture import ROW_NUMBER, reason

#: A longer cell is no heading of numbers; fewer numbers make no column of them.
_LONGEST_HEAD: Final = 6
_FEWEST: Final = 2


def numbering(grid: Grid) -> frozenset[Place]:
    """The places of all cells of such columns, their headings among them.

    A column that is headed so and holds anything else than numbers that go on by one, or begin anew, is none.
    """
    heads = {cell.column: cell for cell in reversed(grid.cells) if _is_head(cell)}
    return frozenset(place for head in heads.values() for place in _column(head, grid))


def _is_head(cell: GridCell) -> bool:
    return 0 < len(cell.text) <= _LONGEST_HEAD and cell.colspan == 1 and reason(cell.text) == ROW_NUMBER


def _column(head: GridCell, grid: Grid) -> Iterator[Place]:
    """The heading and what stands exactly below it; nothing where that does not number the rows."""
    cells = [c for c in grid.cells if c.column == head.column and c.colspan == 1 and c.row >= head.row]
    if _counts([cell.text for cell in cells if cell.text and not _is_head(cell)]):
        yield from (cell.place for cell in cells)


def _counts(numbers: Sequence[str]) -> bool:
    if len(numbers) < _FEWEST or not all(number.isdecimal() and len(number) < _LONGEST_HEAD for number in numbers):
        return False
    read = [int(number) for number in numbers]
    return read[0] == 1 and all(later in (1, earlier + 1) for earlier, later in pairwise(read))
