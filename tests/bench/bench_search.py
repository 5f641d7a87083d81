"""The search index over invented registers of growing size, by hand: `python tests/bench/bench_search.py`.

Prints what an entry costs in bytes and milliseconds and, asked in a real browser, what a first query loads.
With `--text`, each agency's newest report keeps a text of 3,000 characters.
"""

import random
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from gongkai.website.search import Entry, cut, entries, write_index  # noqa: E402
from website.conftest import CHROMIUM, QUIET  # noqa: E402  the tests' folder is no package
from website.search_register import dataset  # noqa: E402
from website.search_site import build  # noqa: E402

SIZES = (1_000, 10_000)
QUERIES = (
    "钦州投资促进局",
    "投促局",
    "宿迁",
    "淮安 2024",
    "发改局",
    "人民政府",
    "沭阳县人力资源和社会保障局",
    "suqian",
    "qzstcj",
    "qinzhoutoucuju",
    "shuyangxianrenliziyuanheshehuibaozhangju",
    "宿千市教育局",
    "qinzhuo",
    "行政复议",
    "政府信息公开",
)


def main() -> None:
    """Measure every size."""
    with_text = "--text" in sys.argv
    for size in SIZES:
        found = list(entries(dataset(size), "zh"))
        if with_text:
            found += _reports(found)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _cost(found, folder)
            build(folder, found, csp=False)
            _queries(folder)


def _cost(found: list[Entry], folder: Path) -> None:
    begin = time.perf_counter()
    written = write_index([cut(found)], folder / "search")
    seconds = time.perf_counter() - begin
    each = seconds / len(found) * 1000
    print(f"{len(found)} entries: {written.size / len(found):.0f} bytes and {each:.2f} ms an entry")
    for group in ("names", "text", "entries"):
        sizes = [path.stat().st_size for path in written.files if path.name.startswith(group)]
        if sizes:
            print(f"  {group:8} {len(sizes):6} files {sum(sizes) / 1e6:8.2f} MB, the largest {max(sizes)} bytes")


def _queries(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for query in QUERIES:
            print(_first(browser.new_context().new_page(), folder, query))
        browser.close()


def _first(page: Page, folder: Path, query: str) -> str:
    """What a query loads in a browser that has nothing yet, and what its answer takes."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{folder.as_uri()}/index.html")
    page.locator("input[name=q]").fill(query)
    page.locator("[role=option], .gk-search__note:not(:empty)").first.wait_for()
    files = [folder / "search" / url.split("/search/")[1].split("?")[0] for url in loaded if "/search/" in url]
    size = sum(path.stat().st_size for path in files)
    ask = "async query => { const start = performance.now(); await gongkaiSearch.ask('search', query);"
    spent = page.evaluate(ask + " return performance.now() - start; }", query)
    best = page.locator("[role=option] .gk-search__title").first.text_content()
    return f"  {size / 1000:6.1f} KB {len(files):3} files {spent:6.1f} ms in memory  {query} → {best}"


def _reports(found: Iterable[Entry]) -> list[Entry]:
    """Reports with a text made of sentences of the project's own pages."""
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
    sentences = [sentence for sentence in re.split(r"[\s。；|#*]+", pages) if len(sentence) > 5]
    chance = random.Random(1)  # noqa: S311  invented text
    return [
        Entry(
            kind="report",
            title=f"{entry.title} 2025年年报",
            url=entry.url.replace("index", "2025"),
            text=entry.title + "。".join(chance.choices(sentences, k=150))[:3000],
        )
        for entry in found
        if entry.kind == "agency"
    ]


if __name__ == "__main__":
    main()
