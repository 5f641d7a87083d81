"""The tables as one SQLite file with keys, references, indexes, and views that say codes in words."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from gongkai.datapackage import sql
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.frames import Columns, slices
from gongkai.datapackage.schema import Resource


def write_sqlite(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write every table into a new file; the same tables make the same bytes with the same SQLite."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is new: should the writing fail, there is nothing to go back to.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for name, table in tables.items():
            _fill(database, SCHEMAS[name], table)
        for name in tables:
            for statement in (*sql.indexes(SCHEMAS[name]), *sql.views(SCHEMAS[name])):
                database.execute(statement)
        database.execute("COMMIT")


def _fill(database: sqlite3.Connection, resource: Resource, table: pd.DataFrame) -> None:
    database.execute(sql.table(resource))
    marks = ", ".join("?" * len(resource.fields))
    for part in slices(table):
        database.executemany(f"INSERT INTO {sql.quoted(resource.name)} VALUES ({marks})", _rows(resource, part))  # noqa: S608  names are the package's own


def _rows(resource: Resource, part: Columns) -> Iterator[tuple[Any, ...]]:
    columns = [
        [_number(value) for value in values] if field.type == "number" else values
        for field, values in zip(resource.fields, part, strict=True)
    ]
    return zip(*columns, strict=True)


def _number(value: int | Decimal | None) -> int | float | None:
    """A whole number stays whole, whichever way it is written."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
