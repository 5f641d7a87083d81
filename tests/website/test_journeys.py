"""What readers do on the site, in a real browser: find, read, change the language, go without script or server."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from gongkai.dataset import Folder

pytestmark = pytest.mark.browser

#: A page of every kind.
KINDS = (
    "index.html",
    "agencies/index.html",
    "agencies/suqian-peoples-government/index.html",
    "agencies/hongze-peoples-government/2023.html",
    "agencies/shanghai-general-office/2019.html",
    "agencies/qinzhou-investment-promotion-bureau/2023.html",
    "years/index.html",
    "years/2024.html",
    "regions/index.html",
    "regions/320000.html",
    "indicators/index.html",
    "indicators/disclosure_rate.html",
    "compare/index.html",
    "rules/index.html",
    "rules/challenge-total.html",
    "data/index.html",
    "data/changes.html",
    "data/codebook.html",
    "search.html",
    "help/index.html",
    "help/glossary.html",
    "help/about.html",
    "404.html",
)
#: Query, and the title that must come first.
QUERIES = (
    ("钦州投资促进局", "钦州市投资促进局"),
    ("投促局", "钦州市投资促进局"),
    ("宿迁", "宿迁市人民政府"),
    ("沭阳发改局", "沭阳县发展和改革局"),
    ("上海科委", "上海市科学技术委员会"),
    ("公开率", "公开率"),
)


@pytest.fixture(scope="session")
def address(built: Folder, served: Callable[[Path], str]) -> str:
    """Where the project's site is served."""
    return served(built.site)


@pytest.mark.parametrize(("query", "title"), QUERIES)
def test_the_right_page_is_found_first(page: Page, address: str, query: str, title: str) -> None:
    page.goto(f"{address}/index.html")
    box = page.locator("main input[type=search]")
    box.fill(query)
    first = page.locator("main [role=option]").first
    expect(first).to_contain_text(title)
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text(title)


def test_an_agency_and_a_year_lead_to_the_report(page: Page, address: str) -> None:
    page.goto(f"{address}/years/index.html")
    page.locator("header input[type=search]").fill("洪泽 2023")
    page.locator("header [role=option]").first.click()
    expect(page).to_have_url(re.compile(r"/agencies/hongze-peoples-government/2023\.html$"))


def test_a_finding_is_reached_from_its_cell_and_leads_back(page: Page, address: str) -> None:
    page.goto(f"{address}/agencies/hongze-peoples-government/2023.html")
    mark = page.locator("table a[href^='#']", has_text="※1").first
    mark.click()
    finding = page.locator(":target")
    expect(finding).to_contain_text("四种结果相加为 11")
    expect(finding).to_be_visible()


@pytest.mark.parametrize("kind", ["index.html", "agencies/hongze-peoples-government/2023.html", "help/index.html"])
def test_the_language_switch_stays_on_the_page(page: Page, address: str, kind: str) -> None:
    page.goto(f"{address}/{kind}")
    page.locator("a.gk-header__language").click()
    expect(page).to_have_url(f"{address}/en/{kind}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("a.gk-header__language").click()
    expect(page).to_have_url(f"{address}/{kind}")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaves_the_server_fails_or_is_wider_than_a_small_phone(
    page: Page, address: str, requested_urls: list[str], console_errors: list[str], kind: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}/{kind}", wait_until="load")
    assert [url for url in requested_urls if not url.startswith((address, "data:"))] == []
    assert console_errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), ("", "dark"), ("en/", "light"), ("en/", "dark")])
