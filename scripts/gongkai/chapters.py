"""A publisher's folder, a chapter of agencies at a time: what workers read, judge and print, kept from build to build.

Every task names files in `build/cache/`: what all tasks of a stage need (`common`), and what the stage before made of
the chapter. So a task is small, any worker that sees the folder can do it, and what is there already is not made again.
"""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import pyarrow as pa

from gongkai import cache, datapackage, memory, website
from gongkai.datapackage import Edition, Portion, PublishedFile, Shelf, Totals, write_some
from gongkai.dataset import Dataset, Folder, History, read_reports, report_files
from gongkai.errors import Problem
from gongkai.explanations import Explanations
from gongkai.present import Packed, Pages
from gongkai.register import Register
from gongkai.rules import Around, Gazetteer, Judgement, Print, Resemblance, explained, judgements, prints
from gongkai.text import Language
from gongkai.website import (
    Beside,
    Key,
    Overall,
    Press,
    Printed,
    Shares,
    Site,
    Themed,
    beside,
    compared,
    found_of,
    frame,
    overall,
    publish_chapter,
)

#: The folders of some agencies that follow each other.
Chapter = tuple[str, ...]

#: Texts that are like those of other agencies, by report.
Alike = Mapping[Key, tuple[Resemblance, ...]]

#: Agencies of a chapter, about, and at most.
_USUAL, _MOST = 32, 128
#: What a chapter told stands beside what is kept of it.
_TOLD: Final = ".told"
#: A chapter's agencies by id, each packed: its history and its judgements.
_Packed = Mapping[str, bytes]


def chapters(folders: Iterable[str]) -> list[Chapter]:
    """The agencies' folders in chapters; where one ends depends on its names alone, so that a new agency moves few."""
    found: list[Chapter] = []
    current: list[str] = []
    for name in folders:
        current.append(name)
        if crc32(name.encode()) % _USUAL == 0 or len(current) == _MOST:
            found.append(tuple(current))
            current = []
    return [*found, tuple(current)] if current else found


@dataclass(frozen=True, slots=True)
class Task:
    """Work on one chapter: what all tasks need, as kept, and what this one needs."""

    common: Path
    of: Any


# reading


@dataclass(frozen=True, slots=True)
class Reading:
    """What all reading needs. `state` is the digest of the registers and of the software."""

    folder: Folder
    register: Register
    state: str


@dataclass(frozen=True, slots=True)
class Read:
    """A chapter as read: where its histories are kept, its reports, what is wrong with others; fingerprints."""

    path: Path
    reports: tuple[Key, ...]
    problems: tuple[Problem, ...]
    prints: tuple[Print, ...]

    @property
    def told(self) -> Path:
        """Where this is kept."""
        return self.path.with_suffix(_TOLD)


def read(task: Task) -> Read:
    """Read the reports of a chapter (`of`: `Chapter`), once as long as their files stay the same."""
    common: Reading = _common(task.common)
    contents = [(path, path.read_bytes()) for path in report_files(common.folder, task.of)]
    parts = (part for path, content in contents for part in (common.folder.name(path), content))
    path = common.folder.cache / "read" / cache.digest(common.state, *parts)
    known: Read | None = cache.load(path.with_suffix(_TOLD))
    if known and path.is_file():
        return known
    histories, problems = read_reports(common.folder, contents, common.register)
    reports = [report for history in histories for report in history.reports.values()]
    cache.save(path, histories)
    keys = tuple((report.agency, report.year) for report in reports)
    found = Read(path, keys, problems, tuple(text for report in reports for text in prints(report)))
    cache.save(found.told, found)
    return found


# judging


@dataclass(frozen=True, slots=True)
class Judging:
    """What all judging needs. `state` is the digest of it, and of the software."""

    folder: Folder
    register: Register
    explanations: Explanations
    state: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A chapter as judged: where histories and judgements are kept, by what reports are compared, explained findings.

    `totals` is what its rows of the package's tables must add up to; `agencies` have each the digest of its history
    and judgements.
    """

    path: Path
    agencies: Mapping[str, str]
    compared: Shares
    totals: Totals
    explained: frozenset[str]

    @property
    def told(self) -> Path:
        """Where this is kept."""
        return self.path.with_suffix(_TOLD)

    @property
    def part(self) -> Path:
        """Where its rows of the package's tables are kept."""
        return self.path.with_suffix(".part")

    @property
    def overall(self) -> Path:
        """Where it is kept what its reports say together."""
        return self.path.with_suffix(".overall")


def judge(task: Task) -> Judged:
    """Judge a chapter (`of`: where its histories are kept, and what its texts are like)."""
    common: Judging = _common(task.common)
    kept: Path
    alike: Alike
    kept, alike = task.of
    path = common.folder.cache / "judged" / cache.digest(common.state, kept.name, repr(sorted(alike.items())))
    known: Judged | None = cache.load(path.with_suffix(_TOLD))
    if known and all(kept.is_file() for kept in (path, known.part, known.overall)):
        return known
    judged = _judged(cache.kept(kept), alike, task.common)
    packed = {h.agency.agency_id: pickle.dumps((h, of)) for h, of in judged}
    cache.save(path, packed)
    every = {key: judgement for _, of in judged for key, judgement in of.items()}
    dataset = Dataset(common.register, tuple(history for history, _ in judged))
    said = overall(dataset.histories, every)
    ids = {finding.id for judgement in every.values() for finding in judgement.findings}
    told = Judged(
        path=path,
        agencies={agency_id: cache.digest(content) for agency_id, content in packed.items()},
        compared=compared(said),
        totals=datapackage.totals(dataset.reports),
        explained=frozenset(ids & common.explanations.by_finding.keys()),
    )
    cache.save(told.part, datapackage.part(dataset, every))
    cache.save(told.overall, said)
    cache.save(told.told, told)
    return told


