"""The present site: what is in it already, so that it need not be made again, and how a new one takes its place.

Beside the site stands what each agency's pages, each part of what is about many, and each archive were made from, as a
digest. What would be made from the same is left where it is; only the rest is made, in a folder apart, and then put in
its place.
"""

import os
import pickle
import shutil
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Self

from gongkai import cache
from gongkai.datapackage import PublishedFile, folder_of
from gongkai.dataset import Folder

#: Nanoseconds by folder, from the site's top.
_Times = dict[str, int]


class Pages(NamedTuple):
    """Pages that are made together: the digest of what they are made from, and where they are.

    `lines` are their addresses from the site's top, a line each: there are a hundred thousand, and a text is soon read.
    `folders` are those that they stand in.
    """

    key: str
    lines: str
    folders: tuple[str, ...]

    @classmethod
    def of(cls, key: str, addresses: Iterable[str]) -> Self:
        """Pages by their addresses."""
        every = tuple(addresses)
        return cls(key, "\n".join(every), tuple(dict.fromkeys(one.rpartition("/")[0] for one in every)))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Their addresses from the site's top."""
        return tuple(self.lines.split("\n")) if self.lines else ()


class Packed(NamedTuple):
    """The files of an agency or region: the digest of what they are made from, what is published of them."""

    key: str
    files: tuple[PublishedFile, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """What a site has: pages by agency, parts of what is about many by name, files by their address without ending.

    `volumes` of the data package are by name, each the digest of what it is made from. `left` are folders in which no
    file has come or gone since, with the time of the last: what is known to be there need not be looked for.
    """

    pages: Mapping[str, Pages] = field(default_factory=dict)
    overviews: Mapping[str, Pages] = field(default_factory=dict)
    packed: Mapping[str, Packed] = field(default_factory=dict)
    volumes: Mapping[str, str] = field(default_factory=dict)
    left: _Times = field(default_factory=dict, compare=False)

    def has(self, site: Path, address: str) -> bool:
        """Whether a file of an agency, region or volume, of which it is known that it was there, still is."""
        return address.rpartition("/")[0] in self.left or _is_file(site, address)

    def has_all(self, site: Path, pages: Pages) -> bool:
        """Whether pages, of which it is known that they were there, still are."""
        if all(folder in self.left for folder in pages.folders):
            return True
        return all(_is_file(site, address) for address in pages.addresses)


def present(folder: Folder) -> Present:
    """What the site has now; nothing where it is not known, or another version of the software made it."""
    kept: tuple[str, bytes, _Times] | None = cache.load(_record(folder)) if folder.site.is_dir() else None
    if kept is None or kept[0] != cache.software():
        return Present()
    found: Present = pickle.loads(kept[1])  # noqa: S301  written by `put` in the publisher's own cache, checksum seen
    now = _times(folder.site, kept[2])
    return replace(found, left={name: time for name, time in kept[2].items() if now.get(name) == time})


def put(folder: Folder, fresh: Path, kept: AbstractSet[str], old: Present, found: Present) -> None:
    """Put a new site in the place of the present, `old` one, of which the `kept` files and folders stay.

    Where none are kept the new site replaces it at once. Otherwise file by file: should that be stopped, what the site
    has is unknown, and the next build makes it whole.
    """
    _record(folder).unlink(missing_ok=True)
    folders = _folders(found)
    if kept:
        _merge(folder.site, fresh, "", kept, _above(kept))
        shutil.rmtree(fresh)
        # a folder that was left and now is not has another time than is noted: its files will be looked for one by one
        times = {name: old.left[name] for name in folders & old.left.keys()}
    else:
        _replace(folder.site, fresh)
        times = {}
    times |= _times(folder.site, folders - times.keys())
    cache.save(_record(folder), (cache.software(), pickle.dumps(found), times))


def _folders(found: Present) -> set[str]:
    """All folders with pages, those of agencies' and regions' files, and those of volumes."""
    pages = (one.folders for one in chain(found.pages.values(), found.overviews.values()))
    packed = (address.rpartition("/")[0] for address in found.packed)
    return {*chain.from_iterable(pages), *packed, *(f"data/{folder_of(name)}" for name in found.volumes)}


def _times(site: Path, folders: Iterable[str]) -> _Times:
    """When a file last came into each folder, or left it; folders that are not there have no time."""
    times = {}
    for folder in folders:
        with suppress(OSError):
            times[folder] = os.stat(f"{site}/{folder}").st_mtime_ns  # noqa: PTH116  thousands
    return times


def _is_file(site: Path, address: str) -> bool:
    return os.path.isfile(f"{site}/{address}")  # noqa: PTH113  thousands


def _record(folder: Folder) -> Path:
    return folder.cache / "made"


def _replace(site: Path, fresh: Path) -> None:
    """Put the new site in the old one's place; should that fail, the old one comes back."""
    old = site.with_name("site.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        fresh.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _above(kept: Iterable[str]) -> set[str]:
    """The folders that something kept is in, with a slash at their end."""
    folders = {folder for path in kept if (folder := path.rpartition("/")[0])}
    return {f"{folder}/" for folder in folders} | _above(folders) if folders else set()


def _merge(site: Path, fresh: Path, at: str, kept: AbstractSet[str], above: AbstractSet[str]) -> None:
    """Bring one folder up to date: what is kept stays, what is new comes in, all else goes."""
    old, new = _names(site / at), _names(fresh / at)
    for name in sorted(name for name in old | new if at + name not in kept):
        path = at + name
        here, there = site / path, fresh / path
        if here.is_dir() and (there.is_dir() or (name not in new and f"{path}/" in above)):
            _merge(site, fresh, f"{path}/", kept, above)
            continue
        if here.is_dir():
            shutil.rmtree(here)
        elif name in old and (name not in new or there.is_dir()):
            here.unlink()
        if name in new:
            there.replace(here)


def _names(folder: Path) -> set[str]:
    return set(os.listdir(folder)) if folder.is_dir() else set()  # noqa: PTH208  thousands
