"""The data package of a build: tables written from chapters as judged, the rest finished aside while pages are made.

A package of up to `MOST_WHOLE` reports is written whole, as chapters are judged. A larger one is written in volumes, by
workers, and what the present site has of them stays.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Final, NamedTuple, Protocol

import pyarrow as pa

from gongkai import chapters, datapackage, memory, stages, website
from gongkai.chapters import Judged, Packs, binding
from gongkai.datapackage import About, Edition, Publication, Shelf, Totals, Writer
from gongkai.datapackage.releases import Release
from gongkai.dataset import Folder
from gongkai.present import Present
from gongkai.register import Register
from gongkai.website import Others
from gongkai.work import Workers

#: Reports of a package that is written whole: no table of so many has more rows than a spreadsheet can show.
MOST_WHOLE: Final = 5_000


class Tables(NamedTuple):
    """Tables that are written: what the package says of itself, where each agency's rows stand in CSV.

    `kept` are the addresses of volumes that the present site has, and stay.
    """

    edition: Edition
    shelf: Shelf
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is being written: its `tables`, what is made of all of them, and that they are as they should be.

    `others` is what all reports mean for the pages of each agency, `formats` are those in which all tables can be had.
    What is on disk is checked once the `portions` are there: neither needs the memory of the other. `volumes` are the
    digests of what each is made from, by name. `early` is what it will say of itself but for its id, where that is
    known before its tables are there, and other processes have little to do until then.
    """

    judged: tuple[Judged, ...]
    others: Others
    tables: "Future[Tables]"
    published: "Future[Publication]"
    verified: "Future[None]"
    portions: Event
    formats: tuple[str, ...] = datapackage.FORMATS
    volumes: Mapping[str, str] = field(default_factory=dict)
    early: Edition | None = None

    @property
    def edition(self) -> Edition:
        """What it says of itself."""
        return self.tables.result().edition


@dataclass(frozen=True, slots=True)
class Making:
    """What goes into a package, and where to: the site's top; `old` is what the present site has.

    `tables` are those that need no report.
    """

    folder: Folder
    register: Register
    tables: Mapping[str, pa.Table]
    releases: tuple[Release, ...]
    top: Path
    old: Present

    @property
    def data(self) -> Path:
        """The package's folder."""
        return self.top / "data"

    @property
    def about(self) -> About:
        """What a package is told of itself."""
        version = self.folder.version
        released = next((one.checksums for one in self.releases if one.version == version), None)
        return {"version": version, "released": released, "url": website.site_url(self.folder)}


def making(folder: Folder, register: Register, top: Path, old: Present) -> Making:
    """What goes into the package of a publisher's folder, below a site's top."""
    return Making(
        folder, register, datapackage.of_register(register), datapackage.releases.read(folder.releases), top, old
    )


@contextmanager
def package(of: Making, judged: Iterable[Judged], workers: Workers, *, whole: bool) -> Iterator[Package]:
    """Write the package from chapters, in their order: `whole`, or in volumes, those that are not there yet.

    At the end it is all there and checked on disk. Raises `BuildError` where it breaks its own schemas.
    """
    datapackage.publish_versions(of.releases, of.folder.releases, of.top, website.site_url(of.folder))
    with _whole(of, judged) if whole else _in_volumes(of, judged, workers) as made:
        yield made


@contextmanager
def _whole(of: Making, judged: Iterable[Judged]) -> Iterator[Package]:
    seen: list[Judged] = []
    totals: list[Totals] = []
    with Writer(of.data, **of.about) as writer:
        found = chapters.parts(_noted(judged, seen), totals)
        datapackage.add_parts(writer, of.register, of.tables, found, of.folder.waiting)
        writer.end()
        others, light = _others(of.register, seen), _light(seen)
        seen.clear()
        memory.give_back()
        with _written(_Whole(of, writer, totals), (light, others)) as made:
            yield replace(made, formats=writer.formats)


@contextmanager
def _in_volumes(of: Making, judged: Iterable[Judged], workers: Workers) -> Iterator[Package]:
    seen = list(judged)
    others, light = _others(of.register, seen), _light(seen)
    seen.clear()
    lots = list(binding.wanted(light, of.register, of.tables, others.years, of.folder.waiting))
    volumes = {one.lot.name: one.key for one in lots}
    missing = sum(1 for one in lots if of.old.volumes.get(one.lot.name) != one.key)
    idle = missing == 1 and workers.jobs > 1
    with _written(_InVolumes(of, lots, workers), (light, others)) as made:
        yield replace(made, volumes=volumes, early=_early(of, light) if idle else None)


