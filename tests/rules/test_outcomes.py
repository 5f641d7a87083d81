"""Every rule with a case for each of the four outcomes, or with the reason why it cannot come to one."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple

import pytest

from gongkai.cell import Cell
from gongkai.dataset import Dataset, Folder, History, load
from gongkai.finding import Outcome
from gongkai.forms import IDENTITIES, RULES
from gongkai.register import Agency
from gongkai.report import Facts, Label, Mark, Named, Report, Sketch, Statement
from gongkai.rules import Around, around, judge
from gongkai.sketch import sketch
from invented import with_figure, without_row, without_table
from places import ROOT

DATASET = load(Folder(ROOT))
REGISTER = DATASET.register
REAL = {(report.agency, report.year): report for report in DATASET.reports}
CITY = REGISTER.agencies["huaian-peoples-government"]
COUNTY = REGISTER.agencies["shuyang-peoples-government"]
BUREAU = REGISTER.agencies["qinzhou-investment-promotion-bureau"]
OFFICE = REGISTER.agencies["shanghai-general-office"]
AROUND = around(Dataset(REGISTER, ()))
#: A report of which everything is in order.
GOOD = replace(REAL["huaian-peoples-government", 2024], published="2025-03-30")
#: Reports of two years that agree with each other.
PAIR, YEAR_BEFORE = REAL["suqian-peoples-government", 2024], REAL["suqian-peoples-government", 2023]
OLD_FORM = REAL["shanghai-general-office", 2019]
SECTIONS = tuple(section.code for section in GOOD.layout.sections)
FACTS = Facts(sections=SECTIONS, fees=("other_matters",))

H, V, U, N = Outcome.HOLDS, Outcome.VIOLATED, Outcome.UNCERTAIN, Outcome.NOT_ASSESSABLE
GRANTED = Cell("requests", "granted", "total")
LONG = "".join(chr(0x4E00 + (i * 7919) % 20000) for i in range(600))
OTHER_LONG = "".join(chr(0x4E00 + (i * 104729) % 20000) for i in range(600))


def _stated(*figures: tuple[str, int], parts: tuple[int, ...] = ()) -> Report:
    said = tuple(Statement(section="overview", subject=s, value=n, unit="件", parts=parts) for s, n in figures)
    return replace(GOOD, stated=said)


def _share(per_cent: str) -> Report:
    said = Statement(section="overview", subject="requests.denied", value=Decimal(per_cent), unit="%")
    return replace(GOOD, stated=(said,))


def _with(**facts: object) -> Report:
    return replace(GOOD, facts=FACTS._replace(**facts))  # type: ignore[arg-type]  # fields of Facts by name


def _named(name: str, kind: str = "account") -> Report:
    return _with(named=(Named(section="overview", kind=kind, name=name),))


def _marked(cell: Cell, written: str, value: int | None) -> Report:
    return replace(with_figure(GOOD, cell, value), marks=(Mark(cell=cell, written=written),))


def _printed(text: str) -> Report:
    return _with(sketches=(Sketch(section="overview", length=len(text), print=sketch(text)),))


def _near(share: float) -> str:
    """A text that has about that share of its pieces in common with `LONG`."""
    same = round(len(LONG) * 2 * share / (1 + share))
    return LONG[:same] + OTHER_LONG[same:]


def _series(*received: int) -> tuple[Report, ...]:
    cell = Cell("requests", "received_new", "total")
    return tuple(with_figure(replace(GOOD, year=2023 - i), cell, n) for i, n in enumerate(received))


def _beside(share: float) -> Around:
    """The surroundings in which another agency's text has about that share in common with `LONG`."""
    alien = replace(_printed(_near(share)), agency=COUNTY.agency_id)
    return around(Dataset(REGISTER, (History(CITY, {2024: _printed(LONG)}), History(COUNTY, {2024: alien}))))


def _one_more(cell: Cell) -> Report:
    value = PAIR.figure(cell)
    assert value is not None
    return with_figure(PAIR, cell, value + 1)


class Shown(NamedTuple):
    """A rule, what it comes to, and the report in whose setting it does."""

    rule: str
    outcome: Outcome
    report: Report
    agency: Agency | None = CITY
    others: tuple[Report, ...] = ()
    around: Around | None = AROUND


AMOUNT = Cell("proactive_disclosure", "administrative_fees", "amount")
REGULATIONS = Cell("proactive_disclosure", "regulations", "issued")
MADE = Cell("proactive_disclosure", "regulations", "made")

