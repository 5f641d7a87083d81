"""The tables as one SQLite file with keys, references, indexes, and views that say codes in words."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from gongkai.datapackage import sql
from gongkai.datapackage.columns import plain
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.schema import Resource

#: Values that every SQLite takes in one statement.
_MOST_VALUES: Final = 999


def write_sqlite(tables: Mapping[str, Iterable[pa.Table]], path: Path) -> None:
    """Write the rows of every table into a new file; the same rows make the same bytes with the same SQLite.

    Rows have been checked: what a column may hold is written down for those who change the file, and not checked here,
    which would take four times as long.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is new: should the writing fail, there is nothing to go back to.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("BEGIN")
        for name, found in tables.items():
            _fill(database, SCHEMAS[name], found)
        for name in tables:
            for statement in (*sql.indexes(SCHEMAS[name]), *sql.views(SCHEMAS[name])):
                database.execute(statement)
        database.execute("COMMIT")


def _fill(database: sqlite3.Connection, resource: Resource, found: Iterable[pa.Table]) -> None:
    database.execute(sql.table(resource))
    width = len(resource.fields)
    for rows in found:
        values = list(chain.from_iterable(zip(*_columns(resource, rows), strict=True)))
        step = _MOST_VALUES // width
        whole = len(values) // (width * step) * width * step
        for start, end, many in ((0, whole, step), (whole, len(values), 1)):
            cut = (values[place : place + width * many] for place in range(start, end, width * many))
            database.executemany(_insertion(resource, many), cut)


def _insertion(resource: Resource, rows: int) -> str:
    """What puts so many rows in at once: a row alone takes half as long again."""
    marks = "(" + ", ".join("?" * len(resource.fields)) + ")"
    return f"INSERT INTO {sql.quoted(resource.name)} VALUES {', '.join([marks] * rows)}"  # noqa: S608  own names


def _columns(resource: Resource, rows: pa.Table) -> list[list[Any]]:
    return [plain(rows[field.name], _number if field.type == "number" else None) for field in resource.fields]


def _number(value: Decimal) -> int | float:
    """A whole number stays whole, whichever way it is written."""
    return int(value) if value == value.to_integral_value() else float(value)
