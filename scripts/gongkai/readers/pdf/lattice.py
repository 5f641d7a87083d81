"""Rulings → tables: which lines meet, the rows and columns between them, and the cells that no ruling divides."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from gongkai.readers.pdf.limits import MOST_CELLS, RefusedError
from gongkai.readers.pdf.page import Rule

#: Lines this close are one; cells are larger. Lines whose ends are this close meet.
_NEAR: Final = 3.0
#: A shorter line is a dot.
_SHORTEST: Final = 5.0
#: More lines than that, after joining, are a drawing.
_MOST_LINES: Final = 1_500


class _Span(NamedTuple):
    """A line at a height (or, of upright ones, at a distance), from one end to the other."""

    at: float
    begin: float
    end: float


#: An edge between rows (or columns), and the column (or row) in which it is drawn.
_Wall = tuple[int, int]


class Cell(NamedTuple):
    """A cell by its rows and columns, from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table: where its columns and rows begin and end, its cells, and which cell each field belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    fields: tuple[tuple[int, ...], ...]

    def at(self, x: float, y: float) -> int:
        """The number of the cell at a point; -1 outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return self.fields[row][column] if inside else -1

    @property
    def area(self) -> float:
        """How large it is."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def lattices(rules: Sequence[Rule], page: int) -> list[Lattice]:
    """The tables of a page, the smallest first; a single frame is none. Raises `RefusedError` on drawings."""
    level = _merged(_Span((r.y0 + r.y1) / 2, r.x0, r.x1) for r in rules if r.x1 - r.x0 >= r.y1 - r.y0 or _dot(r))
    upright = _merged(_Span((r.x0 + r.x1) / 2, r.y0, r.y1) for r in rules if r.y1 - r.y0 > r.x1 - r.x0 or _dot(r))
    if max(len(level), len(upright)) > _MOST_LINES:
        raise RefusedError("large", page)
    found = [_lattice(*group, page) for group in _meeting(level, upright)]
    return sorted(
        (lattice for lattice in found if lattice and len(lattice.cells) > 1), key=lambda lattice: lattice.area
    )


def _dot(rule: Rule) -> bool:
    return max(rule.x1 - rule.x0, rule.y1 - rule.y0) < _SHORTEST


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Lines at one height whose ends meet are one; what is left as a dot is none."""
    found: list[_Span] = []
    for group in _heights(sorted(spans)):
        at = sum(span.at for span in group) / len(group)
        ordered = sorted(group, key=lambda span: span.begin)
        begin, end = ordered[0].begin, ordered[0].end
        for span in ordered:
            if span.begin > end + _NEAR:
                found.append(_Span(at, begin, end))
                begin, end = span.begin, span.end
            end = max(end, span.end)
        found.append(_Span(at, begin, end))
    return [span for span in found if span.end - span.begin >= _SHORTEST]


def _heights(spans: Sequence[_Span]) -> Iterator[list[_Span]]:
    group: list[_Span] = []
    for span in spans:
        if group and span.at - group[0].at > _NEAR / 2:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _meeting(level: Sequence[_Span], upright: Sequence[_Span]) -> Iterator[tuple[list[_Span], list[_Span]]]:
    """Lines that meet, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    heights = [span.at for span in level]
    for j, line in enumerate(upright, len(level)):
        first, last = bisect_right(heights, line.begin - _NEAR), bisect_right(heights, line.end + _NEAR)
        for i in range(first, last):
            if level[i].begin - _NEAR <= line.at <= level[i].end + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[_Span], list[_Span]]] = defaultdict(lambda: ([], []))
    for i, span in enumerate(level):
        groups[root(i)][0].append(span)
    for j, span in enumerate(upright, len(level)):
        groups[root(j)][1].append(span)
    yield from (group for group in groups.values() if all(group))


def _lattice(level: Sequence[_Span], upright: Sequence[_Span], page: int) -> Lattice | None:
    xs = _edges([span.at for span in upright], level)
    ys = _edges([span.at for span in level], upright)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1:
        return None
    if columns * rows > MOST_CELLS:
        raise RefusedError("large", page)
    below = _walls(level, ys, xs)
    right = _walls(upright, xs, ys)
    return Lattice(xs, ys, *_cells(rows, columns, below, right))


def _edges(places: Sequence[float], across: Sequence[_Span]) -> tuple[float, ...]:
    """Where columns (or rows) begin and end; a table open at a side ends where the lines across do."""
    ends = [min(span.begin for span in across), max(span.end for span in across)]
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    if not found or ends[0] < found[0] - _NEAR:
        found.insert(0, ends[0])
    if ends[1] > found[-1] + _NEAR:
        found.append(ends[1])
    return tuple(found)


def _walls(spans: Sequence[_Span], edges: Sequence[float], fields: Sequence[float]) -> set[_Wall]:
    """Which fields a line passes, and which edge it stands for: (edge, field)."""
    middles = [(a + b) / 2 for a, b in pairwise(fields)]
    found: set[_Wall] = set()
    for span in spans:
        edge = min(range(len(edges)), key=lambda i: abs(edges[i] - span.at))
        first, last = bisect_right(middles, span.begin), bisect_right(middles, span.end)
        found.update((edge, field) for field in range(first, last))
    return found


def _cells(
    rows: int, columns: int, below: set[_Wall], right: set[_Wall]
) -> tuple[tuple[Cell, ...], tuple[tuple[int, ...], ...]]:
    """Fields that no line divides are one cell, row by row."""
    fields = [[-1] * columns for _ in range(rows)]
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if fields[row][column] < 0:
                cells.append(_fill(fields, row, column, len(cells), (below, right)))
    return tuple(cells), tuple(map(tuple, fields))


def _fill(
    fields: list[list[int]],
    row: int,
    column: int,
    number: int,
    walls: tuple[set[_Wall], set[_Wall]],
) -> Cell:
    """Number all fields that can be reached without crossing a line; the cell is the box around them."""
    fields[row][column] = number
    todo = [(row, column)]
    top, left, bottom, last = row, column, row, column
    while todo:
        r, c = todo.pop()
        top, left, bottom, last = min(top, r), min(left, c), max(bottom, r), max(last, c)
        for y, x in _open(r, c, walls):
            if 0 <= y < len(fields) and 0 <= x < len(fields[0]) and fields[y][x] < 0:
                fields[y][x] = number
                todo.append((y, x))
    return Cell(top, left, bottom - top + 1, last - left + 1)


def _open(r: int, c: int, walls: tuple[set[_Wall], set[_Wall]]) -> Iterator[tuple[int, int]]:
    below, right = walls
    if (r + 1, c) not in below:
        yield r + 1, c
    if (r, c) not in below:
        yield r - 1, c
    if (c + 1, r) not in right:
        yield r, c + 1
    if (c, r) not in right:
        yield r, c - 1