#: rule of arithmetic → a cell whose change violates it in a pair of years that agree.
CELLS: Final = {
    "row-total": Cell("requests", "granted", "total"),
    "outcome-total": Cell("requests", "granted", "business"),
    "balance": Cell("requests", "received_new", "total"),
    "challenge-total": Cell("legal_challenges", "reconsideration", "upheld"),
    "carried-over": Cell("requests", "carried_in", "natural_person"),
    "in-force": Cell("proactive_disclosure", "normative_documents", "issued"),
}


def _arithmetic(rule: str, cell: Cell) -> tuple[Shown, ...]:
    """One more in the cell breaks the rule; a blank is not taken for a zero; without the table nothing is said."""
    return (
        Shown(rule, H, PAIR, others=(YEAR_BEFORE,)),
        Shown(rule, V, _one_more(cell), others=(YEAR_BEFORE,)),
        Shown(rule, U, with_figure(PAIR, cell, None), others=(YEAR_BEFORE,)),
        Shown(rule, N, without_table(PAIR, cell.table), others=(YEAR_BEFORE,)),
    )


CASES: list[Shown] = [
    *(one for rule, cell in CELLS.items() for one in _arithmetic(rule, cell)),
    Shown("text-requests", H, _stated(("requests.received_new", 3119))),
    Shown("text-requests", H, _stated(("requests.received_new", 3153))),
    Shown("text-requests", H, _stated(("requests.received_new", 3119), ("requests.received_new", 12))),
    Shown("text-requests", V, _stated(("requests.received_new", 3118))),
    Shown("text-requests", U, _stated(("requests.received_new", 11), ("requests.received_new", 12))),
    Shown("text-requests", N, GOOD),
    Shown("text-requests", N, without_table(_stated(("requests.received_new", 1)), "requests")),
    Shown("text-outcomes", H, _stated(("requests.granted", 1362), ("requests.denied", 178))),
    Shown("text-outcomes", V, _stated(("requests.denied", 177))),
    Shown("text-outcomes", H, _share("5.8")),
    Shown("text-outcomes", H, _share("5.7")),
    Shown("text-outcomes", U, _share("6.5")),
    Shown("text-outcomes", V, _share("8.5")),
    Shown("text-outcomes", U, with_figure(_share("8.5"), Cell("requests", "denied_state_secret", "total"), None)),
    Shown("text-outcomes", U, with_figure(_stated(("requests.granted", 7)), GRANTED, None)),
    Shown("text-outcomes", N, GOOD),
    Shown("text-challenges", H, _stated(("legal_challenges.reconsideration", 351))),
    Shown("text-challenges", H, _stated(("legal_challenges.reconsideration", 314))),
    Shown("text-challenges", H, _stated(("legal_challenges.litigation", 46))),
    Shown("text-challenges", V, _stated(("legal_challenges.litigation", 45))),
    Shown(
        "text-challenges",
        U,
        with_figure(
            _stated(("legal_challenges.litigation", 9)), Cell("legal_challenges", "litigation_direct", "total"), None
        ),
    ),
    Shown("text-challenges", N, GOOD),
    Shown("text-parts", H, _stated(("items_published", 293), parts=(263, 30))),
    Shown("text-parts", V, _stated(("items_published", 293), parts=(263, 31))),
    Shown("text-parts", U, _stated(("items_published", 293), parts=(263, 3))),
    Shown("text-parts", N, GOOD),
    Shown("form-outdated", H, GOOD),
    Shown("form-outdated", V, replace(OLD_FORM, year=2023), OFFICE),
    Shown("form-outdated", N, replace(OLD_FORM, year=2018), OFFICE),
    Shown("form-undivided-other", H, GOOD),
    Shown("form-undivided-other", V, REAL["hongze-peoples-government", 2024], COUNTY),
    Shown("form-undivided-other", N, without_table(GOOD, "requests")),
    Shown("section-missing", H, _with()),
    Shown("section-missing", H, _with(sections=("overview", "problems", "other_matters"))),
    Shown("section-missing", V, _with(sections=SECTIONS[:4])),
    Shown("section-missing", U, _with(sections=())),
    Shown("section-missing", N, GOOD),
    Shown("table-missing", H, GOOD),
    Shown("table-missing", V, without_table(GOOD, "requests")),
    Shown("cell-blank", H, GOOD),
    Shown("cell-blank", V, with_figure(GOOD, GRANTED, None)),
    Shown("cell-blank", V, _marked(GRANTED, "/", None)),
    Shown("cell-unreadable", H, _marked(GRANTED, "-", None)),
    Shown("cell-unreadable", V, _marked(GRANTED, "若干", None)),
    Shown("cell-unit", H, GOOD),
    Shown("cell-unit", H, OLD_FORM, OFFICE),
    Shown("cell-unit", V, _marked(AMOUNT, "43.788万元", 44)),
    Shown("cell-note", H, _marked(AMOUNT, "43.788万元", 44)),
    Shown("cell-note", V, _marked(GRANTED, "55（含自然失效29件）", 55)),
    Shown("row-unknown", H, _with()),
    Shown("row-unknown", V, _with(unknown_rows=(Label(cell=Cell("requests"), written="其他"),))),
    Shown("row-unknown", N, GOOD),
    Shown("label-variant", H, _with()),
    Shown("label-variant", V, _with(variants=(Label(cell=Cell("requests", "granted"), written="予公开"),))),
    Shown("label-variant", N, GOOD),
    Shown("regulations-without-power", H, REAL["shuyang-peoples-government", 2025], COUNTY),
    Shown("regulations-without-power", V, with_figure(GOOD, REGULATIONS, 2), COUNTY),
    Shown("regulations-without-power", V, with_figure(GOOD, REGULATIONS, 2), BUREAU),
    Shown("regulations-without-power", U, with_figure(OLD_FORM, MADE, 0), BUREAU),
    Shown("regulations-without-power", U, with_figure(GOOD, REGULATIONS, 2), replace(BUREAU, kind="institution")),
    Shown("regulations-without-power", N, GOOD, None),
    Shown("fees-unexplained", H, _with()),
    Shown("fees-unexplained", V, _with(fees=())),
    Shown("fees-unexplained", N, _with(sections=SECTIONS[:5])),
    Shown("problems-empty", H, _with()),
    Shown("problems-empty", V, _with(silent=("problems",))),
    Shown("problems-empty", N, GOOD),
    Shown("other-place", H, _named("投资钦州"), BUREAU),
    Shown("other-place", H, _named("广西壮族自治区人民政府门户网站", "website"), BUREAU),
    Shown("other-place", H, _named("平安先锋"), BUREAU),
    Shown("other-place", V, _named("投资合肥"), BUREAU),
    Shown("other-place", V, _named("沭阳县人民政府网站", "website"), BUREAU),
    Shown("other-place", U, _named("沭阳发布"), BUREAU),
    Shown("other-place", N, GOOD, BUREAU),
    Shown("repeats-last-year", H, _printed(LONG), CITY, (replace(_printed(OTHER_LONG), year=2023),)),
    Shown("repeats-last-year", V, _printed(LONG), CITY, (replace(_printed(LONG), year=2023),)),
    Shown("repeats-last-year", U, _printed(LONG), CITY, (replace(_printed(_near(0.75)), year=2023),)),
    Shown("repeats-last-year", N, _printed(LONG)),
    Shown("repeats-other", H, _printed(LONG), around=_beside(0.2)),
    Shown("repeats-other", V, _printed(LONG), around=_beside(1.0)),
    Shown("repeats-other", U, _printed(LONG), around=_beside(0.75)),
    Shown("repeats-other", N, _printed(LONG), around=None),
    Shown("published-late", H, GOOD),
    Shown("published-late", V, replace(GOOD, published="2025-05-01")),
    Shown("published-late", U, replace(GOOD, published="2025-04-02")),
    Shown("published-late", U, replace(GOOD, published="2025-03-20"), OFFICE),
    Shown("published-late", N, replace(GOOD, published="")),
    Shown("year-gap", H, GOOD, CITY, (replace(GOOD, year=2023),)),
    Shown("year-gap", U, GOOD, CITY, (replace(GOOD, year=2021),)),
    Shown("outlier", H, GOOD, CITY, _series(3000, 2500, 3300, 2800)),
    Shown("outlier", V, GOOD, CITY, _series(30, 25, 33, 28)),
    Shown("outlier", N, GOOD, CITY, _series(3000)),
]

