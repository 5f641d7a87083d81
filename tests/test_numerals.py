"""Figures as they are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.numerals import Value, figure, grouped, plain, shortest, worded

VALUES = st.integers(-(10**17), 10**17) | st.decimals(-(10**9), 10**9, places=4)


@pytest.mark.parametrize(
    ("written", "value"),
    [("0", 0), ("-38", -38), ("96171.6", Decimal("96171.6")), ("3985758", 3985758)],
)
def test_plain_numbers_are_exact(written: str, value: Value) -> None:
    assert plain(written) == value


@pytest.mark.parametrize("written", ["", "-", "/", "007", "1e5", "1,000", " 1", "一", "55（含29件）", "9" * 40, "0x1f"])
def test_anything_else_is_no_plain_number(written: str) -> None:
    assert plain(written) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [("３，１１９", 3119), (" 1,234,567 ", 1234567), ("＋19", 19), ("59,237.2449", Decimal("59237.2449"))],
)
def test_figures_as_typists_write_them(written: str, value: Value) -> None:
    assert figure(written) == value


@pytest.mark.parametrize("written", ["1,23", "12,34,567", "43.788万元", "增1558", "1 2", "〇"])
def test_figures_are_not_guessed(written: str) -> None:
    assert figure(written) is None


@given(VALUES)
def test_what_is_written_reads_back(value: Value) -> None:
    assert figure(shortest(value)) == value
    assert figure(grouped(value)) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [(3985758, "3,985,758"), (Decimal("59237.2449"), "59,237.2449"), (Decimal("7545.00"), "7,545"), (-1234, "-1,234")],
)
def test_pages_group_thousands(value: Value, written: str) -> None:
    assert grouped(value) == written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一万二千", 12000),
        ("二〇二三", 2023),
        ("件", None),
        ("", None),
    ],
)
def test_numbers_in_words(written: str, value: int | None) -> None:
    assert worded(written) == value


def test_equal_values_are_written_alike() -> None:
    """So that what is kept of one may stand for the other."""
    assert grouped(Decimal("1234.50")) == grouped(Decimal("1234.5")) == "1,234.5"
    assert grouped(Decimal("1234.00")) == grouped(1234) == "1,234"
