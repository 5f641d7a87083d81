"""The volumes of a large package, some chapters each; those that the present site has are left alone."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa

from gongkai import cache, datapackage, memory
from gongkai.chapters.judging import Judged, parts
from gongkai.chapters.task import TOLD, Task, common_of
from gongkai.datapackage import Lot, Totals, Volume
from gongkai.dataset import Folder
from gongkai.present import Present
from gongkai.register import Register
from gongkai.website import Key

#: Agencies of a volume, at least: what has changed is a volume at least, and each of them costs something.
_LEAST: Final = 64


@dataclass(frozen=True, slots=True)
class Binding:
    """What all binding needs: the publisher's folder, and the folder where the package is to be."""

    folder: Folder
    data: Path


class Wanted(NamedTuple):
    """A volume that is wanted: what goes into it, the chapters where its rows are kept, the digest of all that."""

    lot: Lot
    chapters: tuple[Path, ...]
    key: str


def wanted(
    judged: Iterable[Judged],
    register: Register,
    tables: Mapping[str, pa.Table],
    years: tuple[int, ...],
    waiting: AbstractSet[Key],
) -> Iterator[Wanted]:
    """The volumes of a package.

    `tables` are those of the register, `years` of which there are reports, `waiting` whose report is in doubt.
    """
    groups, ids = list(_groups(judged)), sorted(register.agencies)
    others = {name: rows for name, rows in tables.items() if name not in ("agencies", "regions")}
    state = cache.digest(cache.software(), cache.by_value(years))
    place = {agency: number for number, agency in enumerate(ids)}
    starts = [0, *(place[min(group[0].agencies)] for group in groups[1:]), len(ids)]
    for group, (start, stop) in zip(groups, pairwise(starts), strict=True):
        own = tuple(register.agencies[agency] for agency in ids[start:stop])
        mine = frozenset(key for key in waiting if ids[start] <= key[0] <= ids[stop - 1])
        lot = Lot(own, years, mine, {"agencies": tables["agencies"].take(list(range(start, stop))), **others})
        key = cache.digest(state, cache.by_value((own, sorted(mine))), *(one.path.name for one in group))
        yield Wanted(lot, tuple(one.path for one in group), key)


def _groups(judged: Iterable[Judged]) -> Iterator[list[Judged]]:
    """Chapters that make a volume; a chapter that is added moves few borders."""
    group: list[Judged] = []
    for one in judged:
        group += [one] if one.agencies else []
        if sum(len(each.agencies) for each in group) >= _LEAST:
            yield group
            group = []
    if group:
        yield group


def bind(task: Task) -> Volume:
    """Write one volume (`of`: what is wanted); what it tells of itself is kept."""
    common: Binding = common_of(task.common)
    one: Wanted = task.of
    chapters: list[Judged] = [cache.kept(path.with_suffix(TOLD)) for path in one.chapters]
    totals: list[Totals] = []
    volume = datapackage.write_volume(common.data, one.lot, parts(chapters, totals), totals)
    memory.give_back()
    cache.save(told_of(common.folder, one.key), volume)
    return volume


def told_of(folder: Folder, key: str) -> Path:
    """Where it is kept what a volume tells of itself, by the digest of what it is made from."""
    return folder.cache / "bound" / key


def bound(folder: Folder, one: Wanted, present: Present) -> Volume | None:
    """A volume that the present site has as it would be written."""
    if present.volumes.get(one.lot.name) != one.key:
        return None
    volume: Volume | None = cache.load(told_of(folder, one.key))
    site = folder.site
    return volume if volume and all(present.has(site, f"data/{file.name}") for file in volume.files) else None
