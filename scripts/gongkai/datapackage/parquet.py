"""A table as Parquet: typed columns for tools that read columns. The same bytes from the same rows."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from gongkai.datapackage.columns import TYPES, at_once, few, schema
from gongkai.datapackage.schema import Field, Resource, Type

#: How pandas calls columns, and the type in which it reads them back.
_NOTED: Final[Mapping[Type, tuple[str, str]]] = {
    "string": ("unicode", "string"),
    "date": ("date", "object"),
    "integer": ("int64", "Int64"),
    "number": ("decimal", "object"),
    "boolean": ("bool", "boolean"),
}


class ParquetFile:
    """A new file that takes rows as they come; a row group has as many of them, however they came."""

    def __init__(self, resource: Resource, folder: Path) -> None:
        """Begin the file."""
        self._schema: Final = _schema(resource)
        self._size: Final = at_once(resource)
        self._writer: Final[Any] = pq.ParquetWriter(
            folder / f"{resource.name}.parquet", self._schema, compression="snappy"
        )
        self._waiting = self._schema.empty_table()
        self._empty = True

    def add(self, rows: pa.Table) -> None:
        """Write rows that follow those before."""
        self._waiting = pa.concat_tables([self._waiting, rows.cast(self._schema)])
        while self._waiting.num_rows >= self._size:
            self._write(self._waiting.slice(0, self._size))
            self._waiting = self._waiting.slice(self._size)

    def close(self) -> None:
        """Write what is left; the file is whole then."""
        if self._empty or self._waiting.num_rows:
            self._write(self._waiting)
        self._writer.close()

    def _write(self, rows: pa.Table) -> None:
        self._writer.write_table(rows.combine_chunks())
        self._empty = False


def read_parquet(resource: Resource, path: Path) -> Iterator[pa.Table]:
    """The rows of a file, some at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(few(resource), use_threads=False):
            yield pa.Table.from_batches([batch]).cast(schema(resource))


@cache
def _schema(resource: Resource) -> pa.Schema:
    """The columns with days as such, and the note by which pandas reads them back with its nullable types."""
    days = {field.name for field in resource.fields if field.type == "date"}
    typed = [pa.field(one.name, pa.date32() if one.name in days else one.type) for one in schema(resource)]
    noted = {
        "index_columns": [],
        "column_indexes": [],
        "columns": [_column(field) for field in resource.fields],
        "attributes": {},
        "creator": {"library": "pyarrow", "version": pa.__version__},
        "pandas_version": version("pandas"),
    }
    return pa.schema(typed, {b"pandas": json.dumps(noted).encode()})


def _column(field: Field) -> dict[str, object]:
    """What pandas notes of a column: a table that is empty would have it written, but takes a hundred times as long."""
    kind, dtype = _NOTED[field.type]
    exact = {"precision": TYPES["number"].precision, "scale": TYPES["number"].scale}
    described = {"pandas_type": kind, "numpy_type": dtype, "metadata": exact if field.type == "number" else None}
    return {"name": field.name, "field_name": field.name, **described}
