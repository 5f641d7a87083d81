"""Every rule beyond the arithmetic, with a case for each outcome that it can have."""

from dataclasses import replace

import pytest

from gongkai.cell import Cell
from gongkai.dataset import Dataset, Folder, History, load
from gongkai.finding import Outcome
from gongkai.forms import IDENTITIES, RULES
from gongkai.register import Agency
from gongkai.report import Facts, Label, Mark, Named, Report, Sketch, Statement
from gongkai.rules import around, judge
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
#: A report of which everything is in order.
GOOD = replace(REAL["huaian-peoples-government", 2024], published="2025-03-30")
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


def _with(**facts: object) -> Report:
    return replace(GOOD, facts=replace(FACTS, **facts))  # type: ignore[arg-type]  # fields of Facts by name


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


Judged = tuple[str, Outcome, Report, Agency | None, tuple[Report, ...]]
AMOUNT = Cell("proactive_disclosure", "administrative_fees", "amount")
REGULATIONS = Cell("proactive_disclosure", "regulations", "issued")
MADE = Cell("proactive_disclosure", "regulations", "made")

CASES: list[Judged] = [
    ("text-requests", H, _stated(("requests.received_new", 3119)), CITY, ()),
    ("text-requests", H, _stated(("requests.received_new", 3153)), CITY, ()),
    ("text-requests", H, _stated(("requests.received_new", 3119), ("requests.received_new", 12)), CITY, ()),
    ("text-requests", V, _stated(("requests.received_new", 3118)), CITY, ()),
    ("text-requests", U, _stated(("requests.received_new", 11), ("requests.received_new", 12)), CITY, ()),
    ("text-requests", N, GOOD, CITY, ()),
    ("text-requests", N, without_table(_stated(("requests.received_new", 1)), "requests"), CITY, ()),
    ("text-outcomes", H, _stated(("requests.granted", 1362), ("requests.denied", 178)), CITY, ()),
    ("text-outcomes", V, _stated(("requests.denied", 177)), CITY, ()),
    ("text-outcomes", U, with_figure(_stated(("requests.granted", 7)), GRANTED, None), CITY, ()),
    ("text-outcomes", N, GOOD, CITY, ()),
    ("text-challenges", H, _stated(("legal_challenges.reconsideration", 351)), CITY, ()),
    ("text-challenges", H, _stated(("legal_challenges.reconsideration", 314)), CITY, ()),
    ("text-challenges", H, _stated(("legal_challenges.litigation", 46)), CITY, ()),
    ("text-challenges", V, _stated(("legal_challenges.litigation", 45)), CITY, ()),
    (
        "text-challenges",
        U,
        with_figure(
            _stated(("legal_challenges.litigation", 9)), Cell("legal_challenges", "litigation_direct", "total"), None
        ),
        CITY,
        (),
    ),
    ("text-challenges", N, GOOD, CITY, ()),
    ("text-parts", H, _stated(("items_published", 293), parts=(263, 30)), CITY, ()),
    ("text-parts", V, _stated(("items_published", 293), parts=(263, 31)), CITY, ()),
    ("text-parts", U, _stated(("items_published", 293), parts=(263, 3)), CITY, ()),
    ("text-parts", N, GOOD, CITY, ()),
    ("form-outdated", H, GOOD, CITY, ()),
    ("form-outdated", V, replace(OLD_FORM, year=2023), OFFICE, ()),
    ("form-outdated", N, replace(OLD_FORM, year=2018), OFFICE, ()),
    ("form-undivided-other", H, GOOD, CITY, ()),
    ("form-undivided-other", V, REAL["hongze-peoples-government", 2024], COUNTY, ()),
    ("form-undivided-other", N, without_table(GOOD, "requests"), CITY, ()),
    ("section-missing", H, _with(), CITY, ()),
    ("section-missing", H, _with(sections=("overview", "problems", "other_matters")), CITY, ()),
    ("section-missing", V, _with(sections=SECTIONS[:4]), CITY, ()),
    ("section-missing", U, _with(sections=()), CITY, ()),
    ("section-missing", N, GOOD, CITY, ()),
    ("table-missing", H, GOOD, CITY, ()),
    ("table-missing", V, without_table(GOOD, "requests"), CITY, ()),
    ("cell-blank", H, GOOD, CITY, ()),
    ("cell-blank", V, with_figure(GOOD, GRANTED, None), CITY, ()),
    ("cell-blank", V, _marked(GRANTED, "/", None), CITY, ()),
    ("cell-unreadable", H, _marked(GRANTED, "-", None), CITY, ()),
    ("cell-unreadable", V, _marked(GRANTED, "若干", None), CITY, ()),
    ("cell-unit", H, GOOD, CITY, ()),
    ("cell-unit", H, OLD_FORM, OFFICE, ()),
    ("cell-unit", V, _marked(AMOUNT, "43.788万元", 44), CITY, ()),
    ("cell-note", H, _marked(AMOUNT, "43.788万元", 44), CITY, ()),
    ("cell-note", V, _marked(GRANTED, "55（含自然失效29件）", 55), CITY, ()),
    ("row-unknown", H, _with(), CITY, ()),
    ("row-unknown", V, _with(unknown_rows=(Label(cell=Cell("requests"), written="其他"),)), CITY, ()),
    ("row-unknown", N, GOOD, CITY, ()),
    ("label-variant", H, _with(), CITY, ()),
    ("label-variant", V, _with(variants=(Label(cell=Cell("requests", "granted"), written="予公开"),)), CITY, ()),
    ("label-variant", N, GOOD, CITY, ()),
    ("regulations-without-power", H, REAL["shuyang-peoples-government", 2025], COUNTY, ()),
    ("regulations-without-power", V, with_figure(GOOD, REGULATIONS, 2), COUNTY, ()),
    ("regulations-without-power", V, with_figure(GOOD, REGULATIONS, 2), BUREAU, ()),
    ("regulations-without-power", U, with_figure(OLD_FORM, MADE, 0), BUREAU, ()),
    ("regulations-without-power", U, with_figure(GOOD, REGULATIONS, 2), replace(BUREAU, kind="institution"), ()),
    ("regulations-without-power", N, GOOD, None, ()),
    ("fees-unexplained", H, _with(), CITY, ()),
    ("fees-unexplained", V, _with(fees=()), CITY, ()),
    ("fees-unexplained", N, _with(sections=SECTIONS[:5]), CITY, ()),
    ("problems-empty", H, _with(), CITY, ()),
    ("problems-empty", V, _with(silent=("problems",)), CITY, ()),
    ("problems-empty", N, GOOD, CITY, ()),
    ("other-place", H, _named("投资钦州"), BUREAU, ()),
    ("other-place", H, _named("广西壮族自治区人民政府门户网站", "website"), BUREAU, ()),
    ("other-place", H, _named("平安先锋"), BUREAU, ()),
    ("other-place", V, _named("投资合肥"), BUREAU, ()),
    ("other-place", V, _named("沭阳县人民政府网站", "website"), BUREAU, ()),
    ("other-place", U, _named("沭阳发布"), BUREAU, ()),
    ("other-place", N, GOOD, BUREAU, ()),
    ("repeats-last-year", H, _printed(LONG), CITY, (replace(_printed(OTHER_LONG), year=2023),)),
    ("repeats-last-year", V, _printed(LONG), CITY, (replace(_printed(LONG), year=2023),)),
    ("repeats-last-year", U, _printed(LONG), CITY, (replace(_printed(_near(0.75)), year=2023),)),
    ("repeats-last-year", N, _printed(LONG), CITY, ()),
    ("published-late", H, GOOD, CITY, ()),
    ("published-late", V, replace(GOOD, published="2025-05-01"), CITY, ()),
    ("published-late", U, replace(GOOD, published="2025-04-02"), CITY, ()),
    ("published-late", U, replace(GOOD, published="2025-03-20"), OFFICE, ()),
    ("published-late", N, replace(GOOD, published=""), CITY, ()),
    ("year-gap", H, GOOD, CITY, (replace(GOOD, year=2023),)),
    ("year-gap", U, GOOD, CITY, (replace(GOOD, year=2021),)),
    ("outlier", H, GOOD, CITY, _series(3000, 2500, 3300, 2800)),
    ("outlier", V, GOOD, CITY, _series(30, 25, 33, 28)),
    ("outlier", N, GOOD, CITY, _series(3000)),
]


