"""What is about many agencies, a part at a time, from excerpts of all chapters; what the present site has is left."""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from gongkai import cache, website
from gongkai.chapters.judging import Judged, opened
from gongkai.chapters.printing import Sheets, presses
from gongkai.chapters.task import Task, common_of
from gongkai.dataset import History
from gongkai.present import Pages
from gongkai.text import Language
from gongkai.website import Excerpt, Overview, Site, Themed, joined, publish_overview

#: What the search finds of each chapter, by language: where it is kept, and its digest.
Found = Mapping[Language, Sequence[tuple[Path, str]]]

#: Bytes of excerpts that are held before they are written.
_HELD: Final = 16_000_000


@dataclass(frozen=True, slots=True)
class Compiling:
    """What all compiling needs: what all parts show of the site, the themed templates, where pages go.

    `state` is the digest of it, the software included; `present` is the site that there is, and what it has, by name.
    """

    site: Site
    themes: tuple[Themed, ...]
    target: Path
    state: str
    present: tuple[Path, Mapping[str, Pages]]


class Sources(NamedTuple):
    """Where a part finds what it shows: excerpts; whole histories, by agency; what the search finds."""

    excerpts: tuple[Path, ...]
    whole: Mapping[str, Path]
    found: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part, the digest of all that it is made from, its sources, and its addresses where the present site has it."""

    overview: Overview
    key: str
    sources: Sources
    there: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is about many, by the name of each part; `anew` are those that were written."""

    pages: Mapping[str, Pages]
    anew: frozenset[str]

    def __or__(self, other: "Compiled") -> "Compiled":
        """The parts of both."""
        return Compiled({**self.pages, **other.pages}, self.anew | other.anew)


@dataclass(frozen=True, slots=True)
class Told:
    """What all chapters tell: digests of excerpts by name, of agencies' reports by id, and where these are."""

    excerpts: Mapping[str, Sequence[bytes]]
    agencies: Mapping[str, str]
    paths: Mapping[str, Path]


def compiling_of(
    site: Site, themes: tuple[Themed, ...], target: Path, present: tuple[Path, Mapping[str, Pages]]
) -> Compiling:
    """What all compiling needs of a site."""
    common = website.common(site)
    return Compiling(common, themes, target, website.state(common, themes), present)


def told(judged: Sequence[Judged]) -> Told:
    """What chapters tell as judged."""
    excerpts: dict[str, list[bytes]] = {}
    for one in judged:
        for name, digest in one.excerpts.digests.items():
            excerpts.setdefault(name, []).append(digest)
    return Told(
        excerpts,
        {agency: digest for one in judged for agency, digest in one.agencies.items()},
        {agency: one.path for one in judged for agency in one.agencies},
    )


def of_reports(compiling: Compiling, site: Site, known: Told) -> Iterator[Overview]:
    """The parts that need no more than judged reports."""
    return website.of_reports(site, known.agencies, tuple(map(website.written, compiling.themes)))


def of_agencies(compiling: Compiling, site: Site, found: Found) -> Iterator[Overview]:
    """The parts that need the agencies' pages or archives."""
    digests = {one.language: tuple(digest for _, digest in found[one.language]) for one in compiling.themes}
    written = {one.language: website.written(one) for one in compiling.themes}
    return website.of_agencies(site, {language: (written[language], *of) for language, of in digests.items()})


def found_of(sheets: Sequence[Sheets], themes: Iterable[Themed]) -> Found:
    """What the search finds of each chapter as printed."""
    return {theme.language: [one.printed.found[theme.language] for one in sheets] for theme in themes}


def wanted(
    compiling: Compiling, parts: Iterable[Overview], known: Told, gathered: Path, found: Found | None = None
) -> Iterator[Wanted]:
    """Parts with all that is needed to make them; their excerpts will be `gathered` in a folder."""
    for part in parts:
        names = [name for name in part.excerpts if name in known.excerpts]
        shown = (b"".join(known.excerpts[name]) for name in names)
        key = cache.digest(compiling.state, cache.by_value(part), *shown)
        whole = {agency: known.paths[agency] for agency, _ in part.whole}
        searched = tuple(path for path, _ in found[part.search]) if found and part.search else ()
        sources = Sources(tuple(_place(gathered, name) for name in names), whole, searched)
        yield Wanted(part, key, sources, there(compiling.present, part.name, key))


def there(present: tuple[Path, Mapping[str, Pages]], name: str, key: str) -> tuple[str, ...] | None:
    """The addresses of a part that the present site has as it would be made."""
    site, pages = present
    known = pages.get(name)
    if known is None or known.key != key:
        return None
    return known.addresses if all(os.path.isfile(f"{site}/{one}") for one in known.addresses) else None  # noqa: PTH113


def gather(judged: Iterable[Judged], names: AbstractSet[str], folder: Path) -> None:
    """Write the named excerpts of all chapters below a folder, a file for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    held: dict[str, list[bytes]] = {}
    size = 0
    for one in judged:
        for name, content in one.excerpts.read(one.excerpted, names):
            held.setdefault(name, []).append(content)
            size += len(content)
        if size > _HELD:
            _flush(held, folder)
            size = 0
    _flush(held, folder)


def _flush(held: dict[str, list[bytes]], folder: Path) -> None:
    for name, pieces in held.items():
        with _place(folder, name).open("ab") as stream:
            pickle.dump(pieces, stream)
    held.clear()


def _place(folder: Path, name: str) -> Path:
    return folder / name.replace("/", "-")


def compile_pages(task: Task) -> tuple[str, ...]:
    """One part of what is about many (`of`: the part and its sources); returns its addresses."""
    common: Compiling = common_of(task.common)
    part: Wanted = task.of
    overview, sources = part.overview, part.sources
    site = overview.of(common.site).showing(joined(_excerpts(sources.excerpts)), library=_library(sources.whole))
    found = map(cache.kept, sources.found)
    return publish_overview(overview, site, presses(task.common), common.target, found)


def _excerpts(paths: Iterable[Path]) -> Iterator[Excerpt]:
    for path in paths:
        size = path.stat().st_size
        with path.open("rb") as stream:
            while stream.tell() < size:
                yield from map(pickle.loads, pickle.load(stream))  # noqa: S301  by `gather`, in the publisher's cache


def _library(paths: Mapping[str, Path]) -> Callable[[str], History]:
    def library(agency_id: str) -> History:
        ((history, _),) = opened(paths[agency_id], [agency_id])
        return history

    return library
