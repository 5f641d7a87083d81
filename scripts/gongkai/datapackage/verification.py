"""What was written is what is checked: the files on disk against the schemas, each other, and the reports.

Vectorised and some rows at a time, for data of any size; small data go through frictionless in full as well.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.csv as pv

from gongkai.datapackage import sql
from gongkai.datapackage.checks import Checks
from gongkai.datapackage.columns import at_once, schema
from gongkai.datapackage.content import Place
from gongkai.datapackage.definitions import PACKAGE
from gongkai.datapackage.derivation import SCHEMAS, figure_field, statutory
from gongkai.datapackage.parquet import read_parquet
from gongkai.datapackage.schema import Resource
from gongkai.datapackage.validation import unlike_checksums, validate
from gongkai.datapackage.written import unsafe
from gongkai.errors import BuildError
from gongkai.report import Report
from gongkai.text import Text

#: Rows of all tables together up to which frictionless reads every file: some two seconds.
MOST_ROWS: Final = 50_000

#: What a report has in one table: cells, blank ones among them, and the sum of the others.
_Sum = tuple[int, int, Decimal]
#: The same for every statutory table that the report has, by report.
Sums = Mapping[Place, Mapping[str, _Sum]]
_REPORT: Final = ["agency_id", "year"]


def sums(reports: Iterable[Report]) -> Sums:
    """What the tables must add up to: can be made for some reports at a time and put together."""
    return {(one.agency, one.year): {name: _of_report(one, name) for name in one.figures} for one in reports}


def verify(folder: Path, expected: Sums) -> None:
    """Check the package in a folder against itself and the reports' sums.

    Raises `BuildError` with all that is wrong.
    """
    found = tuple(problem.text("en") for problem in unlike_checksums(folder))
    if not found:
        checks, whole = Checks(), {name: _Whole(resource) for name, resource in SCHEMAS.items()}
        unlike = [fault for one in whole.values() for fault in one.faults(folder, checks)]
        found = (*checks.end(), *unlike, *_unlike_reports(whole, expected), *_unlike_database(folder, whole))
        if not found and sum(one.rows for one in whole.values()) <= MOST_ROWS:
            found = tuple(problem.text("en") for problem in validate(folder))
    if found:
        listed = "\n".join(found)
        raise BuildError(Text(zh=f"写出的数据文件有误：\n{listed}", en=f"Files of the package are wrong:\n{listed}"))


def read_csv(resource: Resource, path: Path) -> Iterator[pa.Table]:
    """The rows of a CSV file, as many at a time as a row group of Parquet has.

    Raises `pyarrow.ArrowInvalid` where a word is no value of its type.
    """
    waiting, size = schema(resource).empty_table(), at_once(resource)
    converted = pv.ConvertOptions(
        column_types=schema(resource),
        null_values=[""],
        strings_can_be_null=True,
        true_values=["true"],
        false_values=["false"],
    )
    parsed = pv.ParseOptions(newlines_in_values=True)
    with pv.open_csv(path, parse_options=parsed, convert_options=converted) as reader:
        for batch in reader:
            waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch])])
            while waiting.num_rows >= size:
                yield waiting.slice(0, size)
                waiting = waiting.slice(size)
    if waiting.num_rows:
        yield waiting


class _Whole:
    """What is to be known of a table as its CSV file has it, once its rows have gone by."""

    def __init__(self, resource: Resource) -> None:
        self._resource: Final = resource
        self._figure: Final = figure_field(resource.name) if resource.name in statutory() else ""
        self.rows = 0
        self.sums: dict[Place, _Sum] = {}

    def faults(self, folder: Path, checks: Checks) -> Iterator[str]:
        """Check the rows, count and add up; yields what cannot be read, and where Parquet holds other values."""
        try:
            yield from self._read(folder, checks)
        except pa.ArrowInvalid as error:
            yield f"{self._resource.name}.csv: expected values of their types: {error}"

    def _read(self, folder: Path, checks: Checks) -> Iterator[str]:
        name, unlike = self._resource.name, set()
        written = read_csv(self._resource, folder / f"{name}.csv")
        for rows, other in zip_longest(written, read_parquet(self._resource, folder / f"{name}.parquet")):
            unlike |= {field.name for field in self._resource.fields if not _same(field.name, rows, other)}
            if rows:
                checks.add(self._resource, rows)
                self._add(rows)
        yield from (f"{name}.parquet: {one}: expected the values of {name}.csv" for one in sorted(unlike))

    def _add(self, rows: pa.Table) -> None:
        self.rows += rows.num_rows
        if self._figure:
            wanted = [([], "count_all"), (self._figure, "count"), (self._figure, "sum")]
            found = rows.group_by(_REPORT).aggregate(wanted).select([*_REPORT, "count_all", *_sums(self._figure)])
            for agency, year, size, count, total in zip(*(one.to_pylist() for one in found.columns), strict=True):
                cells, blank, before = self.sums.get((agency, year), (0, 0, Decimal(0)))
                self.sums[agency, year] = (cells + size, blank + size - count, before + Decimal(total or 0))


def _sums(figure: str) -> tuple[str, str]:
    return f"{figure}_count", f"{figure}_sum"


def _same(name: str, rows: pa.Table | None, other: pa.Table | None) -> bool:
    """Whether a column has the same values; free text stands in CSV with apostrophes of its own."""
    if rows is None or other is None or rows.num_rows != other.num_rows:
        return not rows and not other
    one, two = rows[name], other[name]
    return bool(one.equals(two) or (pa.types.is_string(one.type) and unsafe(one).equals(two)))


def _unlike_reports(whole: Mapping[str, _Whole], expected: Sums) -> Iterator[str]:
    """Tables whose cells, blanks or sums differ from those of the reports, report by report."""
    for name in statutory():
        right = {place: of_tables[name] for place, of_tables in expected.items() if name in of_tables}
        found = whole[name].sums
        for place in sorted(right.keys() | found.keys()):
            if right.get(place) != found.get(place):
                yield f"{name}: {place}: expected {right.get(place)} as in the report, found {found.get(place)}"


def _of_report(report: Report, table: str) -> _Sum:
    values = [value for row in report.figures[table].values() for value in row]
    there = [value for value in values if value is not None]
    return len(values), len(values) - len(there), Decimal(sum(there))


def _unlike_database(folder: Path, whole: Mapping[str, _Whole]) -> Iterator[str]:
    """Rows of the database that point nowhere, tables of another length, figures of another sum."""
    path = folder / f"{PACKAGE.name}.sqlite"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        for broken in database.execute("PRAGMA foreign_key_check"):
            yield f"{path.name}: {broken[0]}: expected what {broken[2]} has, found otherwise in row {broken[1]}"
        for name, table in whole.items():
            count = database.execute(f"SELECT count(*) FROM {sql.quoted(name)}").fetchone()[0]  # noqa: S608  own names
            if count != table.rows:
                yield f"{path.name}: {name}: expected {table.rows} rows, found {count}"
        for name in statutory():
            query = f"SELECT total({sql.quoted(figure_field(name))}) FROM {sql.quoted(name)}"  # noqa: S608  own names
            total = database.execute(query).fetchone()[0]
            expected = float(sum(added for _, _, added in whole[name].sums.values()))
            if abs(total - expected) > abs(expected) * 1e-9:
                yield f"{path.name}: {name}: expected figures that add up to {expected}, found {total}"
