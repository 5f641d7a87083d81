"""The pages around the reports in a real browser: readable by all, on a phone and on a desk, and without a mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gongkai.dataset import Folder

pytestmark = pytest.mark.browser

ADDRESSES = (
    "index.html",
    "agencies/index.html",
    "years/index.html",
    "years/2024.html",
    "regions/index.html",
    "regions/321300.html",
    "indicators/index.html",
    "indicators/disclosure_rate.html",
    "compare/index.html#a=suqian-peoples-government,huaian-peoples-government,qinzhou-investment-promotion-bureau",
    "rules/index.html",
    "rules/challenge-total.html",
    "data/index.html",
    "search.html",
    "404.html",
    "help/index.html",
    "help/glossary.html",
    "en/index.html",
)
PHONE, DESK = 390, 1280


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_keeps_a_reader_out(
    built: Folder, served: Callable[[Path], str], page: Page, address: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{served(built.site)}/{address}")
        page.evaluate("document.querySelectorAll('article details').forEach(fold => { fold.open = true; })")
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), f"{address} is wider than {width} px"
        found = Axe().run(page).response["violations"]
        assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_the_box_filters_the_list(built: Folder, served: Callable[[Path], str], page: Page) -> None:
    page.goto(f"{served(built.site)}/agencies/index.html")
    lines = page.locator("#agencies li[data-words]:visible")
    whole = lines.count()
    page.get_by_label("在本页中筛选").fill("沭阳")
    expect(lines).to_have_count(2)
    expect(page.locator("#agencies h2:visible")).to_have_count(1)
    page.get_by_label("在本页中筛选").fill("没有这样的机关")
    expect(lines).to_have_count(0)
    page.get_by_label("在本页中筛选").fill("")
    expect(lines).to_have_count(whole)


def test_an_example_finds_what_it_promises(built: Folder, served: Callable[[Path], str], page: Page) -> None:
    for example in ("投促局", "宿迁", "行政复议", "公开率"):
        page.goto(f"{served(built.site)}/index.html")
        page.get_by_role("link", name=example, exact=True).click()
        expect(page.locator("#search-results a").first).to_be_visible()


def test_pages_open_from_a_folder(built: Folder, page: Page, console_errors: list[str]) -> None:
    page.goto((built.site / "index.html").as_uri())
    page.get_by_role("link", name="全部年份").click()
    page.get_by_role("link", name="2024", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("2024 年的年报")
    assert not console_errors
