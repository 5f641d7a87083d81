"""A known violation in two of five invented reports: found at its place, and no alarm anywhere else."""

import random
from collections.abc import Callable
from dataclasses import replace

from gongkai.cell import Cell
from gongkai.dataset import Dataset, Folder, load
from gongkai.finding import Outcome
from gongkai.forms import FORMS
from gongkai.report import Facts, Named, Report, Statement
from gongkai.rules import around, judge
from invented import with_figure, without_table
from places import ROOT

REPORTS = 300
REGISTER = load(Folder(ROOT)).register
COUNTY = REGISTER.agencies["shuyang-peoples-government"]
AROUND = around(Dataset(REGISTER, ()))
FORM = FORMS["2021"]
SECTIONS = tuple(section.code for section in FORM.sections)
OUTCOMES = tuple(
    row.code for row in FORM.table["requests"].rows.values() if row.group and not row.total and not row.instead_of
)
OWN = Named(section="overview", kind="account", name="沭阳发布")


def _report(chance: random.Random) -> Report:
    """A report of a county with everything in order."""
    requests = {code: [chance.choice((0, 0, 1, 7, 40)) for _ in range(6)] for code in (*OUTCOMES, "carried_out")}
    total = [sum(requests[code][i] for code in OUTCOMES) for i in range(6)]
    requests["carried_in"] = [min(3, n) for n in total]
    requests["total"] = total
    came = zip(total, requests["carried_out"], requests["carried_in"], strict=True)
    requests["received_new"] = [done + left - before for done, left, before in came]
    order = [code for code in FORM.table["requests"].rows if code in requests]
    rows = {code: (*requests[code], sum(requests[code])) for code in order}
    results = {route: [chance.randrange(9) for _ in range(4)] for route in FORM.table["legal_challenges"].rows}
    proactive = FORM.table["proactive_disclosure"].column_index
    return Report(
        agency=COUNTY.agency_id,
        year=2023,
        title="某某县2023年年报",
        form="2021",
        published="2024-03-01",
        figures={
            "proactive_disclosure": {row: (0,) * len(index) for row, index in proactive.items()},
            "requests": rows,
            "legal_challenges": {route: (*cells, sum(cells)) for route, cells in results.items()},
        },
        stated=(Statement(section="overview", subject="requests.received_new", value=rows["received_new"][-1]),),
        facts=Facts(sections=SECTIONS, fees=("other_matters",), named=(OWN,)),
    )


def _more(report: Report, cell: Cell) -> Report:
    value = report.figure(cell)
    assert value is not None
    return with_figure(report, cell, value + 1)


def _facts(report: Report, **changed: object) -> Report:
    assert report.facts is not None
    return replace(report, facts=replace(report.facts, **changed))  # type: ignore[arg-type]  # fields of Facts by name


#: rule → a change that breaks it and no other.
WRONG: dict[str, Callable[[Report], Report]] = {
    "challenge-total": lambda r: _more(r, Cell("legal_challenges", "litigation_direct", "upheld")),
    "row-total": lambda r: _more(r, Cell("requests", "received_new", "total")),
    "text-requests": lambda r: replace(r, stated=(replace(r.stated[0], value=r.stated[0].value + 17_000),)),
    "form-outdated": lambda r: replace(r, year=2020, published="2021-03-01"),
    "table-missing": lambda r: without_table(r, "legal_challenges"),
    "cell-blank": lambda r: with_figure(r, Cell("proactive_disclosure", "licences", "decisions"), None),
    "regulations-without-power": lambda r: with_figure(r, Cell("proactive_disclosure", "regulations", "in_force"), 2),
    "fees-unexplained": lambda r: _facts(r, fees=()),
    "problems-empty": lambda r: _facts(r, silent=("problems",)),
    "section-missing": lambda r: _facts(r, sections=SECTIONS[:-2]),
    "other-place": lambda r: _facts(r, named=(OWN, replace(OWN, name="投资合肥"))),
    "published-late": lambda r: replace(r, published="2024-06-01"),
}
#: What such a change breaks besides, and may.
ALONG = {"row-total": {"balance", "text-requests"}}


def test_what_was_put_in_is_found_and_nothing_else() -> None:
    chance = random.Random(2026)  # noqa: S311  the same reports in every run
    kinds = list(WRONG)
    for number in range(REPORTS):
        rule = kinds[number % len(kinds)] if number % 5 < 2 else ""
        report = _report(chance)
        report = WRONG[rule](report) if rule else report
        judged = judge(report, {report.year: report}, COUNTY, AROUND)
        violated = {finding.rule for finding in judged.findings if finding.outcome is Outcome.VIOLATED}
        assert violated - ALONG.get(rule, set()) == ({rule} if rule else set()), number
