"""Stable addresses for programs: agencies and indicators as JSON beside their pages.

The records are those of the package's tables, under the same names; a report's own JSON is `single.report_json`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import cast

from gongkai.datapackage import exact, judged, reports
from gongkai.datapackage.content import Place
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.exact import Tree
from gongkai.dataset import History
from gongkai.indicators import Measure
from gongkai.register import Agency
from gongkai.rules import Judgement


def agency(history: History, judgements: Mapping[Place, Judgement]) -> tuple[str, str]:
    """An agency with its reports: the address from the site's top, and the JSON."""
    one = history.agency
    listed: list[Tree] = [
        {
            **_record("reports", reports.row(report, judgements[report.agency, report.year])),
            "url": f"agencies/{report.agency}/{report.year}.json",
        }
        for report in history.reports.values()
    ]
    record = {**_record("agencies", asdict(one)), "reports": listed}
    return f"agencies/{one.agency_id}/index.json", exact.record(record)


def lists(agencies: Iterable[Agency], measures: Mapping[Place, Mapping[str, Measure]]) -> Iterator[tuple[str, str]]:
    """The list of agencies that have a report, and of indicators, and each indicator with its values."""
    yield "agencies/index.json", _listed("agencies", map(asdict, agencies), "agency_id", "agencies/{}/index.json")
    indicators = list(judged.indicators())
    yield "indicators/index.json", _listed("indicators", indicators, "indicator", "indicators/{}.json")
    for row in indicators:
        code = str(row["indicator"])
        values: list[Tree] = [
            _record("indicator_values", judged.indicator_value(*place, found[code]))
            for place, found in measures.items()
        ]
        yield f"indicators/{code}.json", exact.record({**_record("indicators", row), "values": values})


def _record(resource: str, row: Mapping[str, object]) -> dict[str, Tree]:
    """A row with every field of the table, `null` where it is empty."""
    values = {name: row.get(name) for name in SCHEMAS[resource].names}
    return {name: cast("Tree", None if value == "" else value) for name, value in values.items()}


def _listed(resource: str, rows: Iterable[Mapping[str, object]], key: str, address: str) -> str:
    listed: list[Tree] = [{**_record(resource, row), "url": address.format(row[key])} for row in rows]
    return exact.record({resource: listed})
