"""The tables as one workbook for spreadsheets: a cover, a sheet a table, heads in Chinese over the fields' codes."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import east_asian_width

import pyarrow as pa

from gongkai.datapackage.columns import TYPES
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.edition import Edition
from gongkai.datapackage.schema import Field, Type
from gongkai.datapackage.sheets import Column, Sheet, letters, rows_of, write_workbook
from gongkai.text import LANGUAGES, Text

#: A workbook of more cells than this is slow to open.
MOST_CELLS: Final = 2_000_000
#: The longest name that a sheet may have.
_NAME: Final = 31
_WIDEST: Final = 40
_WIDTHS: Final[Mapping[Type, int]] = {"string": 24, "date": 12, "integer": 9, "number": 13, "boolean": 9}

_WORDS: Final[Mapping[str, Text]] = {
    "version": Text(zh="数据版本：{version}", en="Data version: {version}"),
    "licence": Text(zh="许可：{title} {path}", en="Licence: {title} {path}"),
    "address": Text(zh="网址：{url}", en="Address: {url}"),
    "heads": Text(
        zh="每个工作表的第一行是中文字段名，第二行是字段代码，数据从第三行开始。",
        en="The first row of each sheet has the fields in Chinese, the second their codes; data begin in the third.",
    ),
}
_COVER: Final = Sheet(
    "说明 About",
    (
        Column((), 24, "string"),
        Column((), 20, "string"),
        Column((), 24, "string"),
        Column((), 9, "integer"),
        Column((), 60, "string"),
        Column((), 60, "string"),
    ),
)
_CONTENTS: Final = ("工作表 Sheet", "内容", "Content", None, "说明", "Description")
#: A line of the cover, a value a column.
_Line = tuple[str | int | None, ...]


def fits(rows: Mapping[str, int]) -> bool:
    """Whether tables of so many rows are together small enough for a workbook."""
    return sum(count * len(SCHEMAS[name].fields) for name, count in rows.items()) <= MOST_CELLS


def write_national(
    path: Path, edition: Edition, counts: Mapping[str, int], found: Mapping[str, Iterable[pa.Table]]
) -> None:
    """Write tables into a new workbook: how many rows each has, and the rows. The same tables, the same bytes."""
    whole = sheets(counts)
    rows = [rows_of(whole, number, one) for number, one in enumerate(found.values(), start=1)]
    write_workbook(path, whole, [cover(whole, edition, counts), *zip(counts.values(), rows, strict=True)])


def sheets(names: Iterable[str]) -> tuple[Sheet, ...]:
    """The cover and a sheet for each table."""
    return (_COVER, *map(_sheet, names))


def cover(whole: tuple[Sheet, ...], edition: Edition, counts: Mapping[str, int]) -> tuple[int, Iterable[bytes]]:
    """The rows of the cover."""
    columns = zip(*_cover(counts, edition), strict=True)
    typed = [pa.array(values, TYPES[column.type]) for column, values in zip(_COVER.columns, columns, strict=True)]
    made = pa.Table.from_arrays(typed, names=[letters(index) for index in range(len(typed))])
    return made.num_rows, rows_of(whole, 0, [made])


@cache
def _sheet(name: str) -> Sheet:
    columns = tuple(Column((f.title.zh, f.name), _width(f), f.type) for f in SCHEMAS[name].fields)
    return Sheet(name[:_NAME], columns)


def _width(field: Field) -> int:
    """Wide enough for the heads and for codes; other words are cut off at sight."""
    words = (field.title.zh, field.name, *field.enum)
    usual = _WIDTHS[field.type] if not field.enum else 0
    return min(_WIDEST, max(usual, *(2 + sum(2 if east_asian_width(c) in "WF" else 1 for c in one) for one in words)))


def _cover(rows: Mapping[str, int], edition: Edition) -> Iterator[_Line]:
    for language in LANGUAGES:
        for line in _lines(edition, language):
            yield _whole((line,))
    yield _whole(_CONTENTS)
    for name, count in rows.items():
        title, about = SCHEMAS[name].title, SCHEMAS[name].description
        yield _whole((name[:_NAME], title.zh, title.en, count, about.zh, about.en))


def _whole(line: _Line) -> _Line:
    return line + (None,) * (len(_COVER.columns) - len(line))


def _lines(edition: Edition, language: str) -> Iterator[str | None]:
    """What the cover says in one language."""
    package = edition.package
    yield package.title[language]
    yield package.description[language]
    yield _WORDS["heads"][language]
    yield _WORDS["version"].format(version=edition.version)[language]
    for licence in package.licences:
        yield _WORDS["licence"].format(title=licence.title, path=licence.path)[language]
    if edition.url:
        yield _WORDS["address"].format(url=edition.url)[language]
    yield None
