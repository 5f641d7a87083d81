"""The project's published data: figures as in the sources, and nothing but figures."""

import json
from decimal import Decimal
from typing import Any

import pytest

from gongkai.dataset import Folder, load
from gongkai.numerals import figure
from gongkai.report import Report
from places import ROOT, SHARED, needs_shared

REPORTS = {(report.agency, report.year): report for report in load(Folder(ROOT)).reports}
SOURCE = SHARED / "figures" / "real-reports.jsonl"


def _records() -> list[dict[str, Any]]:
    if not SOURCE.is_file():
        return []
    return [json.loads(line, parse_float=Decimal) for line in SOURCE.read_text(encoding="utf-8").splitlines()]


@needs_shared
def test_every_record_is_published_and_nothing_else() -> None:
    assert REPORTS.keys() == {(record["agency_id"], record["year"]) for record in _records()}


@needs_shared
@pytest.mark.parametrize("record", _records(), ids=lambda record: f"{record['agency_id']}-{record['year']}")
def test_every_figure_is_that_of_the_source(record: dict[str, Any]) -> None:
    report = REPORTS[record["agency_id"], record["year"]]
    for table in report.layout.tables:
        source = {row: [_number(value) for value in values] for row, values in record[table.code].items()}
        assert {row: list(values) for row, values in report.figures[table.code].items()} == source
    assert (report.title, report.form) == (record["title"], record["format"])


def _number(value: Any) -> Any:  # noqa: ANN401  JSON
    return figure(value.removesuffix("元")) if isinstance(value, str) else value


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda report: f"{report.agency}-{report.year}")
def test_a_report_says_where_its_figures_come_from_and_quotes_nobody(report: Report) -> None:
    assert report.source.obtained
    assert report.source.retrieved
    assert report.text == {}
