"""Lattices and characters → tables with words in their cells."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gongkai.readers.pdf.lattice import Lattice, lattices
from gongkai.readers.pdf.lines import APART, Line, joined, lines, numeric
from gongkai.readers.pdf.page import Char, Page

#: In sizes of the font: numbers on two sides of a ruling with less room between run over it.
_TOUCHING: Final = 0.1
#: In sizes of the font: a line that leaves less room in its cell is full, so the next one goes on with it.
_FULL: Final = 1.2

#: A cell by the numbers of its lattice and of its own.
_Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with its words; `x0` and `x1` are its sides, `full` says that its last line goes up to the right one."""

    text: str
    x0: float
    x1: float
    row: int
    rowspan: int
    page: int
    full: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one page, or of several joined ones; `cells` row by row, from left to right."""

    x0: float
    x1: float
    y0: float
    y1: float
    rows: int
    cells: tuple[Filled, ...]


def tables(page: Page) -> tuple[list[Table], list[Char]]:
    """The tables of a page, from top to bottom, and the characters outside of them."""
    found = lattices(page.rules, page.number)
    if not found:
        return [], list(page.chars)
    inside: dict[_Cell, list[Char]] = defaultdict(list)
    outside: list[Char] = []
    for char in page.chars:
        place = _place(found, char)
        (inside[place] if place else outside).append(char)
    marked = _running_over(found, page.chars)
    tables = [_table(lattice, i, inside, marked, page.number) for i, lattice in enumerate(found)]
    return sorted(tables, key=lambda table: table.y0), outside


def _place(found: Sequence[Lattice], char: Char) -> _Cell | None:
    x, y = char.middle
    for i, lattice in enumerate(found):
        if (cell := lattice.at(x, y)) >= 0:
            return i, cell
    return None


def _running_over(found: Sequence[Lattice], chars: Iterable[Char]) -> set[_Cell]:
    """Cells with a number that runs over a ruling: which digits belong to which cell cannot be told."""
    marked: set[_Cell] = set()
    for line in lines(char for char in chars if char.turn == 0 and numeric(char.text)):
        for left, right in pairwise(line.chars):
            if right.x0 - left.x1 < _TOUCHING * left.size:
                places = {_place(found, left), _place(found, right)}
                marked |= {place for place in places if place and len(places) > 1}
    return marked


def _table(
    lattice: Lattice, number: int, inside: Mapping[_Cell, Sequence[Char]], marked: Container[_Cell], page: int
) -> Table:
    cells = []
    for i, cell in enumerate(lattice.cells):
        x0, x1 = lattice.xs[cell.column], lattice.xs[cell.column + cell.colspan]
        words, full = _words(inside.get((number, i), ()), x1)
        if (number, i) in marked:
            words += APART.rstrip()
        cells.append(Filled(words, x0, x1, cell.row, cell.rowspan, page, full))
    return Table(lattice.xs[0], lattice.xs[-1], lattice.ys[0], lattice.ys[-1], len(lattice.ys) - 1, tuple(cells))


def _words(chars: Sequence[Char], end: float) -> tuple[str, bool]:
    """The words of a cell that ends there, upright ones first, and whether the last line is full."""
    upright = lines(char for char in chars if char.turn == 0)
    text = _text(upright, end)
    for turn in sorted({char.turn for char in chars} - {0, -1}):
        sideways = "".join(line.text for line in lines(char.upright for char in chars if char.turn == turn))
        text += joined(text, sideways) + sideways
    return text, bool(upright) and _full(upright[-1], end)


def _text(found: Sequence[Line], end: float) -> str:
    """Lines as one text; a number goes on in the next line only where the one before is full."""
    text = ""
    for i, line in enumerate(found):
        words = line.text
        if text and numeric(text[-1]) and numeric(words[0]):
            text += "" if _full(found[i - 1], end) else APART
        else:
            text += joined(text, words)
        text += words
    return text


def _full(line: Line, end: float) -> bool:
    return end - line.x1 < _FULL * line.size
