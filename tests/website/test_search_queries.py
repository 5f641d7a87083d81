"""What people type finds what they mean, at the right place: on the project's site and among ten thousand agencies."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from gongkai.dataset import Folder
from gongkai.website.search import entries
from website.search_register import dataset
from website.search_site import build

pytestmark = pytest.mark.browser

Query = Mapping[str, Any]
QUERIES: Mapping[str, list[Query]] = yaml.safe_load(Path(__file__).with_name("queries.yml").read_bytes())
#: Bytes that a query may load of the index, nothing of it being there before.
LARGEST = 50_000
#: Long and short, common and rare, in characters, pinyin, initials, and misspelt.
COSTLY = (
    "钦州投资促进局",
    "发改局",
    "人民政府",
    "沭阳县人力资源和社会保障局",
    "淮安 2024",
    "suqian",
    "qzstcj",
    "shuyangxianrenliziyuanheshehuibaozhangju",
    "宿千市教育局",
    "qinzhuo",
)


def _cases(language: str) -> list[Any]:
    return [pytest.param(language, query, id=query["type"]) for query in QUERIES[language]]


@pytest.mark.parametrize(("language", "query"), [*_cases("zh"), *_cases("en")])
def test_it_is_found_where_it_should_be(built: Folder, page: Page, language: str, query: Query) -> None:
    root = built.site if language == "zh" else built.site / language
    page.goto(f"{(root / 'search.html').as_uri()}?q={query['type']}")
    titles = page.locator("#search-results .gk-search__title")
    expect(titles.first).to_be_visible()
    shown = page.evaluate(
        """async ([query, most]) => {
             const form = document.querySelector("main form.gk-search").dataset;
             const found = await gongkaiSearch.ask(form.index, query);
             const said = (entry) => entry.year === undefined ? entry.title
               : form.report.replace("{title}", entry.title).replace("{year}", entry.year);
             const best = await Promise.all(found.hits.slice(0, most).map(found.entry));
             return { titles: best.map(said), instead: found.instead };
           }""",
        [query["type"], query.get("by", 1)],
    )
    assert query["find"] in shown["titles"]
    assert shown.get("instead") == query.get("instead")
    assert query["find"] in titles.all_text_contents()
    if "instead" in query:
        expect(page.locator("main .gk-search__status")).to_contain_text(f"“{query['instead']}”")


def test_the_lists_are_as_long_as_promised() -> None:
    assert len(QUERIES["zh"]) >= 40
    assert len(QUERIES["en"]) >= 20


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with ten thousand agencies."""
    return build(tmp_path_factory.mktemp("large"), entries(dataset(10_000), "zh"), csp=False)


@pytest.mark.parametrize("query", COSTLY)
def test_a_first_query_among_ten_thousand_loads_little(
    large: Path, page: Page, requested_urls: list[str], query: str
) -> None:
    page.goto(f"{large.as_uri()}/index.html")
    page.get_by_role("combobox").fill(query)
    expect(page.get_by_role("option").first).to_be_visible()
    names = [url.split("/search/")[1].split("?")[0] for url in requested_urls if "/search/" in url]
    assert sum((large / "search" / name).stat().st_size for name in names) <= LARGEST


@pytest.fixture
def asked(built: Folder, page: Page, served: Callable[[Path], str]) -> str:
    """The search page with an answer on it."""
    address = served(built.site)
    page.goto(f"{address}/search.html?q=人民政府")
    expect(page.locator("#search-results h2").first).to_contain_text("机关")
    return address


def test_results_are_filtered_by_kind_region_and_year(page: Page, asked: str) -> None:
    titles = page.locator("#search-results .gk-search__title")
    page.get_by_label("类别", exact=True).select_option("机关")
    expect(page.locator("#search-results h2")).to_have_count(1)
    page.get_by_label("地区", exact=True).select_option("上海市")
    expect(titles).to_have_text(["上海市人民政府办公厅"])
    page.get_by_label("年份", exact=True).select_option("2025")
    expect(titles).to_have_text(["上海市人民政府办公厅 2025 年年报"])
    page.get_by_label("年份", exact=True).select_option("2024")
    expect(page.locator(".gk-search__status").last).to_contain_text("没有找到")
    assert page.evaluate("Object.fromEntries(new URLSearchParams(location.search))") == {
        "q": "人民政府",
        "kind": "agency",
        "region": "上海市",
        "year": "2024",
    }
    assert asked


def test_an_address_with_filters_shows_what_it_did(page: Page, asked: str) -> None:
    page.goto(f"{asked}/search.html?q=人民政府&region=江苏省&year=2023&kind=agency")
    expect(page.locator("#search-results .gk-search__title")).to_have_text(
        ["宿迁市人民政府 2023 年年报", "淮安市洪泽区人民政府 2023 年年报"]
    )
    expect(page.get_by_label("地区", exact=True)).to_have_value("江苏省")
    expect(page.get_by_label("年份", exact=True)).to_have_value("2023")


@pytest.mark.parametrize(
    ("query", "marked"),
    [("qzstcj", ["钦州市投", "促进"]), ("touzi", ["投资"]), ("宿千", ["宿迁"])],
)
def test_what_sounds_alike_is_marked(built: Folder, page: Page, query: str, marked: list[str]) -> None:
    page.goto(f"{(built.site / 'search.html').as_uri()}?q={query}")
    title = page.locator("#search-results .gk-search__title").first
    expect(title).to_be_visible()
    assert title.locator("mark").all_text_contents() == marked
