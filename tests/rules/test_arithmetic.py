"""The identities between figures, judged with four outcomes."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.cell import Cell
from gongkai.dataset import Folder, load
from gongkai.finding import Finding, Outcome
from gongkai.forms import IDENTITIES
from gongkai.report import Report
from gongkai.rules import judge
from invented import AGENCY, reports, series, with_figure, without_row
from places import ROOT

REAL = {(report.agency, report.year): report for report in load(Folder(ROOT)).reports}
BASE = REAL["huaian-peoples-government", 2024]
YEAR_BEFORE = REAL["suqian-peoples-government", 2023]
PAIR = REAL["suqian-peoples-government", 2024]

generous = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


ARITHMETIC = frozenset(identity.rule for identity in IDENTITIES)
BETWEEN_FIGURES = ARITHMETIC | {"text-requests", "text-outcomes", "text-challenges", "text-parts"}


def _found(report: Report, *others: Report) -> tuple[Finding, ...]:
    found = judge(report, {other.year: other for other in (*others, report)}).findings
    return tuple(finding for finding in found if finding.rule in ARITHMETIC)


def _outcomes(rule: str, report: Report, *others: Report) -> set[Outcome]:
    tally = judge(report, {other.year: other for other in (*others, report)}).tally
    return {outcome for (code, outcome), n in tally.items() if code == rule and n}


@pytest.mark.parametrize("rule", ["carried-over", "in-force"])
def test_a_missing_year_before_makes_it_not_assessable(rule: str) -> None:
    assert _outcomes(rule, PAIR) == {Outcome.NOT_ASSESSABLE}


def test_a_row_that_the_hybrid_form_lacks_counts_neither_as_zero_nor_as_blank() -> None:
    hybrid = REAL["hongze-peoples-government", 2024]
    assert _outcomes("outcome-total", hybrid) == {Outcome.HOLDS}


def test_a_table_cut_off_is_not_assessable_rather_than_wrong() -> None:
    cut = without_row(without_row(BASE, "requests", "granted"), "requests", "carried_out")
    assert _outcomes("outcome-total", cut) == {Outcome.NOT_ASSESSABLE}
    assert _outcomes("balance", cut) == {Outcome.NOT_ASSESSABLE}


def test_the_year_before_may_have_used_the_older_form() -> None:
    older = replace(REAL["shanghai-general-office", 2019], year=2024)
    newer = REAL["shanghai-general-office", 2025]
    assert _outcomes("in-force", newer, older) == {Outcome.NOT_ASSESSABLE}
    assert _outcomes("carried-over", newer, older) == {Outcome.VIOLATED, Outcome.UNCERTAIN}


def test_the_older_form_has_no_documents_in_force_to_check() -> None:
    assert _outcomes("in-force", REAL["shanghai-general-office", 2019]) == set()


def test_messages_name_both_sides_in_both_languages() -> None:
    (finding, *_) = _found(with_figure(BASE, Cell("requests", "received_new", "total"), 3120))
    assert finding.message.zh == "“一、本年新收政府信息公开申请数量”一行，六类申请人相加为 3,119，总计填报为 3,120。"
    assert "the six kinds of applicants add up to 3,119" in finding.message.en
    assert (finding.expected, finding.actual) == ("3119", "3120")


def test_a_finding_has_the_same_id_whatever_the_figures() -> None:
    cell = Cell("requests", "received_new", "total")
    ids = {_found(with_figure(BASE, cell, value))[0].id for value in (1, 2)}
    assert ids == {"huaian-peoples-government/2024/row-total/requests.received_new.total"}


def test_blank_totals_are_uncertain_not_violated() -> None:
    report = REAL["shanghai-general-office", 2019]
    assert _outcomes("row-total", report) == {Outcome.UNCERTAIN}
    assert Outcome.VIOLATED not in _outcomes("outcome-total", report)


def test_two_pairs_of_years_hold() -> None:
    for agency in ("suqian-peoples-government", "hongze-peoples-government"):
        for rule in ("carried-over", "in-force"):
            assert _outcomes(rule, REAL[agency, 2024], REAL[agency, 2023]) == {Outcome.HOLDS}


@generous
@given(reports(), st.data())
def test_a_consistent_report_has_no_violation_whatever_is_blank(report: Report, data: st.DataObject) -> None:
    cells = [cell for cell, _ in report.cells()]
    for cell in data.draw(st.lists(st.sampled_from(cells), max_size=12)):
        report = with_figure(report, cell, None)
    assert [finding for finding in _found(report) if finding.outcome is Outcome.VIOLATED] == []


@generous
@given(st.integers(0, 2**32), st.data())
def test_consistent_years_have_no_violation_whatever_is_blank(seed: int, data: st.DataObject) -> None:
    years = series(Random(seed), AGENCY, range(2019, 2024))  # noqa: S311  figures, no secrets
    for year, report in years.items():
        cells = [cell for cell, _ in report.cells()]
        for cell in data.draw(st.lists(st.sampled_from(cells), max_size=8)):
            years[year] = with_figure(years[year], cell, None)
    for report in years.values():
        found = judge(report, years).findings
        assert [one for one in found if one.outcome is Outcome.VIOLATED and one.rule in BETWEEN_FIGURES] == []


@generous
@given(reports(), st.data())
def test_one_changed_figure_gives_findings_only_through_it(report: Report, data: st.DataObject) -> None:
    cells = [cell for cell, _ in report.cells() if cell.table != "proactive_disclosure"]
    cell = data.draw(st.sampled_from(cells))
    value = report.figure(cell)
    assert value is not None
    violated = [f for f in _found(with_figure(report, cell, value + 1)) if f.outcome is Outcome.VIOLATED]
    assert violated
    assert all(cell in (finding.cell, *finding.others) for finding in violated)


def test_findings_know_their_agency_and_year() -> None:
    changed = with_figure(replace(BASE, agency=AGENCY), Cell("requests", "granted", "total"), 0)
    assert {(finding.agency_id, finding.year) for finding in _found(changed)} == {(AGENCY, 2024)}
