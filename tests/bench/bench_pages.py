"""The pages of reports, and nothing else, beside stock MkDocs Material and Hugo with the same articles: `make bench`.

Prints milliseconds a page, what a page more costs: all pages less a first one, by the number of pages between. CPU is
that of all processes together; where others work on the machine too, it is the one to compare. MkDocs has its theme
as it comes, without search and with the pages out of its navigation; Hugo has the frame of our pages as its layout,
and articles in HTML, which it only has to place. `python tests/bench/bench_pages.py [reports] [rounds]`
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from gongkai import pipeline
from gongkai.dataset import Folder, History, load
from gongkai.website.kinds import KINDS
from gongkai.website.press import Press
from gongkai.website.publish import themed
from gongkai.website.site import Site, whole
from gongkai.website.staging import Themed
from gongkai.work import ready
from publishers import YEARS, invent

REPORTS, ROUNDS = 8000, 5
PROCESSES: Final = 2
#: As many pages as MkDocs is asked for.
MKDOCS_PAGES: Final = 200
_REPORT: Final = [kind for kind in KINDS if kind.name == "report"]
_ARTICLE: Final = re.compile(r"(<article[^>]*>)(.*)(</article>)", re.DOTALL)
_TITLE: Final = re.compile(r"<title>(.*?)</title>")
_MKDOCS: Final = """\
site_name: Reports
theme: {name: material, language: zh, font: false}
plugins: []
use_directory_urls: false
nav: [index.md]
"""
_HUGO: Final = {
    "title": "Reports",
    "uglyURLs": True,
    "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "404", "home", "section"],
}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of all processors."""

    wall: float
    cpu: float

    def less(self, first: "Spent", pages: int) -> "Spent":
        """What each page more than the first ones costs, in milliseconds."""
        return Spent((self.wall - first.wall) / pages * 1000, (self.cpu - first.cpu) / pages * 1000)


def main() -> None:
    """Make the pages in every way, and compare."""
    reports, rounds = [*map(int, sys.argv[1:]), *(REPORTS, ROUNDS)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        (folder := Folder(top / "publisher")).root.mkdir()
        invent(folder, reports)
        dataset = load(folder)
        site, theme = whole(dataset, pipeline.judge(dataset)), themed(folder)[0]
        print(f"{reports} reports, {os.cpu_count()} processors, the best of {rounds} rounds; ms a page: clock, CPU")
        printed(site, theme, top / "ours", 1)
        pages = {path: path.read_text(encoding="utf-8") for path in sorted((top / "ours").rglob("*.html"))}
        articles = {path.relative_to(top / "ours").with_suffix(""): html for path, html in pages.items()}
        compare(site, theme, articles, top, rounds)


def compare(site: Site, theme: Themed, pages: Mapping[Path, str], top: Path, rounds: int) -> None:
    """Print what each way costs, and how many times as much as ours."""

    def ours(processes: int) -> Callable[[int], Spent]:
        few = replace(site, histories=tuple(map(_first_report, site.histories[:processes])))
        return lambda n: printed(few if n == processes else site, theme, _fresh(top), processes)

    # Each run writes into a folder of its own: where many files were just removed, new ones take longer to open.
    single = report("ours, one process", len(pages), 1, rounds, ours(1))
    both = report("ours, two processes", len(pages), PROCESSES, rounds, ours(PROCESSES))
    mkdocs = report("MkDocs Material", MKDOCS_PAGES, 1, rounds, lambda n: run_mkdocs(_some(pages, n), _fresh(top)))
    ratios("MkDocs Material", mkdocs, single, both)
    if not shutil.which("hugo"):
        print("  hugo is not installed (Debian: apt-get install hugo): not compared")
        return
    hugo = report("Hugo, all processors", len(pages), 1, rounds, lambda n: run_hugo(_some(pages, n), _fresh(top)))
    ratios("Hugo", hugo, single, both)


def ratios(name: str, other: Spent, single: Spent, both: Spent) -> None:
    """Print how much more another way costs than ours, and how much longer it takes than two of our processes."""
    print(f"  {name}: {other.cpu / single.cpu:.1f} times the CPU, {other.wall / both.wall:.1f} times as long")


def report(name: str, pages: int, first: int, rounds: int, make: Callable[[int], Spent]) -> Spent:
    """Time one way of making pages and print it."""
    costs = [make(pages).less(make(first), pages - first) for _ in range(rounds)]
    best = Spent(min(cost.wall for cost in costs), min(cost.cpu for cost in costs))
    print(f"  {name:20} {pages:6} pages {best.wall:8.3f} {best.cpu:8.3f}", flush=True)
    return best


def _fresh(top: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=top))


