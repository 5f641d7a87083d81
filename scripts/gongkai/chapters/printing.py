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
from gongkai.present import Pages
from gongkai.text import Language
from gongkai.website import (
    Beside,
    Press,
    Printed,
    Site,
    Themed,
    beside,
    found_of,
    frame,
    publish_chapter,
)


@dataclass(frozen=True, slots=True)
class Printing:
    """What all printing needs: the site without its reports, the themed templates, where pages go.

    `state` is the digest of what all pages are made from, the software included; `there` are pages of the present
    site, by agency.
    """

    folder: Folder
    site: Site
    themes: tuple[Themed, ...]
    target: Path
    state: str
    there: Mapping[str, Pages]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A chapter as printed; `keys` are digests of what its agencies' pages are made from, `anew` whose were written."""

    printed: Printed
    keys: Mapping[str, str]
    anew: frozenset[str]


def printing_of(
    folder: Folder, site: Site, themes: tuple[Themed, ...], target: Path, there: Mapping[str, Pages]
) -> Printing:
    """What all printing needs of a site, of which each chapter gets its own part."""
    state = cache.digest(cache.software(), frame(site, themes))
    return Printing(folder, replace(site, portions={}), themes, target, state, there)


def print_pages(task: Task) -> Sheets:
    """All that is about one agency, for each of a chapter (`of`: its path, its agencies' files).

    Pages that are there already are left alone.
    """
    common: Printing = common_of(task.common)
    path: Path = task.of[0]
    told: Judged = cache.kept(path.with_suffix(TOLD))
    besides = _besides(common.site, told, task.of[1])
    keys = {a: cache.digest(common.state, own, cache.by_value(besides[a])) for a, own in told.agencies.items()}
    pages = {agency: common.there[agency].addresses for agency, key in keys.items() if _is_there(common, agency, key)}
    anew = frozenset(keys.keys() - pages.keys())
    histories: tuple[History, ...] = ()
    if anew:
        site = _site(common.site, told, besides, anew)
        pages |= publish_chapter(site, presses(task.common), common.target)
        histories = site.histories if len(anew) == len(keys) else ()
    return Sheets(Printed({agency: pages[agency] for agency in keys}, _found(common, path, histories)), keys, anew)


def _is_there(common: Printing, agency: str, key: str) -> bool:
    """Whether the present site has an agency's pages as they would be made."""
    known = common.there.get(agency)
    return (
        known is not None and known.key == key and all((common.folder.site / one).is_file() for one in known.addresses)
    )


def _besides(site: Site, told: Judged, files: Mapping[str, tuple[PublishedFile, ...]]) -> dict[str, Beside]:
    """What stands beside the reports of each agency of a chapter."""
    of_years: dict[str, dict[int, float | None]] = {agency: {} for agency in told.agencies}
    for (agency, year), share in told.compared.items():
        of_years[agency][year] = share
    register, around = site.register, site.others
    return {
        one: beside(register.agencies[one], register, around, shares, files.get(one, ()))
        for one, shares in of_years.items()
    }


def _site(site: Site, told: Judged, besides: Mapping[str, Beside], agencies: Iterable[str]) -> Site:
    """Some agencies of a chapter with all that their pages show."""
    found = list(opened(told.path, sorted(agencies)))
    judged = {key: judgement for _, of in found for key, judgement in of.items()}
    return site.of(tuple(history for history, _ in found), judged, briefs(told), besides)


def _found(common: Printing, path: Path, histories: tuple[History, ...]) -> dict[Language, tuple[Path, str]]:
    """Where it is kept what the search finds of a chapter, as long as the chapter and the registers stay the same.

    `histories` are all of the chapter's, or none where they have to be opened.
    """
    folder = common.folder.cache / "found"
    places = {theme.language: folder / cache.digest(path.name, theme.language) for theme in common.themes}
    found: dict[Language, tuple[Path, str]] = {}
    for language, place in places.items():
        if not cache.checksum(place):
            histories = histories or tuple(history for history, _ in opened(path))
            cache.save(place, found_of(histories, common.site.register, language))
        found[language] = place, cache.checksum(place) or ""
    return found


@lru_cache(maxsize=KEPT)
def presses(common: Common) -> tuple[Press, ...]:
    """The template pages that a stage prints, compiled once by each worker."""
    return tuple(Press(theme) for theme in common_of(common).themes)
