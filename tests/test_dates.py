"""Days."""

import pytest

from gongkai.dates import is_day


@pytest.mark.parametrize("text", ["2024-01-20", "2024-02-29", "1999-12-31"])
def test_a_day_of_the_calendar(text: str) -> None:
    assert is_day(text)


@pytest.mark.parametrize("text", ["2023-02-29", "2026-02-31", "2024-13-01", "20240120", "", "2024-01-20T00"])
def test_no_day(text: str) -> None:
    assert not is_day(text)
