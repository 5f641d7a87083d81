"""What the statutory tables must add up to: cells, blank ones and the sum of the others, by report and table."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from gongkai.report import Report

#: A row for each table that a report has. It is as small as that of columns, for a nation's are compared at once.
_FIELDS: Final = {
    "agency_id": pa.string(),
    "year": pa.int64(),
    "table": pa.string(),
    "cells": pa.int64(),
    "blank": pa.int64(),
    "sum": pa.decimal128(38, 12),
}
SCHEMA: Final = pa.schema(_FIELDS)
_REPORT: Final = ["agency_id", "year"]
_KEY: Final = [*_REPORT, "table"]
_ADDED: Final = ["cells", "blank", "sum"]

#: The totals of some reports, which can be put together.
Totals: TypeAlias = pa.Table


def totals(reports: Iterable[Report]) -> Totals:
    """Those of reports as they state their figures."""
    rows = [(one.agency, one.year, name, *_of_report(one, name)) for one in reports for name in one.figures]
    columns = zip(*rows, strict=True) if rows else ([] for _ in SCHEMA)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def of_rows(table: str, figure: str, rows: pa.Table) -> Totals:
    """Those of rows of a table of the package; `figure` is the field of its figures."""
    found = rows.group_by(_REPORT, use_threads=False).aggregate([([], "count_all"), (figure, "count"), (figure, "sum")])
    cells, there = found["count_all"], found[f"{figure}_count"]
    columns = {
        **{name: found[name] for name in _REPORT},
        "table": pa.repeat(table, found.num_rows),
        "cells": cells,
        "blank": pc.subtract(cells, there),
        "sum": found[f"{figure}_sum"].cast(_FIELDS["sum"]).fill_null(Decimal(0)),
    }
    return pa.table({name: columns[name] for name in _FIELDS}).cast(SCHEMA)


def together(found: Totals) -> Totals:
    """One row for each report and table, in their order."""
    added = found.group_by(_KEY).aggregate([(name, "sum") for name in _ADDED])
    named = added.select([*_KEY, *(f"{name}_sum" for name in _ADDED)]).rename_columns(list(_FIELDS))
    return named.cast(SCHEMA).sort_by([(name, "ascending") for name in _KEY])


def unlike(expected: Totals, found: Totals) -> Iterator[str]:
    """Where two differ, both as they are `together`."""
    if not expected.equals(found):
        right, there = _by_place(expected), _by_place(found)
        for place in sorted(right.keys() | there.keys()):
            if right.get(place) != there.get(place):
                *report, table = place
                said = f"expected {right.get(place)} as in the report, found {there.get(place)}"
                yield f"{table}: {tuple(report)}: {said}"


def _of_report(report: Report, table: str) -> tuple[int, int, Decimal]:
    values = [value for row in report.figures[table].values() for value in row]
    there = [value for value in values if value is not None]
    return len(values), len(values) - len(there), Decimal(sum(there))


def _by_place(found: Totals) -> dict[tuple[object, ...], tuple[object, ...]]:
    rows = zip(*(column.to_pylist() for column in found.columns), strict=True)
    return {row[: len(_KEY)]: row[len(_KEY) :] for row in rows}
