"""What a publisher's folder holds, as digests: of all that a site is made from, and of each agency's reports."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from gongkai import cache
from gongkai.dataset import Folder, agency_folders, report_names

#: Bytes that are read at once, which is more than a report has.
_MANY: Final = 1 << 18
#: Folders of `datasets/` that no page is made from; reports are looked at one agency at a time.
_APART: Final = ("evidence", "documents", "inbox", "reports")


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
    top = str(folder.reports)
    return {agency: of_reports(_reports(f"{top}/{agency}")) for agency in agency_folders(folder)}


def of_reports(reports: Iterable[tuple[str, bytes]]) -> str:
    """The digest of an agency's reports, in order: the names of their files, and what is in these."""
    return cache.digest(*(part for report in reports for part in report))


def _reports(agency: str) -> Iterator[tuple[str, bytes]]:
    return ((name, _read(f"{agency}/{name}")) for name in report_names(agency))


def _others(folder: Folder) -> Iterator[str | bytes]:
    """Every other file that a site is made from, its name and what it holds."""
    names = [str(folder.root / "mkdocs.yml"), *_files(str(folder.docs), ()), *_files(str(folder.datasets), _APART)]
    for name in names:
        if os.path.isfile(name):  # noqa: PTH113
            yield name[len(str(folder.root)) :]
            yield _read(name)


def _files(top: str, apart: tuple[str, ...]) -> Iterator[str]:
    """Every file below a folder but those of the folders in it that are `apart`."""
    for folder, inside, names in os.walk(top):
        inside[:] = sorted(name for name in inside if folder != top or name not in apart)
        yield from (f"{folder}/{name}" for name in sorted(names))


def _read(name: str) -> bytes:
    """What is in a file, with as few calls as can be: there may be a million."""
    file = os.open(name, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(file, _MANY)
        while more := os.read(file, _MANY):
            content += more
        return content
    finally:
        os.close(file)
