"""What a publisher's folder holds, as digests: of all that a site is made from, and of each agency's reports."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from gongkai import cache, files
from gongkai.dataset import Folder, agency_folders, report_names

#: Nanoseconds in which a file system may give two changes the same time.
_SOON: Final = 2_000_000_000
#: Folders of `datasets/` that no page is made from; reports are looked at one agency at a time.
_APART: Final = ("evidence", "documents", "inbox", "reports")


#: What a file system says of an agency's reports, which need not be read again while it is the same. Of their folder:
#: when anything came or left, when anything of it changed (nanoseconds), its number; their names; of each of them its
#: bytes, when it was written, when anything of it changed, its number.
_Seen = tuple[tuple[int, int, int], tuple[str, ...], tuple[int, ...]]
#: An agency's reports as they were seen, and their digest.
_Known = tuple[_Seen, str]


class Contents(NamedTuple):
    """The digest of all that a site is made from, and that of each agency's reports, by its folder, in order."""

    state: str
    reports: Mapping[str, str]


def contents(folder: Folder, choices: tuple[bool, ...]) -> Contents:
    """The folder's files, the software, and what was chosen."""
    settings = sorted((key, value) for key, value in os.environ.items() if key.startswith("GONGKAI_"))
    told = repr((settings, sorted(folder.waiting), choices))
    reports = of_agencies(folder)
    parts = (part for one in reports.items() for part in one)
    return Contents(cache.digest(cache.software(), told, *parts, *_others(folder)), reports)


def of_agencies(folder: Folder) -> dict[str, str]:
    """The digest of each agency's reports, by its folder, in order."""
    place = folder.cache / f"contents-{cache.software()}"
    known: dict[str, _Known] = cache.load(place) or {}
    last, every = time.time_ns() - _SOON, str(folder.reports)
    found: dict[str, str] = {}
    settled: dict[str, _Known] = {}
    for agency in agency_folders(folder):
        top = f"{every}/{agency}"
        there = known.get(agency)
        seen, newest = _looked_at(top, there)
        digest = there[1] if there and there[0] == seen else _read(top, seen)
        found[agency] = digest
        if newest < last:  # whatever comes after this will be seen
            settled[agency] = (seen, digest)
    if settled != known:
        for other in folder.cache.glob("contents-*"):
            other.unlink()
        cache.save(place, settled)
    return found


def _looked_at(agency: str, known: _Known | None) -> tuple[_Seen, int]:
    """What is seen of an agency's reports, and the newest time in it."""
    folder = os.stat(agency)  # noqa: PTH116  thousands
    newest = max(folder.st_mtime_ns, folder.st_ctime_ns)
    stamp = (folder.st_mtime_ns, folder.st_ctime_ns, folder.st_ino)
    names = known[0][1] if known and known[0][0] == stamp else tuple(report_names(agency))
    found: list[int] = []
    for name in names:
        one = os.stat(f"{agency}/{name}")  # noqa: PTH116  thousands
        found += (one.st_size, written := one.st_mtime_ns, changed := one.st_ctime_ns, one.st_ino)
        newest = max(newest, written, changed)
    return (stamp, names, tuple(found)), newest


def _read(agency: str, seen: _Seen) -> str:
    return of_reports((name, files.read(f"{agency}/{name}")) for name in seen[1])


def of_reports(reports: Iterable[tuple[str, bytes]]) -> str:
    """The digest of an agency's reports, in order: the names of their files, and what is in these."""
    return cache.digest(*(part for report in reports for part in report))


def _others(folder: Folder) -> Iterator[str | bytes]:
    """Every other file that a site is made from, its name and what it holds."""
    names = [str(folder.root / "mkdocs.yml"), *_files(str(folder.docs), ()), *_files(str(folder.datasets), _APART)]
    for name in names:
        if os.path.isfile(name):  # noqa: PTH113
            yield name[len(str(folder.root)) :]
            yield files.read(name)


def _files(top: str, apart: tuple[str, ...]) -> Iterator[str]:
    """Every file below a folder but those of the folders in it that are `apart`."""
    for folder, inside, names in os.walk(top):
        inside[:] = sorted(name for name in inside if folder != top or name not in apart)
        yield from (f"{folder}/{name}" for name in sorted(names))
