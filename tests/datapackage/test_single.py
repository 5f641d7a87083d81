"""The files beside a report's page."""

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from gongkai.cell import Cell
from gongkai.datapackage import report_csv, report_json
from gongkai.dataset import Dataset, Folder, load
from gongkai.indicators import measures
from gongkai.numerals import plain
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.rules import Judgement, judge
from invented import AGENCY, reports
from places import ROOT

REPORTS = {f"{report.agency}/{report.year}": report for report in load(Folder(ROOT)).reports}
BUREAU = Agency(
    agency_id=AGENCY, name="某某局", name_en="Made-up Bureau", region_code="110000", level="county", kind="department"
)


def _csv_cells(report: Report) -> list[tuple[Cell, int | Decimal | None]]:
    rows = csv.DictReader(io.StringIO(report_csv(report)))
    return [(Cell(row["table"], row["row"], row["column"]), plain(row["value"])) for row in rows]


def _json_cells(text: str) -> list[tuple[Cell, int | Decimal | None]]:
    return [
        (Cell(table["table"], row["row"], column), value)
        for table in json.loads(text, parse_float=Decimal)["tables"]
        for block in table["blocks"]
        for row in block["rows"]
        for column, value in row["figures"].items()
    ]


@pytest.mark.parametrize("report", REPORTS.values(), ids=list(REPORTS))
def test_real_reports_stand_in_full_in_the_forms_order(report: Report) -> None:
    assert _csv_cells(report) == list(report.cells())
    assert _json_cells(report_json(report, judge(report, {}), BUREAU, measures(report))) == list(report.cells())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_any_report_does(report: Report) -> None:
    assert _csv_cells(report) == list(report.cells())
    assert _json_cells(report_json(report, judge(report, {}), BUREAU, measures(report))) == list(report.cells())


def test_the_json_tells_all_of_a_report(dataset: Dataset, judged: Mapping[tuple[str, int], Judgement]) -> None:
    agency = dataset.register.agencies["qinzhou-investment-promotion-bureau"]
    report = REPORTS["qinzhou-investment-promotion-bureau/2023"]
    found = json.loads(report_json(report, judged[agency.agency_id, 2023], agency, measures(report)))
    assert found["agency"]["kind"] == {"code": "department", "label": "部门", "label_en": "Department"}
    assert found["source"]["sha256"] == report.source.sha256
    assert found["source"]["obtained"]["code"] == "read"
    assert found["stated"][0]["parts"] == [263, 30]
    assert found["checks"]["violated"] == len([one for one in found["findings"] if one["outcome"] == "violated"])
    assert {indicator["status"]["code"] for indicator in found["indicators"]} == {"no_cases", "value"}
    row = found["tables"][1]["blocks"][0]["rows"][0]
    assert (row["label"], row["number"]) == ("本年新收政府信息公开申请数量", "一、")


def test_a_cell_written_otherwise_says_how() -> None:
    report = REPORTS["shanghai-general-office/2019"]
    rows = list(csv.DictReader(io.StringIO(report_csv(report))))
    (amount,) = [row for row in rows if row["written"]]
    assert (amount["row"], amount["value"], amount["unit"], amount["written"]) == (
        "procurement",
        "251000",
        "元",
        "251000元",
    )
    assert amount["column_label"] == "采购总金额"
    blank = [row for row in rows if row["table"] == "requests" and row["value"] == ""]
    assert blank
