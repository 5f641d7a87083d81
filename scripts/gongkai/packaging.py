"""The data package of a build: tables written from chapters as judged, the rest finished aside while pages are made.

A package of up to `MOST_WHOLE` reports is written whole, as chapters are judged. A larger one is written in volumes, by
workers, and what the present site has of them stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Final, Protocol

import pyarrow as pa

from gongkai import cache, chapters, datapackage, memory, stages, website
from gongkai.chapters import Judged, Packs, binding
from gongkai.datapackage import About, Edition, Publication, Shelf, Writer
from gongkai.datapackage.releases import Release
from gongkai.dataset import Folder
from gongkai.present import Present
from gongkai.register import Register
from gongkai.website import Others
from gongkai.work import Workers

#: Reports of a package that is written whole: no table of so many has more rows than a spreadsheet can show.
MOST_WHOLE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose tables are written; `published` and `verified` come in their own time.

    `others` is what all reports mean for the pages of each agency, `signs` those of what stands beside its reports.
    What is on disk is checked once the `portions` are there: neither needs the memory of the other. `volumes` are the
    digests of what each is made from, by name, `kept` the addresses of what the present site has of them, and stays.
    """

    judged: tuple[Judged, ...]
    others: Others
    signs: Mapping[str, str]
    edition: Edition
    shelf: Shelf
    published: "Future[Publication]"
    verified: "Future[None]"
    portions: Event
    volumes: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()


class _Written(Protocol):
    """A package whose tables are written."""

    @property
    def shelf(self) -> Shelf:
        """Where each agency's rows stand in the CSV files."""

    def end(self) -> Edition:
        """What it says of itself."""


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
    with Writer(of.data, **of.about) as writer:
        datapackage.add_parts(writer, of.register, of.tables, _parts(judged, seen), of.folder.waiting)
        writer.end()
        totals = [one.totals for one in seen]
        others, light = _others(of.register, seen), _light(seen)
        seen.clear()
        memory.give_back()
        about = (light, others, website.signs(of.register, others))
        with _finished(writer, about, (writer.close, lambda: datapackage.verify(of.data, totals))) as made:
            yield made


@contextmanager
def _in_volumes(of: Making, judged: Iterable[Judged], workers: Workers) -> Iterator[Package]:
    seen = list(judged)
    others, light = _others(of.register, seen), _light(seen)
    seen.clear()
    folder = of.folder
    lots = list(binding.wanted(light, of.register, of.tables, others.years, folder.waiting))
    with ThreadPoolExecutor(1) as aside:
        binding_them = aside.submit(stages.bind, folder, of.data, lots, of.old.volumes, workers)
        about = (light, others, website.signs(of.register, others))
        bound = binding_them.result()
    volumes, data = [volume for volume, _ in bound], [place for _, place in bound]
    stay = (volume for volume, place in bound if place != of.data)
    kept = (f"data/{name}" for one in stay for name in (datapackage.folder_of(one.first), one.archive.name))
    writer = datapackage.Volumes(of.data, of.tables, volumes, data, **of.about)
    rest = (lambda: workers.apart(_close, writer), writer.verify)
    with _finished(writer, about, rest) as made:
        yield replace(made, volumes={one.lot.name: one.key for one in lots}, kept=frozenset(kept))


@contextmanager
def _finished(
    writer: _Written,
    about: tuple[tuple[Judged, ...], Others, Mapping[str, str]],
    rest: tuple[Callable[[], Publication], Callable[[], None]],
) -> Iterator[Package]:
    """The package once its tables are written; the `rest` is written and checked aside, and is there at the end.

    `about` are its chapters, what they mean for others, and signs of that.
    """
    close, verify = rest
    with ThreadPoolExecutor(1) as aside:
        published, there = aside.submit(close), Event()
        verified = aside.submit(_verify, there, verify)
        aside.shutdown(wait=False)  # the thread ends when that is done, and leaves its memory to the others
        try:
            yield Package(*about, writer.end(), writer.shelf, published, verified, there)
        finally:
            there.set()
        published.result()
        verified.result()


def _close(writer: datapackage.Volumes) -> Publication:
    return writer.close()


def _verify(portions: Event, verify: Callable[[], None]) -> None:
    portions.wait()
    verify()
    memory.give_back()


def _others(register: Register, judged: Iterable[Judged]) -> Others:
    return website.others(register, {key: share for one in judged for key, share in one.compared.items()})


def _light(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """The chapters without what is no more needed of them."""
    return tuple(replace(one, compared={}) for one in judged)


def _parts(judged: Iterable[Judged], seen: list[Judged]) -> Iterator[datapackage.Part]:
    """The rows of each chapter; `seen` gets the chapters."""
    for one in judged:
        seen.append(one)
        yield cache.kept(one.part)


def portions(of: Making, made: Package, workers: Workers) -> Packs:
    """The files of every agency and region that has a report; those that the present site has are not written."""
    agencies = {agency: key for one in made.judged for agency, key in one.agencies.items()}
    wanted = list(datapackage.portions(of.tables["agencies"], of.tables["regions"], agencies.keys()))
    packing = chapters.Packing(made.shelf, of.tables["codes"], made.edition, of.top, workers.workbooks)
    packs = stages.pack(of.folder, packing, wanted, agencies, of.old, workers)
    memory.give_back()
    made.portions.set()
    return packs
