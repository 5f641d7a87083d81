"""How shares are spread within a kind and level, on the pages of indicators and years."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai.cell import Cell
from gongkai.report import Report
from gongkai.website import Site
from invented import series, with_figure
from website.stamped import agency, pages, site


def _report(name: str, granted: int) -> Report:
    """A report with 100 processed requests, so many of them granted."""
    report = replace(series(Random(1), name, [2024])[2024], agency=name)  # noqa: S311  invented
    for row, value in (("granted", granted), ("granted_in_part", 0), ("total", 100)):
        report = with_figure(report, Cell("requests", row, "total"), value)
    return report


def _site(granted: Iterable[int]) -> Site:
    reports = [_report(f"bureau-{place}", count) for place, count in enumerate(granted)]
    return site(reports, {one.agency: agency(one.agency) for one in reports})


def _pictures(html: str) -> list[str]:
    return [figure.attributes["id"] or "" for figure in LexborHTMLParser(html).css("figure.gk-chart")]


@pytest.mark.parametrize(
    ("kind", "address"), [("indicator", "indicators/disclosure_rate.html"), ("year", "years/2024.html")]
)
def test_five_agencies_are_a_picture(kind: str, address: str) -> None:
    found = _site([10, 12, 50, 90, 100])
    html = pages(kind, found)[address]
    assert "spread-prefecture-department" in _pictures(html)
    figure = LexborHTMLParser(html).css_first("#spread-prefecture-department")
    assert figure is not None
    rows = [[cell.text() for cell in row.css("th, td")] for row in figure.css("tbody tr")]
    assert rows == [["10%–15%", "2"], ["50%–55%", "1"], ["90%–95%", "1"], ["95%–100%", "1"]]
    assert "中位数 50.0%" in html


def test_the_middle_of_each_year_stands_in_a_table() -> None:
    html = LexborHTMLParser(pages("indicator", _site([10, 12, 50, 90, 100]))["indicators/disclosure_rate.html"])
    (row,) = html.css(".gp-middles tbody tr")
    assert [cell.text() for cell in row.css("th, td")] == ["2024", "5", "50.0%", "12.0%–90.0%"]


@pytest.mark.parametrize("kind", ["indicator", "year"])
def test_four_agencies_are_none(kind: str) -> None:
    for html in pages(kind, _site([10, 12, 50, 90])).values():
        assert not [name for name in _pictures(html) if name.startswith("spread-")]


def test_a_count_has_no_spread_of_shares() -> None:
    html = pages("indicator", _site([10, 12, 50, 90, 100]))["indicators/requests_received.html"]
    assert not [name for name in _pictures(html) if name.startswith("spread-")]
