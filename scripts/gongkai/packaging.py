"""The data package of a build: written while chapters are judged, finished aside while pages are made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from gongkai import cache, chapters, datapackage, memory, stages, website
from gongkai.chapters import Judged, Packs
from gongkai.datapackage import About, Edition, Publication, Shelf, Writer
from gongkai.datapackage.releases import Release
from gongkai.dataset import Folder
from gongkai.present import Packed
from gongkai.register import Register
from gongkai.website import Others
from gongkai.work import Workers


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose tables are written; `published` and `verified` come in their own time.

    `others` is what all reports mean for the pages of each agency. What is on disk is checked once the `portions` are
    there: neither needs the memory of the other.
    """

    judged: tuple[Judged, ...]
    others: Others
    edition: Edition
    releases: tuple[Release, ...]
    shelf: Shelf
    published: "Future[Publication]"
    verified: "Future[None]"
    portions: Event


@contextmanager
def package(folder: Folder, register: Register, judged: Iterable[Judged], top: Path) -> Iterator[Package]:
    """Write the tables below a site's top as chapters come, in their order.

    At the end it is all there and checked on disk. Raises `BuildError` where it breaks its own schemas.
    """
    url, releases = website.site_url(folder), datapackage.releases.read(folder.releases)
    released = next((one.checksums for one in releases if one.version == folder.version), None)
    datapackage.publish_versions(releases, folder.releases, top, url)
    seen: list[Judged] = []
    told: About = {"version": folder.version, "released": released, "url": url}
    with Writer(top / "data", **told) as writer, ThreadPoolExecutor(1) as aside:
        datapackage.add_parts(writer, register, _parts(judged, seen), folder.waiting)
        edition = writer.end()
        totals = [one.totals for one in seen]
        others = website.others(register, {key: share for one in seen for key, share in one.compared.items()})
        light = tuple(replace(one, compared={}) for one in seen)
        seen.clear()
        memory.give_back()
        published, there = aside.submit(writer.close), Event()
        verified = aside.submit(_verify, there, top / "data", totals)
        aside.shutdown(wait=False)  # the thread ends when that is done, and leaves its memory to the others
        try:
            yield Package(light, others, edition, releases, writer.shelf, published, verified, there)
        finally:
            there.set()
        published.result()
        verified.result()


def _verify(portions: Event, data: Path, totals: Sequence[datapackage.Totals]) -> None:
    portions.wait()
    datapackage.verify(data, totals)
    memory.give_back()


def _parts(judged: Iterable[Judged], seen: list[Judged]) -> Iterator[datapackage.Part]:
    """The rows of each chapter; `seen` gets the chapters."""
    for one in judged:
        seen.append(one)
        yield cache.load(one.part)


def portions(
    folder: Folder, register: Register, made: Package, top: Path, there: Mapping[str, Packed], workers: Workers
) -> Packs:
    """The files of every agency and region that has a report; those that are not `there` are written."""
    tables = datapackage.of_register(register)
    agencies = {agency: key for one in made.judged for agency, key in one.agencies.items()}
    this, books = made.edition, workers.workbooks
    state = cache.digest(cache.software(), cache.by_value((this.package, this.version, this.url, books)))
    packing = chapters.Packing(made.shelf, tables["codes"], this, top, books, folder.site, state, agencies, there)
    wanted: Sequence[datapackage.Portion] = list(
        datapackage.portions(tables["agencies"], tables["regions"], agencies.keys())
    )
    packs = stages.pack(folder, packing, wanted, workers)
    memory.give_back()
    made.portions.set()
    return packs
