"""The search in a real browser, from a server and from a folder."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from gongkai.website.search import Entry, entries, tokens
from website.search_reader import Index, read
from website.search_register import dataset
from website.search_site import TEXTS, build

pytestmark = pytest.mark.browser

COUNT = 1000
ATTACK = "<img src=x onerror=\"document.title='taken'\">"
OTHERS = (
    Entry(kind="indicator", title="公开率", url="indicators/disclosure_rate.html", names=("信息公开率",)),
    Entry(
        kind="page",
        title="怎么申请政府信息公开",
        url="help.html",
        text="任何公民都可以提出行政复议，对复议决定不服的还可以起诉。",
    ),
    Entry(kind="page", title=ATTACK, url="attack.html", names=(f"别名{ATTACK}",)),
    Entry(kind="agency", title="某市招商局", url="agencies/x/index.html", names=("某市经济合作局", "某市")),
    Entry(kind="agency", title="某市审计所", url="agencies/y/index.html", years=(2019,)),
)


@pytest.fixture(scope="module")
def found() -> list[Entry]:
    return sorted([*entries(dataset(COUNT), "zh"), *OTHERS], key=attrgetter("order"))


@pytest.fixture(scope="module")
def address(found: list[Entry], tmp_path_factory: pytest.TempPathFactory, served: Callable[[Path], str]) -> str:
    """The site on a server, under the strictest policy that the site promises to work with."""
    return served(build(tmp_path_factory.mktemp("site"), found))


@pytest.fixture(scope="module")
def folder(found: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The site as a folder."""
    return build(tmp_path_factory.mktemp("folder"), found, csp=False).as_uri()


@pytest.fixture(scope="module")
def index(folder: str) -> Index:
    """The index in that folder, read without a browser."""
    return read(Path(url2pathname(urlsplit(folder).path)) / "search")


@pytest.fixture(autouse=True)
def no_errors(console_errors: list[str]) -> Iterator[None]:
    yield
    assert console_errors == []


def ask(page: Page, query: str) -> None:
    """Type a query and wait for the answer."""
    page.get_by_role("combobox").fill(query)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "true")


QUERIES = [
    ("钦州投资促进局", "钦州市投资促进局", "agencies/qinzhoucity-450700-26/index.html"),
    ("钦州投促局", "钦州市投资促进局", "agencies/qinzhoucity-450700-26/index.html"),
    ("投促局", "钦州市投资促进局", "agencies/qinzhoucity-450700-26/index.html"),
    ("钦州投姿促进局", "钦州市投资促进局", "agencies/qinzhoucity-450700-26/index.html"),
    ("欽州市投資促進局", "钦州市投资促进局", "agencies/qinzhoucity-450700-26/index.html"),
    ("沭阳发改局", "沭阳县发展和改革局", "agencies/shuyangcounty-321322-0/index.html"),
    ("宿迁", "宿迁市人民政府", "agencies/suqiancity-321300-government/index.html"),
    ("宿迁市政府", "宿迁市人民政府", "agencies/suqiancity-321300-government/index.html"),
    ("suqian", "宿迁市人民政府", "agencies/suqiancity-321300-government/index.html"),
    ("淮安 2024", "淮安市人民政府 2024年年报", "agencies/huaiancity-320800-government/2024.html"),
    ("淮安２０２４年年报", "淮安市人民政府 2024年年报", "agencies/huaiancity-320800-government/2024.html"),
    ("2024 教育局 宿迁", "宿迁市教育局 2024年年报", "agencies/suqiancity-321300-1/2024.html"),
    ("某市", "某市招商局", "agencies/x/index.html"),
    ("某市2019年", "某市审计所 2019年年报", "agencies/y/2019.html"),
    ("2024年", "2024年", "years/2024.html"),
    ("公开率", "公开率", "indicators/disclosure_rate.html"),
    ("行政复议", "怎么申请政府信息公开", "help.html"),
    ("对复议决定不服的", "怎么申请政府信息公开", "help.html"),
    ("对复议决定不服的还", "怎么申请政府信息公开", "help.html"),
]


