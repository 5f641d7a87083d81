"""Tables as text: CSV for tools that read tables, JSON for programs. The same cells, the same bytes every time."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from gongkai.datapackage.columns import few, schema, slices
from gongkai.datapackage.exact import encode
from gongkai.datapackage.schema import AGENCY, Field, Resource
from gongkai.datapackage.shelf import Runs
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


class TextFiles:
    """A table as CSV (LF, no BOM) and JSON (a list of records, one a line): two new files of the rows as they come."""

    def __init__(self, resource: Resource, folder: Path) -> None:
        """Begin both files, CSV with its header."""
        self._resource: Final = resource
        self._csv: Final = (folder / f"{resource.name}.csv").open("wb")
        self._json: Final = (folder / f"{resource.name}.json").open("wb")
        self._at = self._csv.write(header(resource))
        self._json.write(b"[")
        self._empty = True
        #: Whose rows stand where in the CSV.
        self.runs: Final = Runs()

    def add(self, rows: pa.Table) -> None:
        """Write rows that follow those before."""
        for part in slices(rows, min(AT_ONCE, few(self._resource))):
            columns = _columns(self._resource, part)
            lines = _csv(self._resource, columns)
            if AGENCY in part.column_names:
                self.runs.add(part[AGENCY], _offsets(lines), self._at)
            self._at += self._csv.write(text(lines))
            records = text(_json(self._resource, columns))
            self._json.write(records[len(_JOINT) :] if self._empty else records)
            self._empty = False

    def close(self) -> None:
        """Write the end; the files are whole then."""
        self._csv.close()
        self._json.write(b"]\n")
        self._json.close()


#: What stands between two records.
_JOINT: Final = ",\n"


def header(resource: Resource) -> bytes:
    """The first line of a CSV file."""
    return delimited([resource.names]).encode()


def csv_lines(resource: Resource, rows: pa.Table) -> pa.Array:
    """The rows as lines of CSV, each with its LF; a cell is empty where it is missing."""
    return _csv(resource, _columns(resource, rows))


def json_lines(resource: Resource, rows: pa.Table) -> pa.Array:
    """The rows as JSON records, each with what stands before it; `null` where a cell is missing."""
    return _json(resource, _columns(resource, rows))


def read_csv(resource: Resource, source: Path | pa.BufferReader) -> Iterator[pa.Table]:
    """The rows of a CSV file, as many at a time as of one in Parquet.

    Raises `pyarrow.ArrowInvalid` where a word is no value of its type.
    """
    waiting, size = schema(resource).empty_table(), few(resource)
    converted = pv.ConvertOptions(
        column_types=schema(resource),
        null_values=[""],
        strings_can_be_null=True,
        true_values=["true"],
        false_values=["false"],
    )
    parsed = pv.ParseOptions(newlines_in_values=True)
    alone = pv.ReadOptions(use_threads=False)
    with pv.open_csv(source, alone, parse_options=parsed, convert_options=converted) as reader:
        for batch in reader:
            waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch])])
            while waiting.num_rows >= size:
                yield waiting.slice(0, size)
                waiting = waiting.slice(size)
    if waiting.num_rows:
        yield waiting


def text(lines: pa.Array) -> memoryview:
    """All lines as they stand in memory, one after the other, UTF-8."""
    return memoryview(lines.buffers()[2])[: _offsets(lines)[len(lines)]]


def _offsets(lines: pa.Array) -> Sequence[int]:
    """Where in memory each line begins, and what follows the last one."""
    offsets: Sequence[int] = memoryview(lines.buffers()[1]).cast("i")
    return offsets


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


def _columns(resource: Resource, rows: pa.Table) -> list[pa.Array]:
    """The columns in words that are the same in every format; words of the reports' own once each, still to be put."""
    return [_column(field, rows[field.name].combine_chunks()) for field in resource.fields]


def _column(field: Field, values: pa.Array) -> pa.Array:
    match field.type:
        case "integer":
            return values.cast(pa.string())
        case "boolean":
            return pc.if_else(values, "true", "false")
        case "number":
            return each(values, shortest)
    return values.dictionary_encode()


def _csv(resource: Resource, columns: Iterable[pa.Array]) -> pa.Array:
    written = [_written(one, _cell(field), "") for field, one in zip(resource.fields, columns, strict=True)]
    return _joined(chain.from_iterable(zip(chain([""], repeat(",")), written, strict=False)), "\n")


def _json(resource: Resource, columns: Iterable[pa.Array]) -> pa.Array:
    written = [_written(one, encode, "null") for one in columns]
    marks = chain([_JOINT + "{"], repeat(", "))
    names = [f"{mark}{encode(name)}: " for mark, name in zip(marks, resource.names, strict=False)]
    return _joined(chain.from_iterable(zip(names, written, strict=True)), "}")


def _written(column: pa.Array, words: Callable[[str], str], missing: str) -> pa.Array:
    """A column in the words of a format."""
    written = _put(column, words) if isinstance(column, pa.DictionaryArray) else column
    return written.fill_null(missing) if written.null_count else written


def each(values: pa.Array, words: Callable[[Any], str]) -> pa.Array:
    """Each value in words; a value that comes more than once is put in words once."""
    return _put(values.dictionary_encode(), words)


def _put(encoded: pa.DictionaryArray, words: Callable[[Any], str]) -> pa.Array:
    return pa.array(map(words, encoded.dictionary.to_pylist()), pa.string()).take(encoded.indices)


def _joined(pieces: Iterable[pa.Array | str], end: str) -> pa.Array:
    return pc.binary_join_element_wise(*pieces, end, "")
