"""Indicators and their guards."""

import pickle
from decimal import Decimal

from gongkai.cell import Cell
from gongkai.dataset import Folder, load
from gongkai.indicators import Status, measures
from gongkai.report import Report
from invented import with_figure, without_table
from places import ROOT

REAL: dict[tuple[str, int], Report] = {(report.agency, report.year): report for report in load(Folder(ROOT)).reports}
HUAIAN = REAL["huaian-peoples-government", 2024]


def test_a_share_is_that_of_its_cells() -> None:
    found = measures(HUAIAN)
    assert found["requests_received"].value == 3119
    assert found["disclosure_rate"].share == round(Decimal(1362 + 454) / 3050, 6)
    assert found["denial_rate"].numerator == 2 + 31 + 5 + 6 + 8 + 12 + 9 + 105
    assert found["backlog_rate"].denominator == 3119 + 34
    assert found["organisation_share"].numerator == 53 + 61 + 4
    assert found["dispute_rate"].numerator == 351 + 26
    assert found["litigation_corrected_rate"].denominator == 13 + 4 + 8 + 12 + 1 + 1
    assert found["litigation_corrected_rate"].status is Status.FEW_CASES or found["litigation_corrected_rate"].share


def test_nothing_of_nothing_is_no_case_and_never_zero_per_cent() -> None:
    found = measures(REAL["qinzhou-investment-promotion-bureau", 2023])["disclosure_rate"]
    assert found.status is Status.NO_CASES
    assert found.value is None


def test_a_blank_part_makes_the_share_missing() -> None:
    found = measures(REAL["shanghai-general-office", 2019])
    assert found["disclosure_rate"].status is Status.MISSING
    assert found["requests_received"].value == 859
    blanked = with_figure(HUAIAN, Cell("requests", "denied_state_secret", "total"), None)
    assert measures(blanked)["denial_rate"].status is Status.MISSING


def test_a_missing_table_makes_its_shares_missing_and_no_others() -> None:
    found = measures(without_table(HUAIAN, "legal_challenges"))
    assert found["dispute_rate"].status is Status.MISSING
    assert found["disclosure_rate"].status is Status.VALUE


def test_few_cases_are_said_so() -> None:
    assert measures(REAL["hongze-peoples-government", 2023])["disclosure_rate"].status is Status.FEW_CASES


def test_measures_are_kept_without_their_indicators() -> None:
    found = measures(HUAIAN)
    kept = pickle.dumps(found)
    again = pickle.loads(kept)  # noqa: S301  what was made here
    assert again == found
    assert all(again[code].indicator is one.indicator for code, one in found.items())
    assert found["disclosure_rate"].indicator.meaning.zh.encode() not in kept