@pytest.mark.parametrize("place", ["address", "folder"])
def test_the_best_comes_first(page: Page, place: str, request: pytest.FixtureRequest) -> None:
    page.goto(f"{request.getfixturevalue(place)}/index.html")
    for query, title, url in QUERIES:
        ask(page, query)
        first = page.get_by_role("option").first
        expect(first.locator(".gk-search__title"), query).to_have_text(title)
        expect(first, query).to_have_attribute("href", f"./{url}")
        page.get_by_role("combobox").fill("")
        expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_browser_reads_every_entry_as_it_was_written(found: list[Entry], page: Page, folder: str) -> None:
    page.goto(f"{folder}/index.html")
    ask(page, "宿迁")
    told = page.evaluate(
        """async (count) => {
             const { entry } = await gongkaiSearch.ask("search", "宿迁");
             return Promise.all(Array.from({ length: count }, (_, number) => entry({ number })));
           }""",
        len(found),
    )
    assert [(one["title"], one["url"], one["sub"], tuple(one["years"])) for one in told] == [
        (one.title, one.url, one.sub, one.years) for one in found
    ]
    assert [one["names"] for one in told if one["title"] == "某市招商局"] == [["某市经济合作局"]]


@pytest.mark.parametrize("pair", ["宿迁", "教育", "政府", "复议"])
def test_the_browser_finds_every_entry_of_a_pair(
    pair: str, page: Page, folder: str, index: Index, found: list[Entry]
) -> None:
    page.goto(f"{folder}/index.html")
    ask(page, pair)
    hits = page.evaluate("async pair => (await gongkaiSearch.ask('search', pair)).hits", pair)
    lists = [where.get(pair, set()) for where in (index.near, index.far, index.text)]
    assert {hit["number"] for hit in hits if hit["complete"]} == set.union(*lists)
    assert all(hit["kind"] == found[hit["number"]].kind for hit in hits)


def test_the_search_asks_nobody_else(page: Page, address: str, requested_urls: list[str]) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "宿迁市教育局")
    assert all(url.startswith(f"{address}/") for url in requested_urls)
    assert len(requested_urls) == len(set(requested_urls)) < 40


def test_a_known_piece_is_not_asked_for_again(page: Page, address: str, requested_urls: list[str]) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "宿迁")
    requested_urls.clear()
    page.get_by_role("combobox").fill("")
    ask(page, "宿迁")
    assert requested_urls == []


def test_keys(page: Page, address: str) -> None:
    page.route("**/agencies/**", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(f"{address}/index.html")
    box = page.get_by_role("combobox", name="查机关")
    ask(page, "宿迁")
    options = page.get_by_role("option")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    box.press("ArrowUp")
    expect(page.locator("[aria-activedescendant]")).to_have_count(0)
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("宿迁")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/agencies/suqiancity-321300-government/index.html")


def test_enter_without_a_choice_leads_to_the_search_page(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "宿迁")
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.get_by_role("searchbox")).to_have_value("宿迁")
    expect(page.locator("#found a").first).to_have_text("宿迁市人民政府江苏省 › 宿迁市")


def test_the_way_to_all(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "教育局")
    page.get_by_role("option", name="查看全部").click()
    page.wait_for_url("**/search.html?q=*")


def test_leaving_the_form_closes_the_list(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "宿迁")
    page.get_by_role("button", name="搜索").focus()
    expect(page.get_by_role("listbox")).to_be_visible()
    page.locator("h1").click()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_number_of_results_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    status = page.get_by_role("status")
    ask(page, "公开率")
    expect(status).to_have_text("找到 1 条结果")
    page.get_by_role("combobox").fill("龘龘龘")
    expect(status).to_have_text("没有找到“龘龘龘”")
    expect(page.locator(".gk-search__note")).to_be_visible()
    page.get_by_role("combobox").fill("")
    expect(status).to_have_text("")
    expect(page.locator(".gk-search__results")).to_be_hidden()