def together(judged: Iterable[Judged]) -> Overall:
    """What the reports of all chapters say together."""
    return website.together(cache.kept(one.overall) for one in judged)


def _judged(histories: Sequence[History], alike: Alike, common: Path) -> list[tuple[History, dict[Key, Judgement]]]:
    around = Around(_gazetteer(common), alike)
    said = _common(common).explanations.by_finding
    return [
        (history, {(r.agency, r.year): explained(judged, said) for r, judged in judgements(history, around)})
        for history in histories
    ]


def opened(path: Path, agencies: Iterable[str] | None = None) -> Iterator[tuple[History, dict[Key, Judgement]]]:
    """The agencies of a judged chapter, or some of them."""
    packed: _Packed = cache.kept(path)
    for agency in packed if agencies is None else agencies:
        history, judged = pickle.loads(packed[agency])  # noqa: S301  from the publisher's own cache, checksum seen
        yield history, judged


# packing


@dataclass(frozen=True, slots=True)
class Packing:
    """What all packing needs: where the rows are, what the codes mean, whose edition it is, and where files go.

    `state` is the digest of all but the rows, `agencies` have each the digest of theirs; `there` is what the present
    `site` has.
    """

    shelf: Shelf
    codes: pa.Table
    edition: Edition
    top: Path
    workbooks: bool
    site: Path
    state: str
    agencies: Mapping[str, str]
    there: Mapping[str, Packed]


@dataclass(frozen=True, slots=True)
class Packs:
    """Some agencies and regions as packed, by address; `anew` are those that were written."""

    packed: Mapping[str, Packed]
    anew: frozenset[str]


def pack(task: Task) -> Packs:
    """The files of some agencies and regions (`of`: their `Portion`s); those that are there already are left alone."""
    common: Packing = _common(task.common)
    wanted: Sequence[Portion] = task.of
    keys = {one.address: _portion_key(one, common) for one in wanted}
    there = {one: common.there[one] for one, key in keys.items() if _is_packed(common, one, key)}
    missing = [one for one in wanted if one.address not in there]
    made = write_some(missing, common.shelf, common.codes, common.top, common.edition, workbooks=common.workbooks)
    memory.give_back()
    packed = {one: there.get(one) or Packed(key, made[one]) for one, key in keys.items()}
    return Packs(packed, frozenset(one.address for one in missing))


def _is_packed(common: Packing, address: str, key: str) -> bool:
    """Whether the present site has the files of an agency or region as they would be made."""
    known, folder = common.there.get(address), (common.site / address).parent
    return known is not None and known.key == key and all((folder / file.name).is_file() for file in known.files)


def _portion_key(one: Portion, common: Packing) -> str:
    return cache.digest(
        common.state, cache.by_value(one), *(common.agencies.get(agency, "") for agency in one.agencies)
    )


# printing


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


def printing(
    folder: Folder, site: Site, themes: tuple[Themed, ...], target: Path, there: Mapping[str, Pages]
) -> Printing:
    """What all printing needs of a site, of which each chapter gets its own part."""
    state = cache.digest(cache.software(), frame(site, themes))
    return Printing(folder, replace(site, portions={}), themes, target, state, there)


def print_pages(task: Task) -> Sheets:
    """All that is about one agency, for each of a chapter (`of`: its path, its agencies' files).

    Pages that are there already are left alone.
    """
    common: Printing = _common(task.common)
    path: Path = task.of[0]
    told: Judged = cache.kept(path.with_suffix(_TOLD))
    besides = _besides(common.site, told, task.of[1])
    keys = {a: cache.digest(common.state, own, cache.by_value(besides[a])) for a, own in told.agencies.items()}
    pages = {agency: common.there[agency].addresses for agency, key in keys.items() if _is_there(common, agency, key)}
    anew = frozenset(keys.keys() - pages.keys())
    if anew:
        presses = _presses(task.common)
        pages |= publish_chapter(_site(common.site, told, besides, anew), presses, common.target)
    return Sheets(Printed({agency: pages[agency] for agency in keys}, _found(common, path)), keys, anew)


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
    said: Overall = cache.kept(told.overall)
    return site.of(tuple(history for history, _ in found), judged, said, besides)


def _found(common: Printing, path: Path) -> dict[Language, Path]:
    """Where it is kept what the search finds of a chapter, as long as the chapter and the registers stay the same."""
    folder = common.folder.cache / "found"
    places = {theme.language: folder / cache.digest(path.name, theme.language) for theme in common.themes}
    for language, place in places.items():
        if cache.load(place) is None:
            cache.save(place, found_of((history for history, _ in opened(path)), common.site.register, language))
    return places


#: As many stages as may be under way at once.
_KEPT: Final = 2


@lru_cache(maxsize=_KEPT)
def _common(path: Path) -> Any:  # noqa: ANN401  whatever the stage needs
    """What all tasks of a stage need, loaded once by each worker."""
    return cache.load(path)


@lru_cache(maxsize=_KEPT)
def _gazetteer(path: Path) -> Gazetteer:
    return Gazetteer(_common(path).register)


@lru_cache(maxsize=_KEPT)
def _presses(path: Path) -> tuple[Press, ...]:
    return tuple(Press(theme) for theme in _common(path).themes)
