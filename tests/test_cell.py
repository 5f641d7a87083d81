"""Cells and their paths."""

import pytest

from gongkai.cell import Cell


@pytest.mark.parametrize("path", ["requests", "requests.granted", "requests.granted.total"])
def test_a_path_reads_back(path: str) -> None:
    assert str(Cell.parse(path)) == path


@pytest.mark.parametrize("path", ["", "a..b", "a.b.c.d", "."])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="is no cell"):
        Cell.parse(path)
