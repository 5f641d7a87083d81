"""The page of an agency: all its years, with gaps as gaps."""

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.dataset import Folder, load
from gongkai.pipeline import judge
from gongkai.report import Report
from gongkai.website import Site, whole
from gongkai.website.others import MOST_PEERS
from gongkai.website.words import TEXTS
from places import ROOT
from website.stamped import agency, page, pages, site


@pytest.fixture(scope="module")
def real() -> Site:
    dataset = load(Folder(ROOT))
    return whole(dataset, judge(dataset), "1")


@pytest.fixture
def report(real: Site) -> Report:
    return next(report for _, report in real.reports if report.agency.startswith("huaian"))


def _text(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def test_every_agency_with_a_report_has_a_page_in_both_languages(real: Site) -> None:
    expected = {f"agencies/{history.agency.agency_id}/index.html" for history in real.histories}
    assert set(pages("agency", real)) == expected
    assert set(pages("agency", real, "en")) == expected


def test_each_year_has_a_line_with_its_figures_and_files(real: Site) -> None:
    html = LexborHTMLParser(pages("agency", real)["agencies/suqian-peoples-government/index.html"])
    lines = html.css(".gk-table--wide tbody tr")
    assert [_text(line).split()[:4] for line in lines] == [
        ["2024", "3,525", "3,521", "54.0%"],
        ["2023", "3,511", "3,486", "43.6%"],
    ]
    assert [a.attributes["href"] for a in lines[0].css("td a[download]")] == [
        "../../agencies/suqian-peoples-government/2024.csv",
        "../../agencies/suqian-peoples-government/2024.json",
    ]


def test_one_year_is_no_series(report: Report) -> None:
    html = page("agency", site([report]))
    assert html.css_first("svg") is None
    assert "还看不出变化" in _text(html.body)


def test_gaps_stay_gaps(report: Report) -> None:
    html = page("agency", site([replace(report, year=year) for year in (2021, 2022, 2025)]))
    received = html.css_first("#series-requests_received")
    assert received is not None
    assert [_text(text) for text in received.css("text")].count(TEXTS["gap_absent"].zh) == 1
    rate = html.css_first("#series-disclosure_rate")
    assert rate is not None
    assert len(rate.css("line.gk-line")) == 1
    assert len(rate.css("circle")) == 3


def test_years_before_the_agency_are_said_to_be_so(report: Report) -> None:
    young = agency(report.agency, valid_from="2023-05-01")
    other = replace(report, agency="bureau-old", year=2021)
    found = pages("agency", site([report, other], {report.agency: young}))
    pills = LexborHTMLParser(found[f"agencies/{report.agency}/index.html"]).css(".gk-pills__pill")
    assert [_text(pill) for pill in pills] == ["2024", "2023：未收录", "2022：机关未设", "2021：机关未设"]


def test_few_cases_are_not_drawn_as_rates(real: Site) -> None:
    html = LexborHTMLParser(pages("agency", real)["agencies/hongze-peoples-government/index.html"])
    assert html.css_first("#series-disclosure_rate") is None
    assert html.css_first("#series-requests_received") is not None


def test_peers_are_the_agencies_next_to_it(report: Report) -> None:
    many = [replace(report, agency=f"bureau-{i:02}") for i in range(30)]
    found = pages("agency", site(many))
    html = LexborHTMLParser(found["agencies/bureau-15/index.html"])
    named = [a.attributes["href"] for a in html.css(".gk-card a")]
    assert len(named) == MOST_PEERS
    assert "../../agencies/bureau-14/index.html" in named
    assert "../../agencies/bureau-15/index.html" not in named
    assert "29" in _text(html.body)


def test_a_successor_is_named(report: Report) -> None:
    old = agency(report.agency, valid_to="2024-12-31", successor_id="bureau-new")
    html = page("agency", site([report], {report.agency: old, "bureau-new": agency("bureau-new", name="新局")}))
    assert "新局" in _text(html.css_first(".gk-facts"))
    assert html.css_first('a[href$="bureau-new/index.html"]') is None
