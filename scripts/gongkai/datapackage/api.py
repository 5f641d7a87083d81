"""Stable addresses for programs: agencies and indicators as JSON beside their pages.

The records are those of the package's tables, under the same names; a report's own JSON is `single.report_json`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from gongkai.datapackage import entities, exact, judged, reports
from gongkai.datapackage.content import Content
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.exact import Tree


def files(content: Content) -> Iterator[tuple[str, str]]:
    """Every address with its JSON, from the site's top."""
    of_reports: dict[object, list[Tree]] = {}
    for row in reports.reports(content):
        record = {**_record("reports", row), "url": f"agencies/{row['agency_id']}/{row['year']}.json"}
        of_reports.setdefault(row["agency_id"], []).append(record)
    agencies = [row for row in map(dict, entities.agencies(content)) if row["agency_id"] in of_reports]
    yield "agencies/index.json", _listed("agencies", agencies, "agency_id", "agencies/{}/index.json")
    for row in agencies:
        record = {**_record("agencies", row), "reports": of_reports[row["agency_id"]]}
        yield f"agencies/{row['agency_id']}/index.json", exact.record(record)
    values: dict[object, list[Tree]] = {}
    for row in judged.indicator_values(content):
        values.setdefault(row["indicator"], []).append(_record("indicator_values", row))
    indicators = list(judged.indicators())
    yield "indicators/index.json", _listed("indicators", indicators, "indicator", "indicators/{}.json")
    for row in indicators:
        record = {**_record("indicators", row), "values": values.get(row["indicator"], [])}
        yield f"indicators/{row['indicator']}.json", exact.record(record)


def _record(resource: str, row: Mapping[str, object]) -> dict[str, Tree]:
    """A row with every field of the table, `null` where it is empty."""
    values = {name: row.get(name) for name in SCHEMAS[resource].names}
    return {name: cast("Tree", None if value == "" else value) for name, value in values.items()}


def _listed(resource: str, rows: Iterable[Mapping[str, object]], key: str, address: str) -> str:
    listed: list[Tree] = [{**_record(resource, row), "url": address.format(row[key])} for row in rows]
    return exact.record({resource: listed})
