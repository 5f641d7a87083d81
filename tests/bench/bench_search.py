"""The search index over invented registers of growing size: `make bench`, or by hand with numbers of reports.

Prints what both languages cost together in milliseconds and bytes a report, the peak of memory, how both grow, and,
asked in a real browser, what a first query loads. With `--text`, every report keeps a text of 2,000 characters, as a
publisher may. Each size runs in a process of its own, agencies by the hundred, as a build cuts them.
"""

import math
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from gongkai.dataset import History
from gongkai.register import read_register, write_agencies
from gongkai.text import LANGUAGES
from gongkai.website.search import Part, cut, entries_around, entries_of, write_index
from places import ROOT
from website.conftest import CHROMIUM, QUIET
from website.search_register import REGIONS, YEARS, agencies, history
from website.search_site import write_site

SIZES: Final = (1_000, 10_000, 40_000)
CHUNK: Final = 100
LENGTH: Final = 2_000
QUERIES: Final = (
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


@dataclass(frozen=True, slots=True)
class Cost:
    """What an index of so many reports took: seconds of CPU, bytes."""

    reports: int
    seconds: float
    size: int


def main() -> None:
    """Measure every size."""
    sizes = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()] or SIZES
    fresh = multiprocessing.get_context("spawn")
    costs = []
    for size in sizes:
        with fresh.Pool(1) as pool, tempfile.TemporaryDirectory() as name:
            costs.append(pool.apply(measure, (size, Path(name), "--text" in sys.argv)))
            ask(Path(name))
    for one, other in pairwise(costs):
        times, growth = other.reports / one.reports, (other.seconds / one.seconds, other.size / one.size)
        exponents = ", ".join(f"{math.log(by, times):.2f}" for by in growth)
        print(f"from {one.reports} to {other.reports} reports: exponents of CPU and bytes {exponents}")


def measure(reports: int, folder: Path, with_text: bool) -> Cost:  # noqa: FBT001  through a pool
    """Cut and write both languages' indexes, the Chinese one with a site around it."""
    register = read_register(write_agencies(agencies(reports // len(YEARS))).encode(), REGIONS)
    texts = _texts() if with_text else None
    seconds, size, before = 0.0, 0, _peak()
    for language in LANGUAGES:
        parts: list[Part] = []
        known = list(register.agencies.values())
        for start in range(0, len(known), CHUNK):
            histories = [_told(history(agency), texts) for agency in known[start : start + CHUNK]]
            begin = time.process_time()
            parts.append(cut(chain.from_iterable(entries_of(one, register, language) for one in histories)))
            seconds += time.process_time() - begin
        begin = time.process_time()
        parts.append(cut(entries_around(register, YEARS, language)))
        written = write_index(parts, folder / ("search" if language == "zh" else language))
        seconds += time.process_time() - begin
        size += written.size
        print(f"{reports} reports, {language}: {written.entries} entries in {len(written.files)} files")
        for group in ("names", "text", "entries", "facets", "sounds", "spelling", "manifest"):
            sizes = [path.stat().st_size for path in written.files if path.name.startswith(group)]
            each = f"{sum(sizes) / reports:6.1f} bytes a report, the largest {max(sizes, default=0)}"
            print(f"  {group:8} {len(sizes):6} files {sum(sizes) / 1e6:8.2f} MB {each}")
    write_site(folder, csp=False)
    each = f"{seconds / reports * 1000:.3f} ms of CPU and {size / reports / 1000:.3f} KB a report"
    print(f"{reports} reports, both languages: {each}; memory {before} MB before, {_peak()} MB at its peak")
    return Cost(reports, seconds, size)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _told(told: History, texts: Iterator[str] | None) -> History:
    if texts is None:
        return told
    reports = {year: replace(report, text={"overview": next(texts)}) for year, report in told.reports.items()}
    return History(told.agency, reports)


def _texts() -> Iterator[str]:
    """Texts made of sentences of the project's own pages."""
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
    sentences = [sentence for sentence in re.split(r"[\s。；|#*]+", pages) if len(sentence) > 5]
    chance = random.Random(1)  # noqa: S311  invented text
    while True:
        yield "。".join(chance.choices(sentences, k=LENGTH // 8))[:LENGTH]


def ask(folder: Path) -> None:
    """What a first query loads, for each of the queries."""
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


if __name__ == "__main__":
    main()
