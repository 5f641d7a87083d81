"""Reports and agencies in a real browser: readable by everyone, on a phone, in the dark, from a folder."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from gongkai.dataset import Folder

pytestmark = pytest.mark.browser

#: Rich, with violations, with blanks in the older form, all zero; an agency with a series.
PAGES = (
    "agencies/huaian-peoples-government/2024.html",
    "agencies/hongze-peoples-government/2023.html",
    "agencies/shanghai-general-office/2019.html",
    "agencies/qinzhou-investment-promotion-bureau/2023.html",
    "agencies/suqian-peoples-government/index.html",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_nothing_stands_in_anyones_way(browser: Browser, built: Folder, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((built.site / address).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    violations = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert not [(found["id"], found["nodes"][0]["html"]) for found in violations]
    assert wide <= 390


def test_a_row_explains_itself(page: Page, built: Folder, console_errors: list[str]) -> None:
    page.goto((built.site / PAGES[0]).as_uri())
    label = page.locator('[id="requests.unavailable_not_held"] button')
    explained = page.locator(f'[id="{label.get_attribute("popovertarget")}"]')
    assert not explained.is_visible()
    label.click()
    assert explained.is_visible()
    page.keyboard.press("Escape")
    assert not explained.is_visible()
    assert not console_errors


def test_the_first_column_stays_while_the_rest_scrolls(page: Page, built: Folder) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((built.site / PAGES[0]).as_uri())
    label = page.locator('[id="requests.denied_state_secret"] .gk-form__label')
    figure = page.locator('[id="requests.denied_state_secret.total"]')
    frame = label.locator("xpath=ancestor::div[@role='region']")
    left = label.bounding_box()
    far = figure.bounding_box()
    frame.evaluate("one => { one.scrollLeft = 300 }")
    assert label.bounding_box() == left
    moved = figure.bounding_box()
    assert far is not None
    assert moved is not None
    assert moved["x"] < far["x"]


def test_nothing_comes_from_elsewhere(page: Page, built: Folder, requested_urls: list[str]) -> None:
    page.goto((built.site / PAGES[0]).as_uri())
    page.wait_for_load_state("networkidle")
    assert all(url.startswith("file:") for url in requested_urls)