def test_nothing_moves(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    before = page.locator("#below").bounding_box()
    ask(page, "宿迁")
    assert page.locator("#below").bounding_box() == before


def test_a_title_is_text(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "onerror")
    option = page.get_by_role("option").first
    expect(option.locator(".gk-search__title")).to_have_text(ATTACK)
    assert page.locator(".gk-search__results img").count() == 0
    assert page.title() == "index.html"


def test_what_matches_is_marked(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "沭阳发改局")
    assert page.get_by_role("option").first.locator("mark").all_text_contents() == ["沭阳", "发", "改", "局"]


def test_another_name_is_shown_where_it_is_the_one_that_matches(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "经济合作局")
    expect(page.get_by_role("option").first).to_have_text("某市招商局某市经济合作局")


def test_only_the_last_question_is_answered(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/search/names-*", lambda route: route.continue_() if held else held.append(route))
    page.goto(f"{address}/index.html")
    page.get_by_role("combobox").fill("教育局")
    page.wait_for_timeout(300)
    ask(page, "公开率")
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.get_by_role("option").first).to_have_attribute("href", "./indicators/disclosure_rate.html")
    expect(page.get_by_role("option")).to_have_count(1)


@pytest.mark.parametrize("piece", ["search-index.js", "search/manifest.js", "search/names-*", "search/entries-*"])
def test_a_missing_piece_is_told_and_asked_for_again(
    page: Page, address: str, piece: str, console_errors: list[str]
) -> None:
    page.goto(f"{address}/index.html")
    page.route(f"**/{piece}", lambda route: route.abort())
    page.get_by_role("combobox").fill("教育局")
    expect(page.locator(".gk-search__note")).to_have_text(TEXTS["failed"])
    expect(page.get_by_role("status")).to_have_text(TEXTS["failed"])
    page.unroute(f"**/{piece}")
    ask(page, "教育局")
    expect(page.get_by_role("option").first).to_be_visible()
    assert all("ERR_FAILED" in error for error in console_errors)
    console_errors.clear()


def test_an_index_of_two_versions_is_told(page: Page, address: str) -> None:
    page.route("**/search/names-*", lambda route: route.fulfill(body='gongkaiSearch("00000000",{});'))
    page.goto(f"{address}/index.html")
    page.get_by_role("combobox").fill("教育局")
    expect(page.get_by_role("status")).to_have_text(TEXTS["failed"])


def test_nothing_is_asked_while_characters_are_composed(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    box = page.get_by_role("combobox")
    box.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "su'qian", "selectionStart": 7, "selectionEnd": 7})
    page.wait_for_timeout(300)
    expect(page.get_by_role("status")).to_have_text("")
    session.send("Input.insertText", {"text": "宿迁"})
    expect(page.get_by_role("option").first).to_contain_text("宿迁市人民政府")


def test_the_search_page_shows_all_results(page: Page, address: str) -> None:
    page.goto(f"{address}/search.html?q=教育局")
    offices = page.locator("#found section").first
    expect(offices.get_by_role("heading")).to_have_text("机关 33")
    expect(offices.get_by_role("link")).to_have_count(20)
    offices.get_by_role("button", name="更多").click()
    expect(offices.get_by_role("link")).to_have_count(33)
    expect(offices.get_by_role("link").nth(20)).to_be_focused()
    page.get_by_role("searchbox").fill("公开率")
    expect(page.locator("#found a").first).to_have_attribute("href", "./indicators/disclosure_rate.html")
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "公开率"


def test_the_search_page_from_a_folder(page: Page, folder: str) -> None:
    page.goto(f"{folder}/search.html?q=宿迁")
    expect(page.locator("#found a").first).to_have_attribute(
        "href", "./agencies/suqiancity-321300-government/index.html"
    )
    page.get_by_role("searchbox").fill("公开率")
    expect(page.locator("#found a").first).to_have_attribute("href", "./indicators/disclosure_rate.html")


def test_without_script_the_form_leads_to_the_search_page(page: Page, address: str) -> None:
    page.route("**/*.js", lambda route: route.fulfill(body=""))
    page.goto(f"{address}/index.html")
    page.get_by_role("searchbox").fill("宿迁")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search.html?q=*")


def test_complete_results_are_those_of_a_scan(page: Page, address: str, found: list[Entry]) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "宿迁")
    titles = [tokens.normalise(entry.title) for entry in found]
    for query in ("人民政府", "教育", "市人民", "和改革局", "阳县", "公开"):
        answer = page.evaluate(
            "query => gongkaiSearch.ask('search', query).then(({ hits }) => hits.filter(hit => hit.complete))", query
        )
        having = {number for number, title in enumerate(titles) if query in title}
        assert having <= {hit["number"] for hit in answer}, query


def test_a_whole_name_leads_to_its_agency(page: Page, address: str, found: list[Entry]) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "宿迁")
    names = [entry.title for entry in found if entry.kind == "agency"][::25]
    firsts = page.evaluate(
        """names => Promise.all(names.map(async (name) => {
             const answer = await gongkaiSearch.ask('search', name);
             return (await answer.entry(answer.hits[0])).title;
           }))""",
        names,
    )
    assert firsts == names


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["index.html", "search.html"])
def test_it_is_accessible(page: Page, folder: str, width: int, name: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{folder}/{name}")
    page.locator("input[name=q]").fill("宿迁")
    expect(page.locator(".gk-search__result").first).to_be_visible()
    page.locator("input[name=q]").press("ArrowDown")
    assert Axe().run(page, options={"preload": False}).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = page.locator(".gk-search__result, .gk-search__more, .gk-search__input").evaluate_all(
        "elements => elements.map((element) => element.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
