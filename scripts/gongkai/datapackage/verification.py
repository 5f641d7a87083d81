"""What was written is what is checked: the files on disk against the schemas, each other, and the reports.

Vectorised and some rows at a time, for data of any size; small data go through frictionless in full as well.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from gongkai import memory
from gongkai.datapackage import sql, sums
from gongkai.datapackage.checks import Checks
from gongkai.datapackage.columns import Pile
from gongkai.datapackage.definitions import PACKAGE
from gongkai.datapackage.derivation import SCHEMAS, figure_field, statutory
from gongkai.datapackage.parquet import read_parquet
from gongkai.datapackage.schema import Resource
from gongkai.datapackage.sums import Totals
from gongkai.datapackage.validation import unlike_checksums, validate
from gongkai.datapackage.written import read_csv, unsafe
from gongkai.errors import BuildError
from gongkai.text import Text

#: Rows of all tables together up to which frictionless reads every file: some two seconds.
MOST_ROWS: Final = 50_000


def verify(folder: Path, expected: Sequence[Totals]) -> None:
    """Check the package in a folder against itself and what the reports' figures add up to.

    Raises `BuildError` with all that is wrong.
    """
    found = tuple(problem.text("en") for problem in unlike_checksums(folder))
    if not found:
        whole, unlike = _unlike_tables(folder, SCHEMAS, expected, {})
        found = (*unlike, *_unlike_database(folder, whole))
        if not found and sum(one.rows for one in whole.values()) <= MOST_ROWS:
            found = tuple(problem.text("en") for problem in validate(folder))
    _require(found)


def verify_tables(
    folder: Path, names: Iterable[str], expected: Sequence[Totals] = (), known: Mapping[str, pa.Table] | None = None
) -> None:
    """Check the files of some tables in a folder alike; `known` are rows of others that they may point to.

    Raises `BuildError` with all that is wrong.
    """
    _require(_unlike_tables(folder, names, expected, known or {})[1])


def _require(found: Sequence[str]) -> None:
    if found:
        listed = "\n".join(found)
        raise BuildError(Text(zh=f"写出的数据文件有误：\n{listed}", en=f"Files of the package are wrong:\n{listed}"))


def _unlike_tables(
    folder: Path, names: Iterable[str], expected: Sequence[Totals], known: Mapping[str, pa.Table]
) -> tuple[dict[str, "_Whole"], list[str]]:
    """The tables as they went by, and what is wrong with them."""
    whole = {name: _Whole(SCHEMAS[name]) for name in names}
    checks, unlike = Checks(whole), list[str]()
    for name, rows in known.items():
        checks.know(SCHEMAS[name], rows)
    for one in whole.values():
        unlike += one.faults(folder, checks)
        memory.give_back()
    for name in statutory():
        if name in whole:
            unlike += _unlike_reports(whole[name], expected)
            memory.give_back()
    return whole, [*checks.end(), *unlike]


class _Whole:
    """What is to be known of a table as its CSV file has it, once its rows have gone by."""

    def __init__(self, resource: Resource) -> None:
        self._resource: Final = resource
        self.name: Final = resource.name
        self._figure: Final = figure_field(resource.name) if resource.name in statutory() else ""
        self.rows = 0
        self._totals: Final = Pile(sums.SCHEMA)

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

    @property
    def totals(self) -> Totals:
        """What the figures of each report add up to."""
        return self._totals.all

    def _add(self, rows: pa.Table) -> None:
        self.rows += rows.num_rows
        if self._figure:
            self._totals.add(sums.of_rows(self._resource.name, self._figure, rows))


def _same(name: str, rows: pa.Table | None, other: pa.Table | None) -> bool:
    """Whether a column has the same values; free text stands in CSV with apostrophes of its own."""
    if rows is None or other is None or rows.num_rows != other.num_rows:
        return not rows and not other
    one, two = rows[name], other[name]
    return bool(one.equals(two) or (pa.types.is_string(one.type) and unsafe(one).equals(two)))


def _unlike_reports(whole: _Whole, expected: Sequence[Totals]) -> Iterator[str]:
    """Where a table does not add up to what the reports do, report by report."""
    of_reports = pa.concat_tables([sums.SCHEMA.empty_table(), *expected])
    of_table = of_reports.filter(pc.equal(of_reports["table"], whole.name))
    return sums.unlike(sums.together(of_table), sums.together(whole.totals))


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
            expected = float(pc.sum(whole[name].totals["sum"]).as_py() or 0)
            if abs(total - expected) > abs(expected) * 1e-9:
                yield f"{path.name}: {name}: expected figures that add up to {expected}, found {total}"