def _early(of: Making, judged: Iterable[Judged]) -> Edition | None:
    """What the package will say of itself, but for its id and areas; `None` where its tables must tell its version."""
    if of.about["released"]:
        return None
    dated = datapackage.together(one.dated for one in judged)
    return datapackage.edition_of(of.about, (), changed=False, reports=dated, areas=())


class _Rest(Protocol):
    """What is done aside, one after the other: tables, what is made of all of them, checks on disk."""

    def tables(self) -> Tables:
        """Write what is not there yet."""

    def close(self) -> Publication:
        """Write what is made of all tables, what describes them, checksums."""

    def verify(self) -> None:
        """Raise `BuildError` where a file is not what was to be written."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """The rest of a package that is written whole: its tables are."""

    of: Making
    writer: Writer
    totals: list[Totals]

    def tables(self) -> Tables:
        return Tables(self.writer.end(), self.writer.shelf)

    def close(self) -> Publication:
        return self.writer.close()

    def verify(self) -> None:
        datapackage.verify(self.of.data, self.totals)


class _InVolumes:
    """The rest of a package in volumes, of which some are to be written."""

    def __init__(self, of: Making, lots: Sequence[binding.Wanted], workers: Workers) -> None:
        self._of = of
        self._lots = lots
        self._workers = workers
        self._there = datapackage.there(of.data)  # now: pages will come into the same folder

    def tables(self) -> Tables:
        of, data = self._of, self._of.data
        with ThreadPoolExecutor(1) as aside:  # others write volumes
            register = aside.submit(datapackage.write_register, data, of.tables)
            bound = stages.bind(of.folder, data, self._lots, of.old, self._workers)
        volumes, places = [volume for volume, _ in bound], [place for _, place in bound]
        self._writer = datapackage.Volumes(data, register.result(), volumes, places, self._there, **of.about)
        stay = [volume for volume, place in bound if place != data]
        kept = (f"data/{name}" for one in stay for name in (datapackage.folder_of(one.first), one.archive.name))
        return Tables(self._writer.end(), self._writer.shelf, frozenset(kept))

    def close(self) -> Publication:
        return self._workers.apart(_close, self._writer)

    def verify(self) -> None:
        self._writer.verify()


def _close(writer: datapackage.Volumes) -> Publication:
    return writer.close()


@contextmanager
def _written(rest: _Rest, about: tuple[tuple[Judged, ...], Others]) -> Iterator[Package]:
    """The package while the `rest` of it is written and checked aside; all is there at the end.

    `about` are the package's chapters, and what they mean for others.
    """
    with ThreadPoolExecutor(1) as aside:
        tables, published, there = aside.submit(rest.tables), aside.submit(rest.close), Event()
        verified = aside.submit(_verify, there, rest)
        aside.shutdown(wait=False)  # the thread ends when that is done, and leaves its memory to the others
        try:
            yield Package(*about, tables, published, verified, there)
        finally:
            there.set()
        tables.result()
        published.result()
        verified.result()


def _verify(portions: Event, rest: _Rest) -> None:
    portions.wait()
    rest.verify()
    memory.give_back()


def _others(register: Register, judged: Iterable[Judged]) -> Others:
    return website.others(register, {key: share for one in judged for key, share in one.compared.items()})


def _light(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """The chapters without what is no more needed of them."""
    return tuple(replace(one, compared={}) for one in judged)


def _noted(judged: Iterable[Judged], seen: list[Judged]) -> Iterator[Judged]:
    """The chapters; `seen` gets each that has come."""
    for one in judged:
        seen.append(one)
        yield one


def portions(of: Making, made: Package, workers: Workers) -> Packs:
    """The files of every agency and region that has a report; those that the present site has are not written."""
    agencies = {agency: key for one in made.judged for agency, key in one.agencies.items()}
    wanted = list(datapackage.portions(of.tables["agencies"], of.tables["regions"], agencies.keys()))
    tables = made.tables.result()
    packing = chapters.Packing(tables.shelf, of.tables["codes"], tables.edition, of.top, workers.workbooks)
    packs = stages.pack(of.folder, packing, wanted, agencies, of.old, workers)
    memory.give_back()
    made.portions.set()
    return packs
