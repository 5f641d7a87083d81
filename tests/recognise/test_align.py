"""Where the figures of a row begin."""

import pytest

from gongkai.document import Place
from gongkai.recognise.align import Fit, beginning, splits
from gongkai.recognise.rows import Header, Row, Words


def fit(cells: str, start: int = 1, grid: int = 1, expected: int = 3) -> Fit:
    """A row written as `1,2,,3`."""
    words = tuple(Words(cell, Place()) for cell in cells.split(","))
    label = Words(f"{cells}{start}", Place())
    return Fit(Row(table="t", code="r", label=label, header=Header(), cells=words, grid=grid, start=start), expected)


@pytest.mark.parametrize(
    ("row", "known", "begins"),
    [
        (fit("1,2,3"), [], 0),
        (fit("1,2"), [], None),
        (fit("1,2,3,4"), [], None),
        (fit("1,2,3,,"), [], 0),
        (fit(",,1,2,3"), [], 2),
        (fit(",,,,"), [], 0),
        (fit(",,0,,"), [], None),
        (fit(",,0,,"), [fit("1,2,3,,")], 0),
        (fit(",,0,,"), [fit(",,1,2,3")], 2),
        (fit(",,0,,"), [fit("1,2,3,,"), fit(",,1,2,3")], None),
        (fit("1,2,"), [fit("1,2,3,")], None),
        (fit("1,2,"), [fit("1,2,3")], 0),
        (fit("1,2,", grid=0), [fit("1,2,3,", grid=0)], None),
        (fit("1,2,", grid=0), [fit("1,2,3", grid=0)], 0),
        (fit("1,,3"), [fit("1,2,3", start=3)], 0),
    ],
)
def test_figures_begin_only_where_the_other_rows_bear_it_out(row: Fit, known: list[Fit], begins: int | None) -> None:
    assert beginning(row, known) == begins


@pytest.mark.parametrize(
    ("digits", "expected", "ways"),
    [("000", 3, 1), ("00", 3, 0), ("0000", 3, 0), ("12", 2, 1), ("123", 2, 2), ("105", 2, 1), ("1" * 40, 7, 2)],
)
def test_digits_that_stand_together(digits: str, expected: int, ways: int) -> None:
    assert len(splits(digits, expected)) == ways
