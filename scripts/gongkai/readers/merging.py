"""Rows of a Word table as written → every cell once, as wide and as tall as it is merged.

A cell says over how many columns of the table's grid it goes. Where borders of rows do not quite meet, the grid has
columns of less than a millimetre between them, and cells of one column seem to stand under different ones: edges that
are so near are one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from gongkai.readers.layout import Cell

GOES_ON: Final = "continue"
#: Twentieths of a point between the first and the last of edges that are one: 2.6 mm, in which no figure has room.
_NEAR: Final = 150


@dataclass(slots=True)
class Merging(Cell):
    """A cell and how it is merged: `down` with the one above, `left` with the one before it."""

    down: str = ""
    left: str = ""


def merged(rows: Sequence[Sequence[Merging]], widths: Sequence[int]) -> list[list[Cell]]:
    """The rows with merged cells once; `widths` are those of the grid's columns, in twentieths of a point."""
    levels = _levels(widths) if widths and min(widths) < _NEAR and min(widths) > 0 else ()
    snapped = [list(_snapped(row, levels)) for row in rows] if levels else rows
    if any(not cell.colspan and (cell.blocks or cell.picture) for row in snapped for cell in row):
        return list(_merged(rows))  # words stand between edges that would be one: so they are two
    return list(_merged([[cell for cell in row if cell.colspan] for row in snapped]))


def _levels(widths: Sequence[int]) -> list[int]:
    """For each edge, from the left, the number of the edge that it is one with."""
    found: list[int] = []
    first = level = -1
    for edge in accumulate(widths, initial=0):
        if first < 0 or edge - first >= _NEAR:
            first, level = edge, level + 1
        found.append(level)
    return found


def _snapped(row: Sequence[Merging], levels: Sequence[int]) -> Iterator[Merging]:
    """The cells as wide as they are with edges that are one; nothing is left of those that are only between such."""
    begin = 0
    for cell in row:
        end = begin + cell.colspan
        wide = _level(end, levels) - _level(begin, levels)
        yield Merging(cell.blocks, wide, cell.rowspan, cell.picture, cell.down, cell.left)
        begin = end


def _level(edge: int, levels: Sequence[int]) -> int:
    """That of an edge, also of one beyond the grid."""
    return levels[edge] if edge < len(levels) else levels[-1] + edge - len(levels) + 1


def _merged(rows: Sequence[Sequence[Merging]]) -> Iterator[list[Cell]]:
    """One that is merged with the one above or before makes that one larger."""
    above: dict[int, Cell] = {}
    for row in rows:
        cells: list[Cell] = []
        below: dict[int, Cell] = {}
        column = 0
        for merging in row:
            cell: Cell = merging
            if merging.down == GOES_ON and column in above:
                cell = above[column]
                cell.rowspan += 1
            elif merging.left == GOES_ON and cells:
                cells[-1].colspan += merging.colspan
            else:
                cells.append(cell)
            if merging.down:
                below[column] = cell
            column += merging.colspan
        above = below
        yield cells
