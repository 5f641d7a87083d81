"""Rows of a spreadsheet, written into a workbook that XlsxWriter made once without them.

XlsxWriter takes 5 µs a cell, these rows 1 µs: a site has two workbooks for every report (decision 0004).
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter

from gongkai.datapackage.archive import entry
from gongkai.datapackage.columns import slices
from gongkai.datapackage.schema import Type
from gongkai.datapackage.written import each, text
from gongkai.numerals import Value, shortest

#: What a spreadsheet keeps of a number and of a text, and its days: counted from one, true from the other on.
_DIGITS, _LETTERS = 15, 32_767
_DAY_ZERO, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
#: A row that stands for the last one of the first sheet until that is known, and so on.
_LAST_ROW: Final = 1_000_000
_STAND_IN: Final = re.compile(rf"(?<!\d){_LAST_ROW // 1000}\d{{3}}(?!\d)")
#: Rows that are XML at a time: a row of the widest table is some 20,000 characters.
_AT_ONCE: Final = 2_000
_BOOLEANS: Final = {True: ' t="b"><v>1</v>', False: ' t="b"><v>0</v>'}
_CUT: Final = "……（未完，全文见 CSV 文件；cut, the CSV file has all of it）"
_NO_XML: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heads from the top, its width in letters, what its cells are."""

    heads: tuple[str, ...]
    width: int
    type: Type


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it is without rows; all have as many heads, which stay in sight, as does the first column."""

    name: str
    columns: tuple[Column, ...]

    def __hash__(self) -> int:
        """Found by name; the many columns would take their time."""
        return hash(self.name)

    @property
    def heads(self) -> int:
        """How many rows of heads there are."""
        return len(self.columns[0].heads)


def workbook(
    sheets: tuple[Sheet, ...], rows: Iterable[tuple[int, Iterable[bytes]]]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of a workbook by name, in pieces; each sheet has so many rows, as `rows_of` or `lines` has them."""
    parts = _without_rows(sheets)
    last_rows = {}
    for number, (sheet, (count, pieces)) in enumerate(zip(sheets, rows, strict=True)):
        name = f"xl/worksheets/sheet{number + 1}.xml"
        before, after = parts[name].split("</sheetData>")
        last_rows[str(_LAST_ROW + number)] = str(sheet.heads + count)
        yield name, chain([before.encode()], pieces, [f"</sheetData>{_replaced(after, last_rows)}".encode()])
    for name, part in parts.items():
        if not name.startswith("xl/worksheets/"):
            yield name, [_replaced(part, last_rows).encode()]


def write_workbook(path: Path, sheets: tuple[Sheet, ...], rows: Iterable[tuple[int, Iterable[bytes]]]) -> None:
    """Write a new workbook."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, pieces in workbook(sheets, rows):
            with archive.open(entry(name), "w") as stream:
                for piece in pieces:
                    stream.write(piece)


def rows_of(sheets: tuple[Sheet, ...], number: int, found: Iterable[pa.Table]) -> Iterator[bytes]:
    """The rows of a sheet of the workbook, one after the other; nothing in them is a formula."""
    last = sheets[number].heads
    for rows in found:
        for part in slices(rows, _AT_ONCE):
            yield bytes(text(lines(sheets, number, part, range(last + 1, last + 1 + part.num_rows))))
            last += part.num_rows


def lines(sheets: tuple[Sheet, ...], number: int, rows: pa.Table, numbers: Sequence[int]) -> pa.Array:
    """Each row of a sheet as XML, with the number that it has there."""
    at, style = pa.array(numbers, pa.int64()).cast(pa.string()), _date_style(sheets)
    cells = [
        _cells(letters(index), _writer(column.type, style), values.combine_chunks(), at)
        for index, (column, values) in enumerate(zip(sheets[number].columns, rows.columns, strict=True))
    ]
    return pc.binary_join_element_wise('<row r="', at, '">', *cells, "</row>", "")


@cache
def _without_rows(sheets: tuple[Sheet, ...]) -> dict[str, str]:
    """The files of a workbook with heads and no rows, as XlsxWriter makes them; no clock leaves a trace."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, sheet in enumerate(sheets):
            page = book.add_worksheet(sheet.name)
            heads = len(sheet.columns[0].heads)
            for index, column in enumerate(sheet.columns):
                page.set_column(index, index, column.width, day if column.type == "date" else None)
                for row, head in enumerate(column.heads):
                    page.write_row(row, index, [head], bold)
            if heads:
                page.freeze_panes(heads, 1)
                page.autofilter(heads - 1, 0, _LAST_ROW + number - 1, len(sheet.columns) - 1)
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return {
        name: re.sub(r"<dimension [^>]*/>", "", part).replace("<sheetData/>", "<sheetData></sheetData>")
        for name, part in parts.items()
    }


@cache
def _date_style(sheets: tuple[Sheet, ...]) -> str:
    """The number of the style of days, which only their columns have."""
    found = (re.search(r'<col [^>]*style="(\d+)"', part) for part in _without_rows(sheets).values())
    return next((one[1] for one in found if one), "")


def _replaced(xml: str, words: Mapping[str, str]) -> str:
    return _STAND_IN.sub(lambda found: words.get(found[0], found[0]), xml) if _has_stand_in(xml) else xml


@lru_cache(1 << 10)
def _has_stand_in(xml: str) -> bool:
    return _STAND_IN.search(xml) is not None


def _cells(letter: str, writer: Callable[[Any], str], values: pa.Array, at: pa.Array) -> pa.Array:
    """A column's cells; an empty one is left out."""
    written = pc.binary_join_element_wise(f'<c r="{letter}', at, '"', each(values, writer), "</c>", "")
    return written.fill_null("") if written.null_count else written


@cache
def _writer(kind: Type, style: str) -> Callable[[Any], str]:
    """What says the value of a cell of that type, which is never a formula."""

    def day(value: str) -> str:
        when = date.fromisoformat(value)
        return _text(value) if when < _FIRST_DAY else f' s="{style}"><v>{(when - _DAY_ZERO).days}</v>'

    writers: Mapping[Type, Callable[[Any], str]] = {
        "string": _text,
        "date": day,
        "integer": _number,
        "number": _number,
        "boolean": _BOOLEANS.__getitem__,
    }
    return writers[kind]


def _number(value: Value) -> str:
    written = shortest(value)
    return _text(written) if sum(map(str.isdigit, written)) > _DIGITS else f"><v>{written}</v>"


def _text(value: str) -> str:
    whole = value if len(value) <= _LETTERS else value[: _LETTERS - len(_CUT)] + _CUT
    words = escape(_NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", whole))
    space = ' xml:space="preserve"' if words != words.strip() else ""
    return f' t="inlineStr"><is><t{space}>{words}</t></is>'


def letters(index: int) -> str:
    """The name of a column, counted from zero: A to Z, then AA."""
    ahead, last = divmod(index, 26)
    return (letters(ahead - 1) if ahead else "") + chr(ord("A") + last)