def _some(pages: Mapping[Path, str], count: int) -> dict[Path, str]:
    return dict(list(pages.items())[:count])


def _first_report(history: History) -> History:
    return replace(history, reports={YEARS[0]: history.reports[YEARS[0]]})


def spent(do: Callable[[], object]) -> Spent:
    """What something cost, the processes that it starts and waits for counted."""
    begin, before = time.perf_counter(), _cpu()
    do()
    return Spent(time.perf_counter() - begin, _cpu() - before)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def printed(site: Site, theme: Themed, target: Path, processes: int) -> Spent:
    """Our pages of reports, in new processes."""
    parts = [replace(site, histories=site.histories[i::processes]) for i in range(processes)]
    workers = [
        get_context("fork").Process(target=_print, args=(part, theme, target)) for part in parts if part.histories
    ]

    def work() -> None:
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    found = spent(work)
    _expect(target, sum(len(history.reports) for history in site.histories))
    return found


def _print(site: Site, theme: Themed, target: Path) -> None:
    ready()
    for _ in Press(theme).print(_REPORT, site, target):
        pass


def run_mkdocs(pages: Mapping[Path, str], folder: Path) -> Spent:
    """The same articles through MkDocs Material."""
    _write(folder / "docs" / "index.md", "# Reports\n")
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    for place, html in pages.items():
        _write(folder / "docs" / f"{place}.md", f"---\ntitle: {json.dumps(_title(html))}\n---\n\n{_article(html)}\n")
    found = spent(lambda: _run([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder))
    _expect(folder / "site" / "agencies", len(pages))
    return found


def run_hugo(pages: Mapping[Path, str], folder: Path) -> Spent:
    """The same articles through Hugo, in the frame of our pages."""
    _write(folder / "config.json", json.dumps(_HUGO))
    _write(folder / "layouts" / "_default" / "single.html", _layout(next(iter(pages.values()))))
    for place, html in pages.items():
        about = json.dumps({"title": _title(html)}, ensure_ascii=False, indent=1)
        _write(folder / "content" / f"{place}.html", f"{about}\n{_article(html)}")
    found = spent(lambda: _run(["hugo", "--quiet"], folder))
    _expect(folder / "public", len(pages))
    return found


def _layout(page: str) -> str:
    """The frame of a page as a layout: its title and its article are each page's own."""
    frame = _ARTICLE.sub(lambda found: f"{found[1]}\n{{{{ .Content }}}}\n{found[3]}", page)
    return frame.replace(_titled(page), "{{ .Title }}")


def _article(page: str) -> str:
    found = _ARTICLE.search(page)
    assert found
    return found[2].strip()


def _titled(page: str) -> str:
    found = _TITLE.search(page)
    assert found
    return found[1].rpartition(" - ")[0]


def _title(page: str) -> str:
    return unescape(_titled(page))


def _run(command: Sequence[str], folder: Path) -> None:
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    subprocess.run(command, cwd=folder, env=quiet, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _expect(folder: Path, pages: int) -> None:
    """Every page was made, with its tables in it."""
    made = list(_pages(folder))
    assert len(made) == pages, f"{len(made)} pages instead of {pages} in {folder}"
    assert all('id="requests.received_new.total"' in made[i].read_text(encoding="utf-8") for i in (0, -1))


def _pages(folder: Path) -> Iterator[Path]:
    return folder.rglob("[0-9]*.html")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
