"""The pages about one agency, for a chapter of agencies; those that the present site has are left alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from gongkai import cache
from gongkai.chapters.judging import Judged, briefs, opened
from gongkai.chapters.task import KEPT, TOLD, Common, Task, common_of
from gongkai.datapackage import PublishedFile
from gongkai.dataset import Folder, History
from gongkai.present import Present
from gongkai.text import Language
from gongkai.website import Press, Printed, Site, Themed, beside, found_of, frame, publish_chapter


@dataclass(frozen=True, slots=True)
class Printing:
    """What all printing needs: the site without its reports, the themed templates, where pages go.

    `state` is the digest of what all pages are made from, the software included.
    """

    folder: Folder
    site: Site
    themes: tuple[Themed, ...]
    target: Path
    state: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """A chapter as printed; `keys` are digests of what its agencies' pages are made from, `anew` whose were written."""

    printed: Printed
    keys: Mapping[str, str]
    anew: frozenset[str]

    @property
    def complete(self) -> bool:
        """Whether all that is printed of the chapter is there."""
        return self.keys.keys() == self.printed.pages.keys() and all(seen for _, seen in self.printed.found.values())

    def __or__(self, made: Printed) -> "Sheets":
        """The same with what was made, in the order of agencies."""
        pages = {**self.printed.pages, **made.pages}
        return replace(self, printed=Printed({agency: pages[agency] for agency in self.keys}, made.found))


def printing_of(folder: Folder, site: Site, themes: tuple[Themed, ...], target: Path) -> Printing:
    """What all printing needs of a site, of which each chapter gets its own part."""
    state = cache.digest(cache.software(), frame(site, themes))
    return Printing(folder, replace(site, portions={}), themes, target, state)


def page_keys(
    common: Printing,
    judged: Iterable[Judged],
    signs: Mapping[str, str],
    files: Mapping[str, tuple[PublishedFile, ...]],
) -> dict[str, str]:
    """The digest of what each agency's pages are made from; `files` hold all of an agency's data.

    `signs` are those of what else stands beside its reports.
    """
    return {
        agency: cache.digest(common.state, own, signs[agency], repr(files.get(agency, ())))
        for one in judged
        for agency, own in one.agencies.items()
    }


def already_printed(common: Printing, one: Judged, keys: Mapping[str, str], present: Present) -> Sheets:
    """What needs no printing of a chapter: pages that the site has, by agency, as they would be made; what is found."""
    site = common.folder.site
    there = ((agency, present.pages.get(agency), key) for agency, key in keys.items())
    known = ((agency, one) for agency, one, key in there if one and one.key == key and present.has_all(site, one))
    pages = {agency: one.lines for agency, one in known}
    return Sheets(Printed(pages, _found(common, one)), keys, frozenset(keys.keys() - pages.keys()))


def print_pages(task: Task) -> Printed:
    """All that is about some agencies of a chapter (`of`: its path, files by agency); what the search finds of all."""
    common: Printing = common_of(task.common)
    path: Path
    files: Mapping[str, tuple[PublishedFile, ...]]
    path, files = task.of
    told: Judged = cache.kept(path.with_suffix(TOLD))
    histories: tuple[History, ...] = ()
    pages: Mapping[str, str] = {}
    if files:
        site = _site(common.site, told, files)
        histories, pages = site.histories, publish_chapter(site, presses(task.common), common.target)
    for language, (place, seen) in _found(common, told).items():
        if not seen:
            if len(histories) < len(told.agencies):
                histories = tuple(history for history, _ in opened(path))
            cache.save(place, found_of(histories, common.site.register, language))
    return Printed(pages, _found(common, told))


def _site(site: Site, told: Judged, files: Mapping[str, tuple[PublishedFile, ...]]) -> Site:
    """Some agencies of a chapter with all that their pages show."""
    found = list(opened(told.path, sorted(files)))
    judged = {key: judgement for _, of in found for key, judgement in of.items()}
    register, around = site.register, site.others
    besides = {agency: beside(register.agencies[agency], register, around, own) for agency, own in files.items()}
    return site.of(tuple(history for history, _ in found), judged, briefs(told), besides)


def _found(common: Printing, told: Judged) -> dict[Language, tuple[Path, str]]:
    """Where it is kept what the search finds of a chapter, and its digest; that is empty where it is not there."""
    folder = common.folder.cache / "found"
    languages = [theme.language for theme in common.themes]
    places = {one: folder / cache.digest(cache.software(), one, told.found[one]) for one in languages}
    return {language: (place, cache.checksum(place) or "") for language, place in places.items()}


@lru_cache(maxsize=KEPT)
def presses(common: Common) -> tuple[Press, ...]:
    """The template pages that a stage prints, compiled once by each worker."""
    return tuple(Press(theme) for theme in common_of(common).themes)
