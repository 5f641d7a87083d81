"""The archives and workbooks of some agencies and regions; those that the present site has are left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from gongkai import cache, memory
from gongkai.chapters.task import Task, common_of
from gongkai.datapackage import Edition, Portion, PublishedFile, Shelf, write_some
from gongkai.present import Packed, Present


@dataclass(frozen=True, slots=True)
class Packing:
    """What all packing needs: where the rows are, what the codes mean, whose edition it is, and where files go."""

    shelf: Shelf
    codes: pa.Table
    edition: Edition
    top: Path
    workbooks: bool

    @property
    def state(self) -> str:
        """The digest of what all portions are made from, but for rows."""
        this = self.edition
        return cache.digest(cache.software(), cache.by_value((this.package, this.version, this.url, self.workbooks)))


@dataclass(frozen=True, slots=True)
class Packs:
    """Some agencies and regions as packed, by address; `anew` are those that were written."""

    packed: Mapping[str, Packed]
    anew: frozenset[str]


def pack(task: Task) -> dict[str, tuple[PublishedFile, ...]]:
    """Write the files of some agencies and regions (`of`: their `Portion`s); returns them by address."""
    common: Packing = common_of(task.common)
    wanted: Sequence[Portion] = task.of
    made = write_some(wanted, common.shelf, common.codes, common.top, common.edition, workbooks=common.workbooks)
    memory.give_back()
    return made


def portion_key(one: Portion, state: str, agencies: Mapping[str, str]) -> str:
    """The digest of what a portion's files are made from; `agencies` have each the digest of their rows."""
    own = (agencies.get(agency, "") for agency in one.agencies)
    return cache.digest(state, one.address, one.name.zh, one.name.en, *one.agencies, *own)


def packed_there(present: Present, site: Path, address: str, key: str) -> Packed | None:
    """Files of an agency or region as the present site has them, where they are those that would be made."""
    known, folder = present.packed.get(address), address.rpartition("/")[0]
    if known is None or known.key != key:
        return None
    return known if all(present.has(site, f"{folder}/{file.name}") for file in known.files) else None