_THERE_OR_NOT: Final = "it is there or it is not"
_TOLD_BY_TABLE_MISSING: Final = "only tables that are there are looked at; table-missing tells of the others"
#: Outcomes that a rule cannot come to, and why.
IMPOSSIBLE: Final[Mapping[tuple[str, Outcome], str]] = {
    ("form-outdated", U): "every report on record says which form it uses",
    ("form-undivided-other", U): _THERE_OR_NOT,
    ("table-missing", U): _THERE_OR_NOT,
    ("table-missing", N): "a report without any table lacks all three",
    ("cell-blank", U): _THERE_OR_NOT,
    ("cell-blank", N): _TOLD_BY_TABLE_MISSING,
    ("cell-unreadable", U): "what is written was read as a number or was not",
    ("cell-unreadable", N): _TOLD_BY_TABLE_MISSING,
    ("cell-unit", U): _THERE_OR_NOT,
    ("cell-unit", N): _TOLD_BY_TABLE_MISSING,
    ("cell-note", U): _THERE_OR_NOT,
    ("cell-note", N): _TOLD_BY_TABLE_MISSING,
    ("row-unknown", U): "a label was recognised or was not",
    ("label-variant", U): "a label is that of the form or is not",
    ("fees-unexplained", U): "the text speaks of fees or does not",
    ("problems-empty", U): "the section says something or does not",
    ("year-gap", V): "a report that is not on record may have been published all the same",
    ("year-gap", N): "a series begins with its first report, whenever that is",
    ("outlier", U): "a figure that is blank is not compared; cell-blank tells of it",
}


