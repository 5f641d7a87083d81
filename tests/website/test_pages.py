"""What the pages around the reports say: sums within a kind, blanks as blanks, rankings only where they are fair."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from statistics import quantiles
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.dataset import Dataset, Folder, History, load
from gongkai.finding import Outcome, Severity
from gongkai.forms import FORMS, INDICATORS, NEWEST, RULES
from gongkai.indicators import Measure, Status, column
from gongkai.pipeline import judge
from gongkai.register import Agency, Register
from gongkai.report import Report
from gongkai.rules import Judgement
from gongkai.text import Language
from gongkai.website import Site, whole
from gongkai.website.brief import Brief, Key, brief
from gongkai.website.excerpts import excerpts, joined
from gongkai.website.others import Others
from gongkai.website.overall import LONGEST, overall, together
from gongkai.website.parts.answers import added as answers_of
from gongkai.website.parts.answers import answered, answers, values
from gongkai.website.parts.formulas import terms
from gongkai.website.parts.groups import Group, by_group
from gongkai.website.parts.lines import blocks, line
from gongkai.website.parts.places import Places
from gongkai.website.parts.sums import added, complete
from gongkai.website.stamp import Context
from gongkai.website.views import agencies, home, indicator, region, rule, year
from gongkai.website.views.years import years
from gongkai.website.words import Words
from places import ROOT

WORDS = Words("zh")
GOVERNMENTS = Group("government", "prefecture")


@pytest.fixture(scope="module")
def site() -> Site:
    dataset = load(Folder(ROOT))
    return whole(dataset, judge(dataset), "1")


def _contexts(pages: Callable[[Site, Language], Iterator[Context]], site: Site) -> list[Mapping[str, Any]]:
    return list(pages(site, "zh"))


def _page(folder: Folder, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((folder.site / address).read_text(encoding="utf-8"))


def _text(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def _reports(site: Site, group: Group, of: int) -> list[Report]:
    found = by_group(entry for entry in site.reports if entry[1].year == of)
    return [report for _, report in found.get(group, [])]


# Sums ----------------------------------------------------------------------------------------------------------------


def test_sums_equal_those_of_the_reports(site: Site) -> None:
    reports = _reports(site, GOVERNMENTS, 2024)
    assert len(reports) == 2
    total = added(reports, NEWEST, 2024)
    assert set(total.counted.values()) == {2}
    for cell, value in total.report.cells():
        assert value == sum(report.figure(cell) or 0 for report in reports), cell


def test_sums_stay_within_a_kind_and_level(site: Site) -> None:
    for entry in by_group(site.reports).items():
        group, members = entry
        assert {(history.agency.kind, history.agency.level) for history, _ in members} == {(group.kind, group.level)}
    for context in _contexts(year.pages, site):
        for sums in context["together"]:
            of = context["year"]
            assert sums.reports == len(_reports(site, sums.group, of))


def test_a_table_with_a_blank_is_left_out_and_counted_as_such(site: Site) -> None:
    one, other = _reports(site, GOVERNMENTS, 2024)
    rows = dict(one.figures["requests"])
    rows["received_new"] = (None, *rows["received_new"][1:])
    blank = replace(one, figures={**one.figures, "requests": rows})
    assert not complete(blank, NEWEST, NEWEST.table["requests"])
    total = added([blank, other, other], NEWEST, 2024)
    assert total.counted["requests"] == 2
    assert total.left_out["requests"] == 1
    assert total.counted["legal_challenges"] == 3


def test_one_report_makes_no_sum(site: Site) -> None:
    assert not added(_reports(site, GOVERNMENTS, 2024)[:1], NEWEST, 2024).telling


def test_sums_of_parts_are_those_of_the_whole(site: Site) -> None:
    one, other = _reports(site, GOVERNMENTS, 2024)
    both = added([one, other], NEWEST, 2024)
    assert added([one], NEWEST, 2024) + added([other], NEWEST, 2024) == both
    assert added([], NEWEST, 2024) + both == both


def test_what_chapters_say_is_together_what_all_say(site: Site) -> None:
    keys = [[key for key in site.briefs if key[0] == one.agency.agency_id] for one in reversed(site.histories)]
    parts = [
        overall(site.register, {key: site.briefs[key] for key in of}, {key: site.judgements[key] for key in of})
        for of in keys
    ]
    assert together(parts) == site.overall


def test_excerpts_of_chapters_are_together_those_of_all(site: Site) -> None:
    def of(agency_id: str) -> tuple[dict[Key, Brief], dict[Key, Judgement]]:
        own = [key for key in site.briefs if key[0] == agency_id]
        return {key: site.briefs[key] for key in own}, {key: site.judgements[key] for key in own}

    parts = [excerpts([one], *of(one.agency.agency_id), site.register) for one in site.histories]
    every = excerpts(site.histories, site.briefs, site.judgements, site.register)
    assert every.keys() == {name for part in parts for name in part}
    for name, whole_one in every.items():
        assert joined(part[name] for part in parts if name in part) == whole_one, name


def test_reports_of_another_form_are_not_added(site: Site) -> None:
    old = next(report for _, report in site.reports if report.form == "2019")
    assert not complete(old, NEWEST, NEWEST.table["requests"])


def test_an_undivided_row_adds_up_with_divided_ones(site: Site) -> None:
    divided = _reports(site, GOVERNMENTS, 2024)[0]
    undivided = next(
        report for _, report in site.reports if "other" in report.figures["requests"] and report.year > 2020
    )
    total = added([divided, undivided], NEWEST, 2024)
    rows = total.report.figures["requests"]
    assert rows["other"] == undivided.figures["requests"]["other"]
    assert rows["other_other"] == divided.figures["requests"]["other_other"]
    found = values(total.report)
    assert found is not None
    assert sum(found) == rows["total"][-1]


# Answers -------------------------------------------------------------------------------------------------------------


def test_answers_are_complete_or_none(site: Site) -> None:
    for _, report in site.reports:
        found = values(report)
        if found is not None:
            assert (
                sum(answer.value for answer in answers(report.form, found)) == report.figures["requests"]["total"][-1]
            )


def test_answers_that_do_not_add_up_make_no_picture(site: Site) -> None:
    report = _reports(site, GOVERNMENTS, 2024)[0]
    rows = dict(report.figures["requests"])
    rows["granted"] = (*rows["granted"][:-1], 1)
    assert values(replace(report, figures={**report.figures, "requests": rows})) is None


def test_the_picture_says_over_how_many_reports(site: Site) -> None:
    picture = answered(
        WORDS, 2024, GOVERNMENTS, answers_of(2024, [(r.form, values(r)) for r in _reports(site, GOVERNMENTS, 2024)])
    )
    assert picture is not None
    assert (picture.reports, picture.of, picture.processed) == (2, 2, 6571)


# Home ----------------------------------------------------------------------------------------------------------------


def test_home_counts_requests_of_one_level_of_governments_only(site: Site) -> None:
    context = _contexts(home.pages, site)[0]
    written = [figure.value for figure in context["key_figures"]]
    assert written[0] == str(len(site.histories))
    assert written[1] == str(len(site.judgements))
    assert written[3] == "6,644"


def test_a_year_that_is_only_beginning_is_not_the_full_one(site: Site) -> None:
    assert home.full_year(site) == 2024


def test_home_of_nothing() -> None:
    empty = whole(Dataset(Register({}, {}), ()), {}, "1")
    context = _contexts(home.pages, empty)[0]
    assert context["picture"] is None


# Lists ---------------------------------------------------------------------------------------------------------------


def test_a_missing_figure_is_missing_in_lists(site: Site) -> None:
    history, report = next(entry for entry in site.reports if entry[1].year == 2024)
    rows = {code: values for code, values in report.figures["requests"].items() if code != "total"}
    rows["received_new"] = (*report.figures["requests"]["received_new"][:-1], None)
    blank = replace(report, figures={"requests": rows})
    dataset = Dataset(site.register, (History(history.agency, {2024: blank}),))
    found = line(site.register, brief(blank, judge(dataset)[blank.agency, blank.year]))
    assert (found.received, found.processed, found.disputes) == (None, None, None)
    assert found.disclosure.status is Status.MISSING


def test_lists_carry_whole_groups_as_far_as_a_page_bears_them(site: Site) -> None:
    (block,) = blocks(site, [(GOVERNMENTS, LONGEST + 1)], [])
    assert block.count == LONGEST + 1
    assert not block.lines


def test_regions_with_pages_are_those_with_agencies_and_their_ancestors(site: Site) -> None:
    places = site.places
    for agency in site.register.agencies.values():
        for above in site.register.ancestry(agency.region_code):
            assert above.region_code in places.regions
    assert len(places.regions) < 20
    assert sum(agencies for code, (agencies, _) in places.counts.items() if code.endswith("0000")) == len(
        site.histories
    )


def test_a_region_puts_its_government_first_and_adds_nothing(site: Site) -> None:
    page = next(one for one in _contexts(region.pages, site) if one["region_code"] == "321322")
    ((first, *_), *_) = page["governments"]
    assert first.agency.agency_id == "shuyang-peoples-government"
    ((group, lines),) = page["others"]
    assert group == Group("department", "county")
    assert [one.agency.agency_id for one in lines] == ["shuyang-development-reform-bureau"]


def test_agencies_without_a_report_are_listed_as_such(site: Site) -> None:
    lost = Dataset(site.register, site.histories[1:])
    found = _contexts(agencies.pages, whole(lost, judge(lost), "1"))[0]
    entries = [e for p in found["provinces"] for _, es in p.places for e in es]
    assert len(entries) == len(site.register.agencies)
    assert [e.agency.agency_id for e in entries if not e.years] == [site.histories[0].agency.agency_id]


def test_years_cover_who_existed(site: Site) -> None:
    assert [one.year for one in years(site)] == sorted(site.years, reverse=True)
    for one in years(site):
        assert one.reports <= one.expected
        assert sum(count for _, count in one.groups) == one.reports


def test_years_tell_the_state_of_every_agency(site: Site) -> None:
    absent = next(one for one in site.register.agencies if (one, 2023) not in site.briefs)
    (of_2023,) = (one for one in years(replace(site, waiting=frozenset({(absent, 2023)}))) if one.year == 2023)
    assert sum(of_2023.statuses.values()) == len(site.register.agencies)
    assert of_2023.statuses["waiting"] == 1
    assert of_2023.statuses["published_with_findings"] == sum(
        brief.contradicting for (_, year), brief in site.briefs.items() if year == of_2023.year
    )


# Indicators and rules ------------------------------------------------------------------------------------------------


def _block(of: Site, values: list[str], status: Status = Status.VALUE) -> indicator.Block:
    """The block of so many agencies with these shares."""
    share, year = INDICATORS["disclosure_rate"], 2024
    made = [
        Agency(agency_id=f"a-{i}", name="甲", name_en="A", region_code="110000", level="county", kind="department")
        for i in range(len(values))
    ]
    measures = (Measure(share, int(100 * Decimal(value)), 100, status) for value in values)
    found = column((one.agency_id, measure) for one, measure in zip(made, measures, strict=True))
    register = replace(of.register, agencies={one.agency_id: one for one in made})
    reporting = {one.agency_id: (year,) for one in made}
    others = Others((year,), reporting=reporting, places=Places(register, reporting))
    told = {(share.code, year): found}
    only = replace(of, register=register, others=others, values=told, pages=frozenset([share.code]))
    (context,) = _contexts(indicator.pages, only)
    block: indicator.Block = context["blocks"][0]
    return block


def test_no_ranking_of_few_agencies(site: Site) -> None:
    block = _block(site, ["0.1"] * 4)
    assert block.ranked == 0
    assert {row.rank for row in block.rows} == {None}


def test_equal_values_have_equal_ranks(site: Site) -> None:
    block = _block(site, ["0.5", "0.5", "0.9", *["0.1"] * 27])
    assert [row.rank for row in block.rows][:4] == [1, 2, 2, 4]
    assert all((a.rank or 0) <= (b.rank or 0) for a, b in pairwise(block.rows))
    assert block.middles[0].middle == Decimal("0.1")


def test_few_cases_take_no_part(site: Site) -> None:
    block = _block(site, ["0.1"] * 40, Status.FEW_CASES)
    assert (block.ranked, block.middles) == (0, ())


@given(st.lists(st.decimals(0, 1, places=2), min_size=indicator.FEWEST_MIDDLE, max_size=50))
def test_middles_are_quartiles(site: Site, shares: list[Decimal]) -> None:
    (middle,) = _block(site, [str(share) for share in shares]).middles
    assert [middle.low, middle.middle, middle.high] == quantiles(shares, n=4, method="inclusive")


@pytest.mark.parametrize("code", INDICATORS)
def test_formulas_are_in_the_words_of_the_form(code: str) -> None:
    found = INDICATORS[code]
    for term in terms((*found.numerator, *found.denominator), NEWEST):
        assert term.row.zh
        assert term.row.en
        assert "*" not in term.row.zh


def test_tallies_of_rules_are_those_of_the_judgements(site: Site) -> None:
    for page in _contexts(rule.pages, site):
        standing = page["standing"]
        for outcome in Outcome:
            whole = sum(one.tally.get((page["rule"], outcome), 0) for one in site.judgements.values())
            assert standing.tally[outcome] == whole
        assert page["case_count"] == standing.tally[Outcome.VIOLATED]


def test_the_quality_of_each_year_counts_its_reports(site: Site) -> None:
    (page,) = _contexts(rule.index, site)
    assert {year: one.reports for year, one in page["quality"]} == Counter(report.year for _, report in site.reports)
    assert sum(one.contradicting for _, one in page["quality"]) == sum(
        any(one.outcome is Outcome.VIOLATED and one.severity is Severity.ERROR for one in judgement.findings)
        for judgement in site.judgements.values()
    )
    year, oldest = page["quality"][-1]
    assert (year, oldest.consistent + oldest.contradicting) == (2019, oldest.reports)
    assert oldest.blank == sum(
        value is None for _, report in site.reports if report.year == 2019 for _, value in report.cells()
    )
    assert oldest.blank


def test_examples_add_up(site: Site) -> None:
    shown = [page["example"] for page in _contexts(rule.pages, site) if page["example"]]
    assert shown
    for example in shown:
        assert sum(-t.value if t.minus else t.value for t in example.terms) == example.total


# As built ------------------------------------------------------------------------------------------------------------


def test_the_home_page_answers_in_words_and_numbers(built: Folder) -> None:
    page = _page(built, "index.html")
    assert "政府信息公开年报" in _text(page.css_first("h1"))
    assert page.css_first("form.gk-search[role=search] input[name=q]") is not None
    assert len(page.css("dl.gk-figures .gk-figures__item")) == 5
    assert "2 份市级人民政府年报共办结申请 6,571 件" in _text(page.css_first("article"))


def test_the_year_page_prints_the_sum_in_the_forms_layout(built: Folder, site: Site) -> None:
    page = _page(built, "years/2024.html")
    reports = _reports(site, GOVERNMENTS, 2024)
    expected = sum(int(report.figures["requests"]["received_new"][-1] or 0) for report in reports)
    cell = page.css_first('td[id="prefecture-government:requests.received_new.total"]')
    assert _text(cell) == f"{expected:,}"


def test_blanks_are_said_to_be_blank(built: Folder) -> None:
    page = _page(built, "indicators/organisation_share.html")
    row = next(row for row in page.css("tr[data-words]") if "上海市人民政府办公厅" in row.text())
    assert row.css_first(".gk-blank") is not None


@pytest.mark.parametrize("code", RULES)
def test_each_rule_has_a_page_that_says_why(built: Folder, code: str) -> None:
    article = _text(_page(built, f"rules/{code}.html").css_first("article"))
    assert RULES[code].statement.zh in article
    assert RULES[code].why.zh in article


def test_violations_lead_to_the_report(built: Folder) -> None:
    page = _page(built, "rules/challenge-total.html")
    links = {node.attributes["href"] for node in page.css("#cases-list a")}
    assert links == {"../agencies/hongze-peoples-government/2023.html#findings"}


def test_regions_below_tell_what_their_governments_report(built: Folder) -> None:
    rows = _page(built, "regions/320000.html").css("tbody tr")
    written = {_text(row.css_first("th")): [_text(cell) for cell in row.css("td")] for row in rows}
    assert written["宿迁市"] == ["2024：宿迁市人民政府", "3,525", "54.0%", "3", "4"]


@pytest.mark.parametrize("address", ["en/regions/320800.html", "en/rules/balance.html"])
def test_a_name_is_escaped_once(built: Folder, address: str) -> None:
    html = (built.site / address).read_text(encoding="utf-8")
    assert "&#39;s Government" in html
    assert "&amp;#" not in html


def test_the_foot_says_what_may_be_done(built: Folder) -> None:
    for address, root in (("index.html", ""), ("en/years/2024.html", "../")):
        links = [link.attributes["href"] for link in _page(built, address).css("footer a")]
        assert f"{root}data/index.html#licence" in links


def test_the_data_page_lists_every_file(built: Folder) -> None:
    page = _page(built, "data/index.html")
    offered = {(node.attributes["href"] or "").rpartition("/")[2] for node in page.css("a[download]")}
    files = (path for path in (built.site / "data").iterdir() if path.is_file())
    assert {path.name for path in files if path.suffix != ".html"} <= offered
    for form in FORMS.values():
        assert form.document.number in _text(page.css_first("article"))


def test_lists_are_whole_without_a_script(built: Folder, site: Site) -> None:
    page = _page(built, "agencies/index.html")
    assert len(page.css("li[data-words]")) == len(site.register.agencies)
    assert all("hidden" in node.attributes for node in page.css("[data-filter]"))
