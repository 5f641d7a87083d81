"""Tables that go on over the end of a page → one: repeated heads dropped, divided rows and labels made whole."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from gongkai.readers.pdf.lines import joined, numeric
from gongkai.readers.pdf.tables import Filled, Table

#: Sides this close are the same.
_NEAR: Final = 4.0
#: How a label begins that does not go on with the one before.
_NUMBERED: Final = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")

#: A cell at the end of one page, and the one below it at the beginning of the next.
_Pair = tuple[Filled, Filled]


def goes_on(above: Table, below: Table) -> bool:
    """Whether the table at the top of a page has the sides of the one at the end of the page before."""
    return abs(above.x0 - below.x0) <= _NEAR and abs(above.x1 - below.x1) <= _NEAR


def together(above: Table, below: Table) -> Table:
    """Both as one table."""
    lower = _without(below, _repeated(above, below))
    if not lower.cells:
        return above
    pairs = list(_pairs(above, lower))
    changed: dict[Filled, Filled | None] = {}
    for upper, under in pairs:
        if upper.rowspan > 1 or under.rowspan > 1:
            changed |= _merged(upper, under)
    row = [pair for pair in pairs if pair[0].rowspan == pair[1].rowspan == 1 and pair[1] not in changed]
    whole = len(row) == sum(1 for cell in lower.cells if cell.row == 0 and cell not in changed)
    shift = above.rows
    if whole and _divided(row):
        shift -= 1
        changed |= _joined(row)
    elif not whole:
        changed |= _joined(pair for pair in row if pair[0].text and pair[1].text and _runs_on(*pair))
    cells = [
        *(changed.get(cell, cell) for cell in above.cells),
        *(replace(kept, row=kept.row + shift) for cell in lower.cells if (kept := changed.get(cell, cell))),
    ]
    return replace(above, y1=below.y1, rows=shift + lower.rows, cells=tuple(cell for cell in cells if cell))


def _repeated(above: Table, below: Table) -> int:
    """How many rows at the top of both tables are the same."""
    count = 0
    for first, second in zip(_looks(above), _looks(below), strict=False):
        if first != second:
            break
        count += 1
    while any(cell.row < count < cell.row + cell.rowspan for cell in below.cells):
        count -= 1
    return count


def _looks(table: Table) -> Iterator[list[tuple[str, int]]]:
    for _, cells in groupby(table.cells, key=lambda cell: cell.row):
        yield [(cell.text, cell.rowspan) for cell in cells]


def _without(table: Table, rows: int) -> Table:
    cells = tuple(replace(cell, row=cell.row - rows) for cell in table.cells if cell.row >= rows)
    return replace(table, cells=cells, rows=table.rows - rows)


def _pairs(above: Table, below: Table) -> Iterator[_Pair]:
    last = [cell for cell in above.cells if cell.row + cell.rowspan == above.rows]
    first = [cell for cell in below.cells if cell.row == 0]
    for upper in last:
        for under in first:
            if abs(upper.x0 - under.x0) <= _NEAR and abs(upper.x1 - under.x1) <= _NEAR:
                yield upper, under


def _merged(upper: Filled, under: Filled) -> dict[Filled, Filled | None]:
    """A merged cell whose words go on over the page; an empty one may as well be a blank figure, and is left alone."""
    if not upper.text or not under.text or not _runs_on(upper, under):
        return {}
    return {upper: replace(upper, text=_words(upper, under), rowspan=upper.rowspan + under.rowspan), under: None}


def _divided(row: Sequence[_Pair]) -> bool:
    """Whether the last row of a page goes on in the first of the next.

    Its label does, from a full line and not with a number, and of its other cells only one half is filled.
    """
    both = [pair for pair in row if pair[0].text and pair[1].text]
    if not row or not all(_runs_on(*pair) for pair in both):
        return False
    return bool(both) or (bool(row[0][0].text) and not row[0][1].text and any(under.text for _, under in row))


def _joined(pairs: Iterable[_Pair]) -> dict[Filled, Filled | None]:
    """Cells whose words are those of both parts."""
    found: dict[Filled, Filled | None] = {}
    for upper, under in pairs:
        found |= {upper: replace(upper, text=_words(upper, under), full=under.full), under: None}
    return found


def _runs_on(upper: Filled, under: Filled) -> bool:
    return upper.full and _continues(upper, under)


def _continues(upper: Filled, under: Filled) -> bool:
    numbers = numeric(upper.text[-1]) or numeric(under.text[0])
    return not numbers and not _NUMBERED.match(under.text)


def _words(upper: Filled, under: Filled) -> str:
    return f"{upper.text}{joined(upper.text, under.text)}{under.text}"
