"""What is about many agencies, a part at a time, from excerpts of all chapters; what the present site has is left."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from gongkai import cache, website
from gongkai.chapters.judging import Judged, opened
from gongkai.chapters.printing import Sheets, presses
from gongkai.chapters.task import Task, common_of
from gongkai.dataset import Folder, History
from gongkai.present import Pages, Present
from gongkai.text import Language
from gongkai.website import VALUES, Excerpt, Overview, Site, Themed, joined, publish_overview

#: What the search finds of each chapter, by language: where it is kept, and its digest.
Found = Mapping[Language, Sequence[tuple[Path, str]]]

#: Whole histories that a worker holds: pages of many rules show the same.
_OPEN: Final = 128
#: Bytes of excerpts that are held before they are written.
_HELD: Final = 16_000_000


@dataclass(frozen=True, slots=True)
class Compiling:
    """What all compiling needs: what all parts show of the site, the themed templates, where pages go.

    `state` is the digest of it, the software included; `present` is the site that there is, and what it has.
    """

    site: Site
    themes: tuple[Themed, ...]
    target: Path
    state: str
    present: tuple[Path, Present]


class Source(NamedTuple):
    """Where the excerpts of a name are: as they are `gathered`, and where they are `kept` joined, if they are."""

    name: str
    gathered: Path
    kept: Path | None

    @property
    def there(self) -> bool:
        """Whether they are joined already."""
        return self.kept is not None and self.kept.is_file()


class Sources(NamedTuple):
    """Where a part finds what it shows: excerpts; whole histories, by agency; what the search finds."""

    excerpts: tuple[Source, ...]
    whole: Mapping[str, Path]
    found: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part, the digest of all that it is made from, its sources, and its pages where the present site has them."""

    overview: Overview
    key: str
    sources: Sources
    there: Pages | None


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
    """What all chapters tell: digests of excerpts by name, of agencies' reports by id, and where these are.

    `columns` are where an indicator of all reports of a year is kept, by the name of its excerpts: pages show it beside
    those of other years, which stay.
    """

    excerpts: Mapping[str, bytes]
    agencies: Mapping[str, str]
    paths: Mapping[str, Path]
    columns: Mapping[str, Path]


def compiling_of(site: Site, themes: tuple[Themed, ...], target: Path, present: tuple[Path, Present]) -> Compiling:
    """What all compiling needs of a site."""
    common = website.common(site)
    return Compiling(common, themes, target, website.state(common, themes), present)


def told(folder: Folder, judged: Sequence[Judged]) -> Told:
    """What chapters tell as judged."""
    found: dict[str, list[bytes]] = {}
    for one in judged:
        for name, digest in one.excerpts.digests.items():
            found.setdefault(name, []).append(digest)
    excerpts, state = {name: b"".join(digests) for name, digests in found.items()}, cache.software()
    return Told(
        excerpts,
        {agency: digest for one in judged for agency, digest in one.agencies.items()},
        {agency: one.path for one in judged for agency in one.agencies},
        {name: columns(folder) / cache.digest(state, of) for name, of in excerpts.items() if name.startswith(VALUES)},
    )


def columns(folder: Folder) -> Path:
    """Where indicators of all reports of a year are kept."""
    return folder.cache / "columns"


def of_reports(site: Site, known: Told, written: Mapping[Language, str]) -> Iterator[Overview]:
    """The parts that need no more than judged reports; `written` are digests of hand-written pages."""
    return website.of_reports(site, known.agencies, tuple(written.values()))


def of_agencies(site: Site, found: Found, written: Mapping[Language, str]) -> Iterator[Overview]:
    """The parts that need the agencies' pages or archives."""
    digests = {language: (written[language], *(digest for _, digest in of)) for language, of in found.items()}
    return website.of_agencies(site, digests)


def found_of(sheets: Sequence[Sheets], themes: Iterable[Themed]) -> Found:
    """What the search finds of each chapter as printed."""
    return {theme.language: [one.printed.found[theme.language] for one in sheets] for theme in themes}


def wanted(
    compiling: Compiling, parts: Iterable[Overview], known: Told, gathered: Path, found: Found | None = None
) -> Iterator[Wanted]:
    """Parts with all that is needed to make them; their excerpts will be `gathered` in a folder."""
    for part in parts:
        names = [name for name in part.excerpts if name in known.excerpts]
        key = cache.digest(compiling.state, cache.by_value(part), *(known.excerpts[name] for name in names))
        whole = {agency: known.paths[agency] for agency, _ in part.whole}
        searched = tuple(path for path, _ in found[part.search]) if found and part.search else ()
        excerpts = (Source(name, _place(gathered, name), known.columns.get(name)) for name in names)
        sources = Sources(tuple(excerpts), whole, searched)
        yield Wanted(part, key, sources, there(compiling.present, part.name, key))


def there(present: tuple[Path, Present], name: str, key: str) -> Pages | None:
    """The pages of a part, where the present site has them as they would be made."""
    site, has = present
    known = has.overviews.get(name)
    return known if known and known.key == key and has.has_all(site, known) else None


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


def _excerpts(sources: Iterable[Source]) -> Iterator[Excerpt]:
    for source in sources:
        if source.kept is None:
            yield from _gathered(source.gathered)
        elif source.there:
            yield cache.kept(source.kept)
        else:
            one = joined(_gathered(source.gathered))
            cache.save(source.kept, one)
            yield one


def _gathered(path: Path) -> Iterator[Excerpt]:
    size = path.stat().st_size
    with path.open("rb") as stream:
        while stream.tell() < size:
            yield from map(pickle.loads, pickle.load(stream))  # noqa: S301  by `gather`, in the publisher's cache


def _library(paths: Mapping[str, Path]) -> Callable[[str], History]:
    return lambda agency_id: _history(paths[agency_id], agency_id)


@lru_cache(maxsize=_OPEN)
def _history(path: Path, agency_id: str) -> History:
    ((history, _),) = opened(path, [agency_id])
    return history
