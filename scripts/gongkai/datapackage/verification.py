"""What was written is what is checked: the files on disk against the schemas, each other, and the reports.

Vectorised, for data of any size; small data go through frictionless in full as well.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Final

import pandas as pd

from gongkai.datapackage import checks, sql
from gongkai.datapackage.definitions import PACKAGE
from gongkai.datapackage.derivation import SCHEMAS, figure_field, statutory
from gongkai.datapackage.frames import DTYPES, cells
from gongkai.datapackage.schema import Field
from gongkai.datapackage.validation import unlike_checksums, validate
from gongkai.errors import BuildError
from gongkai.report import Report
from gongkai.text import Text

#: Rows of all tables together up to which frictionless reads every file: some two seconds.
MOST_ROWS: Final = 50_000

#: What a report has in one table: cells, blank ones among them, and the sum of the others.
_Sum = tuple[int, int, Decimal]
_REPORT: Final = ["agency_id", "year"]
_BOOLEANS: Final = {"true": True, "false": False}


def verify(folder: Path, reports: Iterable[Report]) -> None:
    """Check the package in a folder against itself and the reports; raises `BuildError` with all that is wrong."""
    found = tuple(problem.text("en") for problem in unlike_checksums(folder))
    if not found:
        tables = {name: read_csv(folder, name) for name in SCHEMAS}
        found = (
            *checks.faults(tables),
            *(fault for name in SCHEMAS for fault in _unlike_parquet(folder, name, tables[name])),
            *_unlike_reports(tables, list(reports)),
            *_unlike_database(folder, tables),
        )
        if not found and sum(map(len, tables.values())) <= MOST_ROWS:
            found = tuple(problem.text("en") for problem in validate(folder))
    if found:
        listed = "\n".join(found)
        raise BuildError(Text(zh=f"写出的数据文件有误：\n{listed}", en=f"Files of the package are wrong:\n{listed}"))


def read_csv(folder: Path, name: str) -> pd.DataFrame:
    """A table as its CSV file has it, with the types of its schema."""
    words = pd.read_csv(folder / f"{name}.csv", dtype="string", keep_default_na=False, na_values=[""])
    return pd.DataFrame({field.name: _typed(field, words[field.name]) for field in SCHEMAS[name].fields})


def _typed(field: Field, words: pd.Series) -> pd.Series:
    """A column of words as values; raises where a word is no value of the type."""
    if field.type == "number":
        values = [None if word is None else Decimal(word) for word in cells(words.to_frame(), field.name)]
        return pd.Series(values, dtype=object)
    if field.type == "boolean":
        return words.map(_BOOLEANS).astype("boolean")
    return words.astype(DTYPES[field.type])


def _unlike_parquet(folder: Path, name: str, table: pd.DataFrame) -> Iterator[str]:
    """Columns in which Parquet holds other values than CSV; free text stands in CSV with apostrophes of its own."""
    other = pd.read_parquet(folder / f"{name}.parquet")
    for field in SCHEMAS[name].fields:
        one, two = table[field.name], other[field.name]
        if field.type == "date":
            two = two.map(str, na_action="ignore").astype("string")
        if len(one) != len(two) or not (field.is_free_text or one.equals(two)):
            yield f"{name}.parquet: {field.name}: expected the values of {name}.csv"


def _unlike_reports(tables: Mapping[str, pd.DataFrame], reports: list[Report]) -> Iterator[str]:
    """Tables whose cells, blanks or sums differ from those of the reports, report by report."""
    for name in statutory():
        expected = {(one.agency, one.year): _of_report(one, name) for one in reports if one.figures.get(name)}
        found = _of_table(tables[name], figure_field(name))
        for place in sorted(expected.keys() | found.keys()):
            if expected.get(place) != found.get(place):
                yield f"{name}: {place}: expected {expected.get(place)} as in the report, found {found.get(place)}"


def _of_report(report: Report, table: str) -> _Sum:
    values = [value for row in report.figures[table].values() for value in row]
    there = [value for value in values if value is not None]
    return len(values), len(values) - len(there), Decimal(sum(there))


def _of_table(table: pd.DataFrame, figure: str) -> dict[tuple[str, int], _Sum]:
    """The same, report by report, as a table has it."""
    sums = table.groupby(_REPORT)[figure].agg(["size", "count", "sum"]).reset_index()
    rows = zip(*(cells(sums, name) for name in (*_REPORT, "size", "count", "sum")), strict=True)
    return {(agency, year): (size, size - count, Decimal(total)) for agency, year, size, count, total in rows}


def _unlike_database(folder: Path, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Rows of the database that point nowhere, tables of another length, figures of another sum."""
    path = folder / f"{PACKAGE.name}.sqlite"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        for broken in database.execute("PRAGMA foreign_key_check"):
            yield f"{path.name}: {broken[0]}: expected what {broken[2]} has, found otherwise in row {broken[1]}"
        for name, table in tables.items():
            count = database.execute(f"SELECT count(*) FROM {sql.quoted(name)}").fetchone()[0]  # noqa: S608  own names
            if count != len(table):
                yield f"{path.name}: {name}: expected {len(table)} rows, found {count}"
        for name in statutory():
            figure = figure_field(name)
            query = f"SELECT total({sql.quoted(figure)}) FROM {sql.quoted(name)}"  # noqa: S608  own names
            total = database.execute(query).fetchone()[0]
            expected = float(sum(value for value in cells(tables[name], figure) if value is not None))
            if abs(total - expected) > abs(expected) * 1e-9:
                yield f"{path.name}: {name}: expected figures that add up to {expected}, found {total}"
