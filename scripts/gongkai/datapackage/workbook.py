"""The tables as one workbook for spreadsheets: a cover, a sheet a table, heads in Chinese over the fields' codes."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from unicodedata import east_asian_width

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.edition import Edition
from gongkai.datapackage.frames import cells, parts
from gongkai.datapackage.schema import Field, Resource, Type
from gongkai.numerals import Value, shortest
from gongkai.text import LANGUAGES, Text

#: A workbook of more cells than this is slow to open, and to make: some 5 seconds a million.
MOST_CELLS: Final = 2_000_000
#: Rows above the figures: the head in Chinese, the field's code.
_HEADS: Final = 2
_NARROWEST, _WIDEST = 7, 48
_MEASURED: Final = 100
#: What a spreadsheet keeps of a number, of a text in a cell, of a sheet's name; and its first day.
_DIGITS, _LETTERS, _NAME, _FIRST_DAY = 15, 32_767, 31, date(1900, 3, 1)
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)

_WORDS: Final[Mapping[str, Text]] = {
    "sheet": Text(zh="说明 About", en="说明 About"),
    "version": Text(zh="数据版本：{version}", en="Data version: {version}"),
    "licence": Text(zh="许可：{title} {path}", en="Licence: {title} {path}"),
    "address": Text(zh="网址：{url}", en="Address: {url}"),
    "heads": Text(
        zh="每个工作表的第一行是中文字段名，第二行是字段代码，数据从第三行开始。",
        en="The first row of each sheet has the fields in Chinese, the second their codes; data begin in the third.",
    ),
    "cut": Text(zh="……（未完，全文见 CSV 文件）", en="… (cut; the CSV file has all of it)"),
}
_CONTENTS: Final = ("工作表 Sheet", "内容", "Content", "行数 Rows", "说明", "Description")


def fits(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether the tables together are small enough for a workbook."""
    return sum(table.size for table in tables.values()) <= MOST_CELLS


def write_workbook(tables: Mapping[str, pd.DataFrame], path: Path, edition: Edition) -> None:
    """Write the tables into a new workbook; no clock leaves a trace in it."""
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": edition.package.title.zh, "created": _MADE})
        bold = book.add_format({"bold": True})
        _cover(book.add_worksheet(_WORDS["sheet"].zh), bold, tables, edition)
        for name, table in tables.items():
            _sheet(book.add_worksheet(name[:_NAME]), bold, SCHEMAS[name], table)


def _cover(sheet: Worksheet, bold: Format, tables: Mapping[str, pd.DataFrame], edition: Edition) -> None:
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 5, 36)
    for number, (line, style) in enumerate(_lines(bold, tables, edition)):
        for column, value in enumerate(line):
            sheet.write(number, column, value, style)


def _lines(
    bold: Format, tables: Mapping[str, pd.DataFrame], edition: Edition
) -> Iterator[tuple[tuple[str | int, ...], Format | None]]:
    package = edition.package
    for language in LANGUAGES:
        yield (package.title[language],), bold
        yield (package.description[language],), None
        yield (_WORDS["heads"][language],), None
        yield (_WORDS["version"].filled(language, {"version": edition.version}),), None
        for licence in package.licences:
            words = {"title": licence.title, "path": licence.path}
            yield (_WORDS["licence"].filled(language, words),), None
        if edition.url:
            yield (_WORDS["address"].filled(language, {"url": edition.url}),), None
        yield (), None
    yield _CONTENTS, bold
    for name, table in tables.items():
        resource = SCHEMAS[name]
        title, about = resource.title, resource.description
        yield (name[:_NAME], title.zh, title.en, len(table), about.zh, about.en), None


def _sheet(sheet: Worksheet, bold: Format, resource: Resource, table: pd.DataFrame) -> None:
    for number, width in enumerate(_widths(resource, table.head(_MEASURED))):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(_HEADS, 1)
    sheet.autofilter(_HEADS - 1, 0, _HEADS - 1 + len(table), len(resource.fields) - 1)
    for number, field in enumerate(resource.fields):
        sheet.write_string(0, number, field.title.zh, bold)
    for number, field in enumerate(resource.fields):
        sheet.write_string(1, number, field.name, bold)
    row = _HEADS
    for part in parts(table):
        columns = [cells(part, field.name) for field in resource.fields]
        writers = [_writer(sheet, field) for field in resource.fields]
        for values in zip(*columns, strict=True):
            for column, value in enumerate(values):
                if value is not None:
                    writers[column](row, column, value)
            row += 1


def _writer(sheet: Worksheet, field: Field) -> Callable[[int, int, Any], object]:
    """What writes one cell of a field, which is never a formula."""

    def day(row: int, column: int, value: str) -> None:
        when = date.fromisoformat(value)
        if when < _FIRST_DAY:
            sheet.write_string(row, column, value)
        else:
            sheet.write_datetime(row, column, when)

    def number(row: int, column: int, value: Value) -> None:
        written = shortest(value)
        if sum(map(str.isdigit, written)) > _DIGITS:
            sheet.write_string(row, column, written)
        else:
            sheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value)

    def text(row: int, column: int, value: str) -> None:
        cut = value[: _LETTERS - len(_WORDS["cut"].zh)] + _WORDS["cut"].zh if len(value) > _LETTERS else value
        sheet.write_string(row, column, cut)

    writers: Mapping[Type, Callable[[int, int, Any], object]]
    writers = {"string": text, "date": day, "integer": number, "number": number, "boolean": sheet.write_boolean}
    return writers[field.type]


def _widths(resource: Resource, table: pd.DataFrame) -> Iterator[int]:
    """As wide as the head and the first cells, within reason."""
    for field in resource.fields:
        words = [field.title.zh, field.name, *(str(value) for value in cells(table, field.name) if value is not None)]
        yield min(max(_NARROWEST, 2 + max(map(_width, words))), _WIDEST)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
