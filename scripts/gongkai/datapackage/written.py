"""Tables as text: CSV for tools that read tables, JSON for programs. The same cells, the same bytes every time."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from gongkai.datapackage.exact import encode
from gongkai.datapackage.frames import Columns, slices
from gongkai.datapackage.schema import Field, Resource, Type
from gongkai.numerals import plain, shortest

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠].", re.DOTALL)
_NEEDS_QUOTES: Final = re.compile(r'[,"\r\n]')
_BOOLEANS: Final = {True: "true", False: "false"}
_EXACT: Final[Mapping[Type, Callable[[Any], str]]] = {
    "integer": str,
    "number": shortest,
    "boolean": _BOOLEANS.__getitem__,
}


def safe(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    Plain numbers stay. To undo it, take one apostrophe off a cell that begins with one or more of them and then
    one of `=+-@`, a tab or a carriage return (decision 0002).
    """
    return f"'{text}" if _FORMULA.match(text) and plain(text) is None else text


def write_csv(resource: Resource, table: pd.DataFrame, path: Path) -> None:
    """Write the table as CSV: LF, no BOM, a cell empty where it is missing."""
    _write(path, csv_text(resource, slices(table)))


def write_json(resource: Resource, table: pd.DataFrame, path: Path) -> None:
    """Write the table as JSON: a list of records, one a line, `null` where a cell is missing."""
    _write(path, json_text(resource, slices(table)))


def csv_text(resource: Resource, found: Iterable[Columns]) -> Iterator[str]:
    """A resource's rows as CSV, in pieces."""
    yield delimited([resource.names])
    for part in found:
        columns = [_written(one, values, _words(one), "") for one, values in zip(resource.fields, part, strict=True)]
        yield delimited(zip(*columns, strict=True))


def json_text(resource: Resource, found: Iterable[Columns]) -> Iterator[str]:
    """A resource's rows as JSON, in pieces."""
    record = "{{" + ", ".join(f"{encode(name)}: {{}}" for name in resource.names) + "}}"
    joint = "["
    for part in found:
        columns = [_written(one, values, encode, "null") for one, values in zip(resource.fields, part, strict=True)]
        yield joint + ",\n".join(record.format(*values) for values in zip(*columns, strict=True))
        joint = ",\n"
    yield "]\n"


def delimited(rows: Iterable[Iterable[str]]) -> str:
    """Rows of delimitable words as CSV text."""
    return "".join(f"{','.join(row)}\n" for row in rows)


def delimitable(text: str) -> str:
    """The text as a cell of a CSV file, in quotes where it needs them.

    The standard library's writer leaves a carriage return bare where lines end in LF.
    """
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _words(field: Field) -> Callable[[str], str]:
    return _safe_cell if field.is_free_text else delimitable


def _safe_cell(text: str) -> str:
    return delimitable(safe(text))


@cache
def _remembering(words: Callable[[Any], str]) -> Callable[[Any], str]:
    """The same, for columns of which most cells say what many others say."""
    return lru_cache(1 << 14)(words)


def _written(field: Field, values: list[Any], words: Callable[[str], str], missing: str) -> list[str]:
    written = _remembering(_EXACT.get(field.type, words))
    return [missing if value is None else written(value) for value in values]


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)