def test_every_kind_of_page_is_accessible(browser: Browser, address: str, language: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    violations: dict[tuple[str, str], str] = {}
    for kind in KINDS:
        page.goto(f"{address}/{language}{kind}")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        violations |= {(kind, one["id"]): one["nodes"][0]["html"] for one in found.response["violations"]}
    context.close()
    assert violations == {}


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_script_a_report_is_complete(scriptless: Page, address: str) -> None:
    scriptless.goto(f"{address}/agencies/huaian-peoples-government/2024.html")
    expect(scriptless.locator("main")).to_contain_text("3,985,758")
    assert scriptless.locator("main svg[role=img]").count() >= 2
    assert scriptless.locator("main table").count() >= 3


@pytest.mark.parametrize(
    ("page_address", "pictures", "tables", "words"),
    [
        ("agencies/suqian-peoples-government/index.html", 4, 1, "比2023年多收 14 件"),
        ("agencies/hongze-peoples-government/2023.html", 3, 3, "四种结果相加为 11"),
        ("years/2024.html", 1, 3, "6,571"),
        ("regions/index.html", 0, 0, "江苏"),
        ("en/years/2024.html", 1, 3, "6,571"),
    ],
)
def test_without_script_pages_are_complete(
    scriptless: Page, address: str, page_address: str, pictures: int, tables: int, words: str
) -> None:
    scriptless.goto(f"{address}/{page_address}")
    expect(scriptless.locator("main")).to_contain_text(words)
    assert scriptless.locator("main svg[role=img]").count() >= pictures
    assert scriptless.locator("main table").count() >= tables
    assert scriptless.locator("main form.gk-compare:visible, main [data-filter]:visible").count() == 0


def test_without_script_the_search_says_where_the_lists_are(scriptless: Page, address: str) -> None:
    scriptless.goto(f"{address}/index.html")
    scriptless.locator("main input[type=search]").fill("宿迁")
    scriptless.locator("main form button").click()
    expect(scriptless.locator("main")).to_contain_text("脚本")
    expect(scriptless.locator("article a[href$='agencies/index.html']")).to_be_visible()


def test_the_site_opens_from_a_folder(page: Page, built: Folder) -> None:
    page.goto((built.site / "index.html").as_uri())
    page.locator("main input[type=search]").fill("投促局")
    page.locator("main [role=option]").first.click()
    expect(page.locator("h1")).to_contain_text("钦州市投资促进局")
    page.locator("main a[href$='2023.html']").first.click()
    expect(page.locator("main")).to_contain_text("2023年未收到政府信息公开申请。")
    page.goto((built.site / "agencies" / "huaian-peoples-government" / "2024.html").as_uri())
    for picture in page.locator("main svg[role=img]").all():
        box = picture.bounding_box()
        assert box
        assert min(box["width"], box["height"]) > 40


def test_colours_follow_the_system_until_the_reader_chooses(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    body, scheme = page.locator("body"), "data-md-color-scheme"
    page.goto(f"{address}/index.html")
    expect(body).to_have_attribute(scheme, "slate")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute(scheme, "default")
    page.locator("form.md-header__option label:visible").click()
    expect(body).to_have_attribute(scheme, "slate")
    page.goto(f"{address}/years/index.html")
    expect(body).to_have_attribute(scheme, "slate")
    context.close()


def test_the_drawer_opens_and_closes_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/index.html")
    opener = page.get_by_role("button", name="菜单")
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-sidebar--primary").get_by_role("link", name="地区")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(opener).to_be_focused()


def test_a_reader_without_a_mouse_gets_from_the_search_to_an_explanation(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.keyboard.press("Tab")
    expect(page.locator("a.md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search-box":
            break
    page.keyboard.type("hzqrmzf 2023")
    expect(page.locator("main [role=option]").first).to_contain_text("洪泽区人民政府 2023")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/hongze-peoples-government/2023\.html$"))
    why = page.locator('[id="requests.unavailable_not_held"] button')
    why.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f'[id="{why.get_attribute("popovertarget")}"]')).to_be_visible()
    page.keyboard.press("Escape")
    expect(why).to_be_focused()


@pytest.mark.parametrize("kind", [*KINDS, "search.html?q=宿迁"])
def test_nothing_moves_while_a_page_loads(page: Page, address: str, kind: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/{kind}", wait_until="load")
    page.wait_for_load_state("networkidle")
    moved = page.evaluate("""new Promise((resolve) => {
      let moved = 0;
      new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(moved), 100);
    })""")
    assert moved < 0.01


def test_who_wants_no_motion_sees_none(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for kind in KINDS:
        page.goto(f"{address}/{kind}")
        moving = page.evaluate("""[...document.querySelectorAll("*")].filter((one) => {
          const style = getComputedStyle(one);
          return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
        }).map((one) => one.outerHTML.slice(0, 80))""")
        assert moving == [], kind
    context.close()


def test_twice_as_large_a_page_stays_as_wide(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 640, "height": 400})
    for kind in KINDS:
        page.goto(f"{address}/{kind}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, kind
