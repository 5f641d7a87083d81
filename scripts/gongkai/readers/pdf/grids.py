"""Tables → grids: sides of cells that stand below each other are columns, on all pages of the table."""

from bisect import bisect_left
from typing import Final

from gongkai.document import Grid, GridCell, Place
from gongkai.readers.pdf.tables import Table

#: Sides this close are the same.
_NEAR: Final = 4.0


def grid(table: Table, number: int) -> Grid:
    """The table as a grid, the `number`-th of the document."""
    sides = _sides(table)
    cells = []
    for cell in table.cells:
        begin, end = _column(sides, cell.x0), _column(sides, cell.x1)
        place = Place(page=cell.page, table=number, row=cell.row + 1, column=begin + 1)
        cells.append(GridCell(cell.text, cell.row, begin, place, cell.rowspan, max(end - begin, 1)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), Place(page=table.cells[0].page, table=number), spans=True)


def _sides(table: Table) -> list[float]:
    found: list[float] = []
    for side in sorted({side for cell in table.cells for side in (cell.x0, cell.x1)}):
        if not found or side - found[-1] > _NEAR:
            found.append(side)
    return found


def _column(sides: list[float], x: float) -> int:
    """The side that a place belongs to: sides of one column are no further apart than `_NEAR`."""
    return max(bisect_left(sides, x + 1e-6) - 1, 0)
