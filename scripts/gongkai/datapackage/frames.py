"""Tables as pandas has them: nullable types, exact figures."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from gongkai.datapackage.columns import TYPES, schema
from gongkai.datapackage.schema import Field, Resource, Type
from gongkai.numerals import Value

if TYPE_CHECKING:
    import pandas as pd

#: Whole numbers, words and marks may be missing without becoming anything else. Numbers stay Python's exact ones
#: (`int`, `Decimal`, `None`), dates ISO words.
DTYPES: Final[Mapping[Type, Any]] = {
    "string": "string",
    "date": "string",
    "integer": "Int64",
    "number": object,
    "boolean": "boolean",
}


def frame(resource: Resource, rows: pa.Table) -> "pd.DataFrame":
    """The rows as a pandas table."""
    import pandas as pd  # noqa: PLC0415  it takes a third of a second to load

    return pd.DataFrame({field.name: _series(field, rows[field.name]) for field in resource.fields})


def rows(resource: Resource, table: "pd.DataFrame") -> pa.Table:
    """A pandas table as rows."""
    columns = [pa.array(cells(table, field.name), TYPES[field.type]) for field in resource.fields]
    return pa.Table.from_arrays(columns, schema=schema(resource))


def cells(table: "pd.DataFrame", name: str) -> list[Any]:
    """A column as plain values, `None` where the cell is empty."""
    found: list[Any] = table[name].to_numpy(dtype=object, na_value=None).tolist()  # type: ignore[call-overload]
    return found


def _series(field: Field, column: pa.ChunkedArray) -> "pd.Series":
    import pandas as pd  # noqa: PLC0415  likewise

    values = column.to_pylist()
    return pd.Series([_whole(one) for one in values] if field.type == "number" else values, dtype=DTYPES[field.type])


def _whole(value: Value | None) -> Value | None:
    """A whole number as Python has it."""
    return int(value) if value is not None and value == int(value) else value
