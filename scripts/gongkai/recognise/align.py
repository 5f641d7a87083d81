"""Which of a row's cells are its figures: exactly as many as the form has columns, the rest padding."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.recognise.rows import Row


class Fit(NamedTuple):
    """A row and how many figures it should have."""

    row: Row
    expected: int

    @property
    def spare(self) -> int:
        """How many cells it has besides."""
        return len(self.row.cells) - self.expected

    @property
    def end(self) -> int:
        """The place behind its last cell."""
        return self.row.start + len(self.row.cells)

    @property
    def beginnings(self) -> range:
        """Every place, counted from the label, where the figures may begin and leave only empty cells outside."""
        filled = [i for i, cell in enumerate(self.row.cells) if cell.text]
        low = max(filled[-1] - self.expected + 1, 0) if filled else 0
        high = min(filled[0], self.spare) if filled else self.spare
        return range(low, high + 1)

    @property
    def sure(self) -> bool:
        """Whether the row has exactly its figures and nothing but padding besides."""
        return sum(1 for cell in self.row.cells if cell.text) == self.expected and len(self.beginnings) == 1

    @property
    def shown(self) -> bool:
        """Whether the file shows which columns its cells are merged over, so that none is mere padding."""
        return bool(self.row.cells) and self.row.cells[0].span.end > 0


def beginning(fit: Fit, known: Sequence[Fit]) -> int | None:
    """Where the figures begin among the cells after the label; `None` where it cannot be told.

    Merged cells leave empty ones, before the figures or behind them. Where a row has some blank figures, the other rows
    of the same table (`known`) must bear out that no cell is missing, and where the figures begin.
    """
    possible = fit.beginnings
    others = [other for other in known if other.row.grid == fit.row.grid and other.row.label != fit.row.label]
    if not possible or (fit.sure and not (fit.spare and fit.shown)):
        return possible[0] if possible else None
    if not _complete(fit, others):
        return None
    if len(possible) == 1 or not any(cell.text for cell in fit.row.cells):
        return possible[0]
    agreed = _agreed(fit, [other for other in others if other.sure]) & set(possible)
    return agreed.pop() if len(agreed) == 1 else None


def _complete(fit: Fit, others: Sequence[Fit]) -> bool:
    """Whether the row is as long as the others: it ends where they do, or has as much to spare, all but one at most."""
    if not others:
        return True
    return (bool(fit.row.grid) and _all_but_one([other.end for other in others], fit.end)) or _all_but_one(
        [other.spare for other in others], fit.spare
    )


def _all_but_one(sizes: Sequence[int], size: int) -> bool:
    return sizes.count(size) >= max(len(sizes) - 1, 1)


def _agreed(fit: Fit, witnesses: Sequence[Fit]) -> set[int]:
    """Where figures begin by the other rows: right after the label, or in one column of the grid."""
    found = set()
    if witnesses and all(other.beginnings[0] == 0 for other in witnesses):
        found.add(0)
    columns = {other.row.start + other.beginnings[0] for other in witnesses if other.expected == fit.expected}
    if fit.row.grid and len(columns) == 1:
        found.add(columns.pop() - fit.row.start)
    return found


def splits(digits: str, expected: int) -> list[tuple[str, ...]]:
    """Every way, up to two, to cut digits that stand together into numbers without leading zeros."""
    found: list[tuple[str, ...]] = []
    for way in _splits(digits, expected):
        found.append(way)
        if len(found) > 1:
            break
    return found


def _splits(digits: str, expected: int) -> Iterable[tuple[str, ...]]:
    if expected == 1:
        if digits and (digits == "0" or digits[0] != "0"):
            yield (digits,)
        return
    longest = 1 if digits.startswith("0") else len(digits) - expected + 1
    for size in range(1, longest + 1):
        for rest in _splits(digits[size:], expected - 1):
            yield (digits[:size], *rest)