def _outcomes(shown: Shown) -> set[Outcome]:
    reports = {one.year: one for one in (*shown.others, shown.report)}
    found = judge(shown.report, reports, shown.agency, shown.around)
    return {outcome for (code, outcome), n in found.tally.items() if code == shown.rule and n}


@pytest.mark.parametrize("shown", CASES, ids=[f"{one.rule}-{one.outcome}-{i}" for i, one in enumerate(CASES)])
def test_a_rule_comes_to_its_outcome(shown: Shown) -> None:
    outcomes = _outcomes(shown)
    assert shown.outcome in outcomes
    assert outcomes <= {shown.outcome, Outcome.HOLDS}


def test_every_outcome_of_every_rule_is_shown_or_impossible() -> None:
    shown = {(one.rule, one.outcome) for one in CASES}
    assert shown.isdisjoint(IMPOSSIBLE)
    assert shown | IMPOSSIBLE.keys() == set(product(RULES, Outcome))


def test_rules_have_words_for_exactly_the_outcomes_that_are_possible() -> None:
    possible = set(product(RULES, Outcome)) - IMPOSSIBLE.keys() - set(product(RULES, [Outcome.HOLDS]))
    assert {(rule, Outcome(o)) for rule, declared in RULES.items() for o in declared.messages} == possible


def test_every_rule_of_arithmetic_is_shown() -> None:
    assert CELLS.keys() == {identity.rule for identity in IDENTITIES}


def test_a_successor_may_go_on_with_its_own_text() -> None:
    heir = replace(CITY, successor_id=COUNTY.agency_id)
    register = replace(REGISTER, agencies={**REGISTER.agencies, CITY.agency_id: heir})
    alien = replace(_printed(LONG), agency=COUNTY.agency_id)
    dataset = Dataset(register, (History(heir, {2024: _printed(LONG)}), History(COUNTY, {2024: alien})))
    assert not around(dataset).resemblances


def test_a_government_and_its_office_may_make_regulations() -> None:
    for agency in (CITY, OFFICE):
        found = judge(with_figure(GOOD, REGULATIONS, 9), {}, agency)
        assert not [f for f in found.findings if f.rule == "regulations-without-power"]


def test_townships_have_no_day_to_publish_by() -> None:
    town = replace(COUNTY, level="township")
    assert not [
        f for f in judge(replace(GOOD, published="2025-09-01"), {}, town).findings if f.rule == "published-late"
    ]


def test_a_table_of_blanks_is_told_once() -> None:
    rows = {code: (None,) * len(row) for code, row in GOOD.figures["requests"].items()}
    report = replace(GOOD, figures={**GOOD.figures, "requests": rows})
    (finding,) = [f for f in judge(report, {}, CITY).findings if f.rule == "cell-blank"]
    assert finding.cell == Cell("requests")
    assert "175" in finding.message.zh


def test_a_blank_row_is_told_once() -> None:
    rows = {**GOOD.figures["requests"], "granted": (None,) * 7}
    report = replace(GOOD, figures={**GOOD.figures, "requests": rows})
    (finding,) = [f for f in judge(report, {}, CITY).findings if f.rule == "cell-blank"]
    assert finding.cell == Cell("requests", "granted")


def test_ids_are_unique_also_where_a_rule_finds_two_things_at_one_place() -> None:
    label = Label(cell=Cell("requests"), written="其他")
    names = tuple(Named(section="overview", kind="account", name=n) for n in ("投资合肥", "合肥发布", "投资合肥"))
    report = replace(
        _stated(("items_published", 3), ("items_published", 4), parts=(5, 6)),
        facts=FACTS._replace(unknown_rows=(label, label), named=names),
    )
    found = judge(report, {2024: report}, BUREAU, around(Dataset(REGISTER, ()))).findings
    assert len({finding.id for finding in found}) == len(found)


def test_a_cut_off_table_says_nothing_about_rows_that_it_lacks() -> None:
    cut = without_row(_stated(("requests.granted", 1)), "requests", "granted")
    assert Outcome.VIOLATED not in _outcomes(Shown("text-outcomes", H, cut))
