"""Rows as typed columns, which is how the package holds them: a bounded number at a time, whatever their number."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, Final

import numpy as np
import pyarrow as pa

from gongkai.datapackage.schema import Resource, Type

#: Numbers keep every digit that a report can have (decision 0004); days are ISO words.
TYPES: Final[Mapping[Type, Any]] = {
    "string": pa.string(),
    "date": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(30, 12),
    "boolean": pa.bool_(),
}
#: Rows that are taken in, and written, at a time.
AT_ONCE: Final = 50_000
#: Cells that are so.
MOST_CELLS: Final = 500_000
#: Pieces in which rows are kept that come a few at a time.
_MOST_PIECES: Final = 32
#: Cells that are put in words, or read back, at a time.
_FEW_CELLS: Final = 100_000


def at_once(resource: Resource) -> int:
    """Rows of a table that are taken in, and are a row group of Parquet: `AT_ONCE`, fewer of a wide one."""
    return max(1, min(AT_ONCE, MOST_CELLS // len(resource.fields)))


def few(resource: Resource) -> int:
    """Rows of a table that are put in words, or read back, at a time: both take some ten times as much memory."""
    return max(1, _FEW_CELLS // len(resource.fields))


@cache
def schema(resource: Resource) -> pa.Schema:
    """The fields of a resource with the types of their columns."""
    return pa.schema([(field.name, TYPES[field.type]) for field in resource.fields])


def table(resource: Resource, rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """The rows as a table, in order; what a row does not have, or has as an empty word, is missing."""
    left = iter(rows)
    parts = [_table(resource, taken) for taken in iter(lambda: list(islice(left, at_once(resource))), [])]
    return in_order(resource, pa.concat_tables(parts) if parts else schema(resource).empty_table())


def in_order(resource: Resource, rows: pa.Table) -> pa.Table:
    """The same rows, sorted as the resource's rows are."""
    return rows.sort_by([(name, "ascending") for name in resource.order])


def slices(rows: pa.Table, most: int) -> Iterator[pa.Table]:
    """The rows in parts of bounded size, each in one piece of memory."""
    return (rows.slice(start, most).combine_chunks() for start in range(0, rows.num_rows, most))


def plain(column: pa.ChunkedArray, said: Callable[[Any], Any] | None = None) -> list[Any]:
    """A column as plain values, `None` where a cell is empty; each value is made, and `said` otherwise, once."""
    encoded = column.combine_chunks().dictionary_encode()
    made = encoded.dictionary.to_pylist()
    values = np.array([*(map(said, made) if said else made), None], dtype=object)
    places = encoded.indices.fill_null(len(made)).to_numpy()
    found: list[Any] = values[places].tolist()
    return found


class Pile:
    """Rows that are kept as they come, few at a time, in few pieces: many small ones take four times the memory."""

    def __init__(self, schema: pa.Schema | None = None) -> None:
        """No row has come yet; without a schema it is that of the first rows."""
        self._pieces = [schema.empty_table()] if schema else []

    def add(self, rows: pa.Table) -> None:
        """Keep rows; what else is in their memory goes."""
        self._pieces.append(rows)
        if len(self._pieces) > _MOST_PIECES:
            self._pieces = [self.all]

    @property
    def all(self) -> pa.Table:
        """All rows, in one piece; there must be some, or a schema."""
        return pa.concat_tables(self._pieces).combine_chunks()

    def __bool__(self) -> bool:
        """Whether any rows have come."""
        return bool(self._pieces)


def _table(resource: Resource, rows: list[Mapping[str, object]]) -> pa.Table:
    columns = [[row.get(field.name) for row in rows] for field in resource.fields]
    found = [
        [value or None for value in values] if field.type in ("string", "date") else values
        for field, values in zip(resource.fields, columns, strict=True)
    ]
    arrays = [pa.array(values, TYPES[field.type]) for field, values in zip(resource.fields, found, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema(resource))
