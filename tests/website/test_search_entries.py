"""What of a dataset and of hand-written pages can be found."""

from operator import attrgetter

import pytest

from gongkai.dataset import Folder, load
from gongkai.website.search import entries, page_entries, page_entry
from gongkai.website.search.entries import short_name
from places import ROOT
from website.search_register import dataset

PAGE = """<html><body><nav>导航</nav><article class="md-content__inner">
<h1>怎么申请<a class="headerlink" href="#x">¶</a></h1><p>任何人都可以<strong>申请</strong>
公开。</p><h2>期限</h2><ul><li>二十个工作日</li></ul><script>var x;</script></article></body></html>"""


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("宿迁市", "宿迁"),
        ("江苏省", "江苏"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("恩施土家族苗族自治州", "恩施"),
        ("鄂温克族自治旗", "鄂温克族"),
        ("香港特别行政区", "香港"),
        ("大兴安岭地区", "大兴安岭"),
        ("兴安盟", "兴安"),
        ("礼县", "礼县"),
    ],
)
def test_short_names_of_regions(name: str, short: str) -> None:
    assert short_name(name) == short


def test_agencies_come_in_the_order_of_their_rank() -> None:
    found = sorted((one for one in entries(dataset(400), "zh") if one.kind == "agency"), key=attrgetter("rank"))
    kinds = [entry.title.endswith("人民政府") for entry in found]
    assert kinds == sorted(kinds, reverse=True)
    suqian = next(entry for entry in found if entry.title == "宿迁市人民政府")
    assert suqian.names == ("宿迁市", "宿迁")
    assert suqian.sub == "江苏省 › 宿迁市"
    assert suqian.years == (2021, 2022, 2023, 2024, 2025)


def test_reports_have_no_entries_of_their_own_without_text() -> None:
    assert {entry.kind for entry in entries(dataset(100), "zh")} == {"agency", "region", "year"}
    kept = [entry for entry in entries(dataset(100, text="全年"), "zh") if entry.kind == "report"]
    assert len(kept) == 100
    assert "report" not in {entry.kind for entry in entries(dataset(100, text="全年"), "en")}


def test_english_entries_are_found_by_their_chinese_names() -> None:
    found = next(entry for entry in entries(dataset(100), "en") if "宿迁市人民政府" in entry.names)
    assert "江苏省" in found.keywords
    assert not found.title.endswith("人民政府")


def test_every_agency_of_the_project_is_an_entry() -> None:
    real = load(Folder(ROOT))
    urls = {entry.url for entry in entries(real, "zh")}
    assert {f"agencies/{agency_id}/index.html" for agency_id in real.register.agencies} <= urls
    assert {f"years/{report.year}.html" for report in real.reports} <= urls
    assert {"regions/320000.html", "regions/321300.html"} <= urls


def test_a_page_by_title_headings_and_text() -> None:
    found = page_entry("help/ask.html", PAGE)
    assert found is not None
    assert (found.title, found.names, found.url) == ("怎么申请", ("期限",), "help/ask.html")
    assert found.sub == "任何人都可以申请公开。"
    assert "二十个工作日" in found.text
    assert "var" not in found.text
    assert "导航" not in found.text


def test_a_page_without_title_is_no_result() -> None:
    assert list(page_entries([("a.html", "<p>x</p>"), ("b.html", PAGE)])) == [page_entry("b.html", PAGE)]
