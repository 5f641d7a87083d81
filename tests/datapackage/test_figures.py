"""Every figure of every report reaches the published files, and nothing else does."""

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.datapackage import SCHEMAS
from gongkai.datapackage.derivation import figure_field, statutory
from gongkai.dataset import Dataset
from gongkai.forms import NEWEST
from gongkai.numerals import plain, shortest
from gongkai.report import Report

REAL = 11


def _rows(package: Path, name: str) -> list[dict[str, str]]:
    with (package / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of(rows: list[dict[str, str]], report: Report) -> list[dict[str, str]]:
    return [row for row in rows if (row["agency_id"], row["year"]) == (report.agency, str(report.year))]


@pytest.mark.parametrize("table", statutory())
def test_a_table_holds_what_the_reports_hold(table: str, dataset: Dataset, package: Path) -> None:
    rows, layout = _rows(package, table), NEWEST.table[table]
    published = {
        (row["agency_id"], int(row["year"]), row[layout.row_list], row[layout.column_list]): row[figure_field(table)]
        for row in rows
    }
    reported = {
        (report.agency, report.year, cell.row, cell.column): "" if value is None else shortest(value)
        for report in dataset.reports
        for cell, value in report.cells()
        if cell.table == table
    }
    assert published == reported
    assert len(rows) == len(reported)


def test_the_wide_table_holds_the_same(dataset: Dataset, package: Path) -> None:
    rows = _rows(package, "reports_wide")
    assert len(rows) == REAL
    for report in dataset.reports:
        (row,) = _of(rows, report)
        cells = {"__".join(cell): value for cell, value in report.cells()}
        for name in row.keys() - {"agency_id", "year", "name", "name_en", "form"}:
            value = cells.get(name)
            assert row[name] == ("" if value is None else shortest(value))


def test_blank_cells_stay_blank(package: Path) -> None:
    rows = [r for r in _rows(package, "requests") if (r["agency_id"], r["year"]) == ("shanghai-general-office", "2019")]
    counts = {(row["outcome"], row["applicant"]): row["count"] for row in rows}
    assert counts["granted", "total"] == ""
    assert counts["granted", "natural_person"] == "258"
    assert counts["total", "total"] == "805"
    assert len(counts) == 23 * 7


def test_rows_that_a_form_lacks_are_absent(package: Path) -> None:
    rows = [r for r in _rows(package, "requests") if r["agency_id"] == "qinzhou-investment-promotion-bureau"]
    outcomes = {row["outcome"] for row in rows}
    assert "other" in outcomes
    assert not {outcome for outcome in outcomes if outcome.startswith("other_")}
    assert {row["count"] for row in rows} == {"0"}


def test_amounts_are_exact_and_have_their_unit(package: Path) -> None:
    rows = {
        (row["agency_id"], row["year"], row["item"], row["measure"]): (row["value"], row["unit"])
        for row in _rows(package, "proactive_disclosure")
    }
    assert rows["shanghai-general-office", "2019", "procurement", "amount"] == ("251000", "元")
    assert rows["hongze-peoples-government", "2023", "administrative_fees", "amount"] == ("7730.28", "万元")
    assert rows["shanghai-general-office", "2019", "licences", "change"] == ("0", "项")


def test_totals_are_marked(package: Path) -> None:
    for row in _rows(package, "requests"):
        assert row["is_total"] == str("total" in (row["outcome"], row["applicant"])).lower()
    for row in _rows(package, "legal_challenges"):
        assert row["is_total"] == str(row["result"] == "total").lower()


def test_reports_count_every_check(package: Path, judged: Mapping[tuple[str, int], object]) -> None:
    rows = {(row["agency_id"], int(row["year"])): row for row in _rows(package, "reports")}
    assert rows.keys() == judged.keys()
    findings = _rows(package, "findings")
    for key, row in rows.items():
        own = [f["outcome"] for f in findings if (f["agency_id"], int(f["year"])) == key]
        for outcome in ("violated", "uncertain", "not_assessable"):
            assert int(row[f"findings_{outcome}"]) == own.count(outcome)


def test_csv_and_json_say_the_same(package: Path) -> None:
    for name, resource in SCHEMAS.items():
        rows = _rows(package, name)
        records = json.loads((package / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
        assert [list(record) for record in records] == [list(resource.names)] * len(rows)
        for field in resource.fields:
            read = {"integer": int, "number": plain, "boolean": "true".__eq__}.get(field.type, str)
            written = [read(row[field.name]) if row[field.name] else None for row in rows]  # type: ignore[operator]
            values = [record[field.name] for record in records]
            assert written == values, field.name
            assert [type(value) for value in written] == [type(value) for value in values], field.name


def test_rows_are_sorted_by_key(package: Path) -> None:
    for name, resource in SCHEMAS.items():
        keys = [tuple(row[field] for field in resource.key if field != "position") for row in _rows(package, name)]
        assert keys == sorted(keys), name
