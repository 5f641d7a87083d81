"""What is about many: made while the package is written, and what shows its files once these are there."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Final, Self

from gongkai import cache, chapters, datapackage, stages, website
from gongkai.chapters import Compiled, Compiling, Found, Judged, Sheets, Told, Wanted
from gongkai.dataset import Folder
from gongkai.packaging import Package
from gongkai.present import Pages, Present
from gongkai.text import Language
from gongkai.website import Overall, Overview, Site, Themed
from gongkai.work import HERE, Workers, unseen


class Survey:
    """What is about many, of judged reports. Use it as a context: at its end nothing goes on that was begun.

    Sites that it is given are without reports.
    """

    def __init__(
        self, folder: Folder, judged: Sequence[Judged], themes: tuple[Themed, ...], target: Path, old: Present
    ) -> None:
        """Themed templates, where pages go, what the present site has."""
        self._folder: Final = folder
        self._judged: Final = judged
        self._themes: Final = themes
        self._target: Final = target
        self._old: Final = old
        self._aside: Final = ThreadPoolExecutor(1)
        self._open: Final = ExitStack()
        self._begun: tuple[Compiling, Future[Compiled]] | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for what was begun."""
        self._aside.shutdown()
        self._open.close()

    def begin(self, site: Site, workers: Workers) -> None:
        """Have made what needs no more than judged reports: workers do it, and this one goes on."""
        compiling = self._compiling(site)
        gathered = self._open.enter_context(stages.gathering(self._folder))
        wanted = self._wanted(compiling, self._of_reports(site), gathered)
        others = replace(workers, watch=unseen)
        self._begun = compiling, self._aside.submit(stages.compile_pages, self._folder, compiling, wanted, others)

    def end(self, site: Site, made: Package, sheets: Sequence[Sheets], workers: Workers) -> Compiled:
        """All of it, and the sitemap; what was begun for another edition is made again."""
        found = chapters.found_of(sheets, self._themes)
        begun = self._begun_for(site)
        if begun:
            compiling, reports = begun
            compiled = self._compile(compiling, chapters.of_agencies(site, found, self._written), workers, found)
            compiled |= reports.result()
        else:
            compiling = self._compiling(site)
            parts = chain(chapters.of_agencies(site, found, self._written), self._of_reports(site))
            compiled = self._compile(compiling, parts, workers, found)
        compiled |= self._compile(compiling, website.of_package(with_package(site, made)), HERE)
        return compiled | _sitemap(self._folder, compiling, list(_lines(sheets, compiled)))

    def _begun_for(self, site: Site) -> "tuple[Compiling, Future[Compiled]] | None":
        """What was begun, if it is for the site's edition; otherwise it is over."""
        if self._begun and self._begun[0].site.edition != website.common(site).edition:
            self._begun[1].result()
            return None
        return self._begun

    @property
    def columns(self) -> Iterable[Path]:
        """Where indicators of all reports of a year are kept."""
        return self._known.columns.values()

    @cached_property
    def _known(self) -> Told:
        return chapters.told(self._folder, self._judged)

    @cached_property
    def _overall(self) -> Overall:
        return chapters.together(self._folder, self._judged)

    @cached_property
    def _written(self) -> dict[Language, str]:
        return {theme.language: website.written(theme) for theme in self._themes}

    def _compiling(self, site: Site) -> Compiling:
        return chapters.compiling_of(site, self._themes, self._target, (self._folder.site, self._old))

    def _of_reports(self, site: Site) -> Iterator[Overview]:
        return chapters.of_reports(replace(site, overall=self._overall), self._known, self._written)

    def _compile(
        self, compiling: Compiling, parts: Iterable[Overview], workers: Workers, found: Found | None = None
    ) -> Compiled:
        with stages.gathering(self._folder) as gathered:
            wanted = self._wanted(compiling, parts, gathered, found)
            return stages.compile_pages(self._folder, compiling, wanted, workers)

    def _wanted(
        self, compiling: Compiling, parts: Iterable[Overview], gathered: Path, found: Found | None = None
    ) -> list[Wanted]:
        """Parts with all that is needed to make them, gathered in a folder."""
        wanted = list(chapters.wanted(compiling, parts, self._known, gathered, found))
        stages.gather(wanted, self._judged, gathered)
        return wanted


def with_package(site: Site, made: Package) -> Site:
    """The site with the files of its package, once they are there."""
    published = made.published.result()
    codebook = datapackage.codebook(published.rows)
    return replace(site, files=published.files, volumes=published.volumes, codebook=codebook)


def pages(sheets: Iterable[Sheets], compiled: Compiled) -> int:
    """How many pages there are."""
    return sum(lines.count(".html") for lines in _lines(sheets, compiled))


def _lines(sheets: Iterable[Sheets], compiled: Compiled) -> Iterator[str]:
    """The addresses of all pages, and of some other files, from the site's top, in texts of a line each."""
    yield from chain.from_iterable(one.printed.pages.values() for one in sheets)
    yield from (one.lines for one in compiled.pages.values())


def _sitemap(folder: Folder, compiling: Compiling, lines: Sequence[str]) -> Compiled:
    """The sitemap of pages with those addresses, as one more part."""
    languages, url = website.languages(folder), compiling.site.url
    key = cache.digest(compiling.state, *languages, *lines)
    known = chapters.there(compiling.present, "sitemap", key)
    if known is None:
        every = (address for some in lines for address in some.split("\n") if address.endswith(".html"))
        made = Pages.of(key, website.write_sitemap(every, languages, url, compiling.target))
    return Compiled({"sitemap": known or made}, frozenset(() if known else ["sitemap"]))