def _outcomes(rule: str, report: Report, agency: Agency | None, others: tuple[Report, ...]) -> set[Outcome]:
    surroundings = around(Dataset(REGISTER, ()))
    found = judge(report, {one.year: one for one in (*others, report)}, agency, surroundings)
    return {outcome for (code, outcome), n in found.tally.items() if code == rule and n}


@pytest.mark.parametrize(
    ("rule", "outcome", "report", "agency", "others"),
    CASES,
    ids=[f"{rule}-{outcome}-{i}" for i, (rule, outcome, *_) in enumerate(CASES)],
)
def test_a_rule_comes_to_its_outcome(
    rule: str, outcome: Outcome, report: Report, agency: Agency | None, others: tuple[Report, ...]
) -> None:
    outcomes = _outcomes(rule, report, agency, others)
    assert outcome in outcomes
    assert outcomes <= {outcome, Outcome.HOLDS}


def test_every_outcome_of_every_rule_is_shown() -> None:
    shown = {(rule, outcome) for rule, outcome, *_ in CASES}
    arithmetic = {identity.rule for identity in IDENTITIES}
    for rule in RULES.keys() - arithmetic - {"repeats-other"}:
        assert {outcome for code, outcome in shown if code == rule} == {H, *RULES[rule].messages}, rule


@pytest.mark.parametrize(
    ("share", "outcome"), [(0.2, Outcome.HOLDS), (0.75, Outcome.UNCERTAIN), (1.0, Outcome.VIOLATED)]
)
def test_texts_of_other_agencies_are_compared(share: float, outcome: Outcome) -> None:
    report, alien = _printed(LONG), replace(_printed(_near(share)), agency=COUNTY.agency_id)
    dataset = Dataset(REGISTER, (History(CITY, {2024: report}), History(COUNTY, {2024: alien})))
    found = judge(report, {}, CITY, around(dataset))
    assert {o for (rule, o), n in found.tally.items() if rule == "repeats-other" and n} == {outcome}
    assert judge(report, {}, CITY).tally["repeats-other", Outcome.NOT_ASSESSABLE] == 1


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
        facts=replace(FACTS, unknown_rows=(label, label), named=names),
    )
    found = judge(report, {2024: report}, BUREAU, around(Dataset(REGISTER, ()))).findings
    assert len({finding.id for finding in found}) == len(found)


def test_a_cut_off_table_says_nothing_about_rows_that_it_lacks() -> None:
    cut = without_row(_stated(("requests.granted", 1)), "requests", "granted")
    assert Outcome.VIOLATED not in _outcomes("text-outcomes", cut, CITY, ())
