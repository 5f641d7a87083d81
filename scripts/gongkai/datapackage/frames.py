"""Rows → a table as pandas has it: nullable types, sorted by key, exact figures."""

from collections.abc import Iterable, Mapping
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


def frame(resource: Resource, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """The rows as a table with the resource's fields; what a row does not have, or has as an empty word, is missing."""
    listed = list(rows)
    made = pd.DataFrame({field.name: _column(field, listed) for field in resource.fields})
    return made.sort_values(list(resource.key), kind="stable", ignore_index=True)


def cells(table: pd.DataFrame, name: str) -> list[Any]:
    """A column as plain values, `None` where the cell is empty."""
    column = table[name]
    return [None if missing else value for value, missing in zip(column, column.isna(), strict=True)]


def _column(field: Field, rows: list[Mapping[str, object]]) -> pd.Series:
    values = [row.get(field.name) for row in rows]
    if field.type in ("string", "date"):
        values = [value or None for value in values]
    return pd.Series(values, dtype=DTYPES[field.type])
