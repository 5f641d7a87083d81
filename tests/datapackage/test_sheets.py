"""Rows in a workbook: whatever stands in a cell, the file stays whole and the text a text."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gongkai.datapackage.sheets import Column, Sheet, letters, rows_of, write_workbook

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
SHEET = Sheet("一", (Column(("甲", "a"), 9, "string"), Column(("乙", "b"), 9, "date")))


#: Rows in slices, column by column.
_Slices = Sequence[Sequence[Sequence[str | None]]]


def _write(path: Path, found: Sequence[_Slices]) -> None:
    """A workbook with those rows on its sheets."""
    sheets = (SHEET, Sheet("二", SHEET.columns))[: len(found)]
    kind = pa.schema([("a", pa.string()), ("b", pa.string())])
    rows = []
    for number, slices in enumerate(found):
        tables = [pa.table([pa.array(values, pa.string()) for values in columns], kind) for columns in slices]
        rows.append((sum(one.num_rows for one in tables), rows_of(sheets, number, tables)))
    write_workbook(path, sheets, rows)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_makes_a_workbook_that_is_whole(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("sheets") / "made.xlsx"
    _write(path, [[[texts, [None] * len(texts)]]])
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    rows = list(openpyxl.load_workbook(path)["一"].iter_rows(min_row=3, values_only=True))
    kept = [text for text in texts if text.isprintable() and "_x" not in text]
    assert [row[0] or "" for row, text in zip(rows, texts, strict=False) if text in kept] == kept


def test_days_are_days_where_a_spreadsheet_knows_them(tmp_path: Path) -> None:
    days = ["1900-02-28", "1900-03-01", "2024-02-29"]
    _write(tmp_path / "made.xlsx", [[[["x"] * 3, days]]])
    sheet = openpyxl.load_workbook(tmp_path / "made.xlsx")["一"]
    found = [sheet.cell(row, 2).value for row in (3, 4, 5)]
    assert found == ["1900-02-28", datetime(1900, 3, 1), datetime(2024, 2, 29)]  # noqa: DTZ001  a sheet knows no zones


def test_slices_follow_each_other_and_filters_reach_the_last_row(tmp_path: Path) -> None:
    slices: _Slices = [[["a", "b"], [None, None]], [["c"], [None]]]
    _write(tmp_path / "made.xlsx", [slices, slices[:1]])
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    assert [cell.value for cell in book["一"]["A"]] == ["甲", "a", "a", "b", "c"]
    assert (book["一"].auto_filter.ref, book["二"].auto_filter.ref) == ("A2:B5", "A2:B4")
    with zipfile.ZipFile(tmp_path / "made.xlsx") as archive:
        assert "$B$5" in archive.read("xl/workbook.xml").decode()


def test_a_text_too_long_for_a_cell_says_so(tmp_path: Path) -> None:
    _write(tmp_path / "made.xlsx", [[[["字" * 40_000], [None]]]])
    value = openpyxl.load_workbook(tmp_path / "made.xlsx")["一"]["A3"].value
    assert len(str(value)) == 32_767
    assert str(value).endswith("cut, the CSV file has all of it）")


def test_columns_have_names() -> None:
    assert [letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
