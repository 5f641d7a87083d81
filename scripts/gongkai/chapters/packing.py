"""The archives and workbooks of some agencies and regions; those that the present site has are left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from gongkai import cache, memory
from gongkai.chapters.task import Task, common_of
from gongkai.datapackage import Edition, Portion, Shelf, write_some
from gongkai.present import Packed


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
    common: Packing = common_of(task.common)
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
