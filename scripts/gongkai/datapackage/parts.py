"""Reports and judgements → rows of the package's tables, some reports at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from typing import Final

import pyarrow as pa

from gongkai.datapackage import codes, entities, figures, judged, reports
from gongkai.datapackage.columns import table
from gongkai.datapackage.content import Content, Place
from gongkai.datapackage.derivation import SCHEMAS, statutory
from gongkai.register import Register

#: Rows by the table that they are in, sorted by key.
Part = Mapping[str, pa.Table]
_Rows = Iterable[Mapping[str, object]]

#: The tables that need no report.
OF_REGISTER: Final[Mapping[str, Callable[[Register], _Rows]]] = {
    "agencies": entities.agencies,
    "regions": entities.regions,
    "codes": lambda _: codes.rows(),
    "rules": lambda _: judged.rules(),
    "indicators": lambda _: judged.indicators(),
}
#: The tables that each report has rows of its own in.
OF_REPORTS: Final[Mapping[str, Callable[[Content], _Rows | pa.Table]]] = {
    "reports": reports.reports,
    **{name: partial(figures.statutory_rows, name) for name in statutory()},
    "statements": reports.statements,
    "findings": judged.findings,
    "indicator_values": judged.indicator_values,
    "reports_wide": figures.wide,
    "coverage": entities.published,
}


def of_register(register: Register) -> dict[str, pa.Table]:
    """The tables that need no report, whole."""
    return {name: table(SCHEMAS[name], rows(register)) for name, rows in OF_REGISTER.items()}


def of_reports(content: Content) -> dict[str, pa.Table]:
    """The rows of some reports; in `coverage` those of the years that have one."""
    ordered = tuple(sorted(content.dataset.histories, key=lambda history: history.agency.agency_id))
    content = replace(content, dataset=replace(content.dataset, histories=ordered))
    return {name: _table(name, rows(content)) for name, rows in OF_REPORTS.items()}


def coverage(
    register: Register, found: Iterable[pa.Table], waiting: AbstractSet[Place], years: Sequence[int] | None = None
) -> dict[str, pa.Table]:
    """The table `coverage`, from the rows of the years that have a report; `years`: of which there are any at all."""
    statuses = {
        (agency, year): status
        for one in found
        for agency, year, status in zip(*(column.to_pylist() for column in one.columns), strict=True)
    }
    of_any = {year for _, year in statuses} if years is None else years
    return {"coverage": table(SCHEMAS["coverage"], entities.coverage(register, statuses, waiting, of_any))}


def _table(name: str, rows: _Rows | pa.Table) -> pa.Table:
    return rows if isinstance(rows, pa.Table) else table(SCHEMAS[name], rows)
