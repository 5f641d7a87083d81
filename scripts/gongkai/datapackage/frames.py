"""Rows → a table as pandas has it: nullable types, sorted by key, exact figures."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

import pandas as pd

from gongkai.datapackage.schema import Field, Resource, Type

#: Whole numbers, words and marks may be missing without becoming anything else. Numbers stay Python's exact ones
#: (`int`, `Decimal`, `None`), dates ISO words.
DTYPES: Final[Mapping[Type, Any]] = {
    "string": "string",
    "date": "string",
    "integer": "Int64",
    "number": object,
    "boolean": "boolean",
}
#: Rows that are taken in, and written, at a time: memory holds one table and so many rows in a second shape.
_AT_ONCE: Final = 50_000

#: Some rows as plain values, field by field; `None` where a cell is empty.
Columns = list[list[Any]]


def frame(resource: Resource, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """The rows as a table with the resource's fields; what a row does not have, or has as an empty word, is missing."""
    left = iter(rows)
    parts = [_part(resource, taken) for taken in iter(lambda: list(islice(left, _AT_ONCE)), [])]
    made = pd.concat(parts, ignore_index=True) if parts else _part(resource, [])
    return made.sort_values(list(resource.key), kind="stable", ignore_index=True)


def parts(table: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The table in slices of bounded size, at least one."""
    return (table.iloc[start : start + _AT_ONCE] for start in range(0, max(len(table), 1), _AT_ONCE))


def slices(table: pd.DataFrame) -> Iterator[Columns]:
    """The same as plain values."""
    return ([cells(part, name) for name in table.columns] for part in parts(table))


def cells(table: pd.DataFrame, name: str) -> list[Any]:
    """A column as plain values, `None` where the cell is empty."""
    found: list[Any] = table[name].to_numpy(dtype=object, na_value=None).tolist()  # type: ignore[call-overload]
    return found


def _part(resource: Resource, rows: list[Mapping[str, object]]) -> pd.DataFrame:
    return pd.DataFrame({field.name: _column(field, rows) for field in resource.fields})


def _column(field: Field, rows: list[Mapping[str, object]]) -> pd.Series:
    values = [row.get(field.name) for row in rows]
    if field.type in ("string", "date"):
        values = [value or None for value in values]
    return pd.Series(values, dtype=DTYPES[field.type])
