"""Tables as text: CSV for tools that read tables, JSON for programs. The same cells, the same bytes every time."""

import re
from collections.abc import Callable, Iterable
from itertools import chain, repeat
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from gongkai.datapackage.columns import few, slices
from gongkai.datapackage.exact import encode
from gongkai.datapackage.schema import Field, Resource
from gongkai.numerals import plain, shortest

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠].", re.DOTALL)
_NEEDS_QUOTES: Final = re.compile(r'[,"\r\n]')
#: Rows that are text at a time, fewer of a wide table.
AT_ONCE: Final = 2_000


def safe(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    Plain numbers stay. To undo it, take one apostrophe off a cell that begins with one or more of them and then
    one of `=+-@`, a tab or a carriage return (decision 0002).
    """
    return f"'{text}" if _FORMULA.match(text) and plain(text) is None else text


def unsafe(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts without the apostrophes that `safe` put before them."""
    return pc.replace_substring_regex(texts, f"(?s)^'({_FORMULA.pattern})", r"\1")


class CsvFile:
    """A new file of CSV that takes rows as they come: LF, no BOM."""

    def __init__(self, resource: Resource, path: Path) -> None:
        """Begin the file with its header."""
        self._resource: Final = resource
        self._stream: Final = path.open("wb")
        self._stream.write(delimited([resource.names]).encode())

    def add(self, rows: pa.Table) -> None:
        """Write rows that follow those before."""
        for part in slices(rows, min(AT_ONCE, few(self._resource))):
            self._stream.write(text(csv_lines(self._resource, part)))

    def close(self) -> None:
        """The file is whole then."""
        self._stream.close()


class JsonFile:
    """A new file of JSON that takes rows as they come: a list of records, one a line."""

    def __init__(self, resource: Resource, path: Path) -> None:
        """Begin the file."""
        self._resource: Final = resource
        self._stream: Final = path.open("wb")
        self._stream.write(b"[")
        self._empty = True

    def add(self, rows: pa.Table) -> None:
        """Write rows that follow those before."""
        for part in slices(rows, min(AT_ONCE, few(self._resource))):
            records = text(json_lines(self._resource, part))
            self._stream.write(records[len(_JOINT) :] if self._empty else records)
            self._empty = False

    def close(self) -> None:
        """Write the end; the file is whole then."""
        self._stream.write(b"]\n")
        self._stream.close()


#: What stands between two records.
_JOINT: Final = ",\n"


def csv_lines(resource: Resource, rows: pa.Table) -> pa.Array:
    """The rows as lines of CSV, each with its LF; a cell is empty where it is missing."""
    columns = [_written(field, rows[field.name], _cell(field), "") for field in resource.fields]
    return _joined(chain.from_iterable(zip(chain([""], repeat(",")), columns, strict=False)), "\n")


def json_lines(resource: Resource, rows: pa.Table) -> pa.Array:
    """The rows as JSON records, each with what stands before it; `null` where a cell is missing."""
    columns = [_written(field, rows[field.name], encode, "null") for field in resource.fields]
    marks = chain([_JOINT + "{"], repeat(", "))
    names = [f"{mark}{encode(name)}: " for mark, name in zip(marks, resource.names, strict=False)]
    return _joined(chain.from_iterable(zip(names, columns, strict=True)), "}")


def text(lines: pa.Array) -> memoryview:
    """All lines as they stand in memory, one after the other, UTF-8."""
    _, offsets, words = lines.buffers()
    end = memoryview(offsets).cast("i")[len(lines)]
    return memoryview(words)[:end]


def delimited(rows: Iterable[Iterable[str]]) -> str:
    """Rows of delimitable words as CSV text."""
    return "".join(f"{','.join(row)}\n" for row in rows)


def delimitable(text: str) -> str:
    """The text as a cell of a CSV file, in quotes where it needs them.

    The standard library's writer leaves a carriage return bare where lines end in LF.
    """
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _cell(field: Field) -> Callable[[str], str]:
    return _safe_cell if field.is_free_text else delimitable


def _safe_cell(text: str) -> str:
    return delimitable(safe(text))


def _written(field: Field, column: pa.ChunkedArray, words: Callable[[str], str], missing: str) -> pa.Array:
    """A column in words."""
    values = column.combine_chunks()
    if field.type == "integer":
        written = values.cast(pa.string())
    elif field.type == "boolean":
        written = pc.if_else(values, "true", "false")
    else:
        written = each(values, shortest if field.type == "number" else words)
    return written.fill_null(missing) if written.null_count else written


def each(values: pa.Array, words: Callable[[Any], str]) -> pa.Array:
    """Each value in words; a value that comes more than once is put in words once."""
    encoded = values.dictionary_encode()
    return pa.array(map(words, encoded.dictionary.to_pylist()), pa.string()).take(encoded.indices)


def _joined(pieces: Iterable[pa.Array | str], end: str) -> pa.Array:
    return pc.binary_join_element_wise(*pieces, end, "")
