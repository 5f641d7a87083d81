"""Which of a row's cells are its figures: exactly as many as the form has columns, the rest padding."""

from collections.abc import Iterable, Sequence

from gongkai.recognise.rows import Row


def window(row: Row, expected: int, known: Sequence[Row]) -> int | None:
    """Where the figures begin among the cells after the label; `None` where it cannot be told.

    Merged cells leave empty ones, before the figures or behind them. Where blank figures make several beginnings
    possible, the other rows of the same table (`known`) tell: figures there begin right after the label, or in the
    same column of the grid.
    """
    possible = windows(row, expected)
    if len(possible) < 2 or all(not cell.text for cell in row.cells):  # noqa: PLR2004  nothing to choose
        return possible[0] if possible else None
    witnesses = [(other, found[0]) for other in known if len(found := windows(other, expected)) == 1]
    chosen = set()
    if witnesses and all(begin == 0 for _, begin in witnesses):
        chosen.add(0)
    columns = {other.start + begin for other, begin in witnesses}
    if row.grid and len(columns) == 1:
        chosen.add(columns.pop() - row.start)
    agreed = chosen & set(possible)
    return agreed.pop() if len(agreed) == 1 else None


def windows(row: Row, expected: int) -> list[int]:
    """Every beginning that leaves nothing but empty cells outside."""
    spare = len(row.cells) - expected
    if spare < 0:
        return []
    filled = [i for i, cell in enumerate(row.cells) if cell.text]
    low = max(filled[-1] - expected + 1, 0) if filled else 0
    high = min(filled[0], spare) if filled else spare
    return list(range(low, high + 1))


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
