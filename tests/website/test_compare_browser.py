"""Agencies side by side in a real browser: chosen, shared by address, downloaded, from a server and from a folder."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongkai.dataset import Folder

pytestmark = pytest.mark.browser

PAIR = "a=suqian-peoples-government,huaian-peoples-government&y=2024&i=requests_received,disclosure_rate"
HEADS = ["agency_id", "agency", "group", "year", "requests_received", "disclosure_rate"]


@pytest.fixture(params=["server", "folder"])
def address(request: pytest.FixtureRequest, built: Folder, served: Callable[[Path], str]) -> str:
    """The site at a server, and as a folder."""
    return served(built.site) if request.param == "server" else built.site.as_uri()


def _table(page: Page, group: str) -> list[list[str]]:
    rows = page.get_by_role("region", name=group).locator("tbody tr")
    return [row.locator("th, td").all_text_contents() for row in rows.all()]


def _downloaded(page: Page) -> list[list[str]]:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def test_two_agencies_are_chosen_by_keyboard_and_stand_side_by_side(
    page: Page, address: str, console_errors: list[str]
) -> None:
    page.goto(f"{address}/compare/index.html")
    expect(page.get_by_role("status").last).to_contain_text("还没有选机关")
    box = page.get_by_role("combobox", name="添加机关")
    for typed, name in (("sqszf", "宿迁市人民政府"), ("淮安", "淮安市人民政府")):
        box.fill(typed)
        expect(page.locator("#compare-found [role=option]").first).to_contain_text(name)
        box.press("ArrowDown")
        box.press("Enter")
        expect(page.locator(".gk-compare__chosen").get_by_role("link", name=name, exact=True)).to_be_visible()
    page.get_by_role("checkbox", name="2025").uncheck()
    page.get_by_role("checkbox", name="2019").uncheck()
    assert _table(page, "市级人民政府") == [
        ["宿迁市人民政府", "2023", "3,511", "43.6%"],
        ["宿迁市人民政府", "2024", "3,525", "54.0%"],
        ["淮安市人民政府", "2023", "未收录", "未收录"],
        ["淮安市人民政府", "2024", "3,119", "59.5%"],
    ]
    assert page.locator("#compare-result svg[role=img]").count() == 4
    assert console_errors == []


def test_an_example_is_offered_first(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/index.html")
    page.get_by_role("link", name="宿迁市人民政府、淮安市人民政府").click()
    expect(page.locator(".gk-compare__chosen li")).to_have_count(2)
    expect(page.locator("#compare-examples")).to_be_hidden()


def test_years_that_nobody_has_are_named_and_not_listed(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/index.html#a=suqian-peoples-government")
    expect(page.locator("#compare-result")).to_contain_text("均无年报的年份未列出：2019、2025")
    assert [row[1] for row in _table(page, "市级人民政府")] == ["2023", "2024"]


def test_an_address_shows_what_it_says(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/index.html#{PAIR}")
    rows = [["宿迁市人民政府", "2024", "3,525", "54.0%"], ["淮安市人民政府", "2024", "3,119", "59.5%"]]
    expect(page.get_by_role("region", name="市级人民政府")).to_be_visible()
    assert _table(page, "市级人民政府") == rows
    page.reload()
    expect(page.get_by_role("region", name="市级人民政府")).to_be_visible()
    assert _table(page, "市级人民政府") == rows
    page.locator("a.gk-header__language").click()
    expect(page.get_by_role("region", name="Government")).to_be_visible()
    assert _table(page, "Government")[1] == ["Huai'an Municipal People's Government", "2024", "3,119", "59.5%"]


def test_the_file_holds_exactly_what_is_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/index.html#{PAIR}")
    assert _downloaded(page) == [
        HEADS,
        ["suqian-peoples-government", "宿迁市人民政府", "市级人民政府", "2024", "3525", "0.540187"],
        ["huaian-peoples-government", "淮安市人民政府", "市级人民政府", "2024", "3119", "0.59541"],
    ]
    page.get_by_role("button", name="去掉：宿迁市人民政府").click()
    page.get_by_role("checkbox", name="新收申请").uncheck()
    expect(page.locator("#compare-result tbody tr")).to_have_count(1)
    assert _downloaded(page)[1:] == [["huaian-peoples-government", "淮安市人民政府", "市级人民政府", "2024", "0.59541"]]


def test_agencies_of_another_kind_stand_apart(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/index.html#a=suqian-peoples-government,qinzhou-investment-promotion-bureau&y=2023")
    expect(page.locator("#compare-result h3")).to_have_text(["市级人民政府", "市级部门"])
    expect(page.locator("#compare-result")).to_contain_text("不属于同级同类")
    assert _table(page, "市级部门") == [["钦州市投资促进局", "2023", "0", "无此类事项"]]
    for figure in page.locator("#compare-result figure").all():
        assert sum(name in (figure.text_content() or "") for name in ("宿迁市人民政府", "钦州市投资促进局")) == 1


def test_an_unknown_or_hostile_address_shows_nothing_of_itself(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/index.html#a=../../x,nobody-at-all,<img src=x>&y=1,2&i=zzz")
    expect(page.locator("#compare-said")).to_contain_text("没有载入")
    assert page.locator("#compare-result *").count() == 0
    assert page.locator("main img").count() == 0


def test_an_agency_page_leads_to_its_comparison(page: Page, address: str) -> None:
    page.goto(f"{address}/agencies/suqian-peoples-government/index.html")
    page.get_by_role("link", name="与其他机关比较").click()
    expect(page.locator(".gk-compare__chosen li")).to_have_count(2)
    expect(page.get_by_role("region", name="市级人民政府").locator("tbody th").first).to_have_text("宿迁市人民政府")


def test_a_long_name_stays_on_a_small_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{address}/en/compare/index.html#a=shanghai-science-technology-commission")
    for text in (page.locator("#compare-result svg text").all(), page.locator(".gk-compare__name").all()):
        assert text
        for one in text:
            box = one.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= 320
