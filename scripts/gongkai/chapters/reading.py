"""A chapter's reports as read, once as long as their files stay the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai import cache
from gongkai.chapters.task import TOLD, Task, common_of
from gongkai.contents import of_reports
from gongkai.dataset import Folder, read_reports, report_files
from gongkai.errors import Problem
from gongkai.register import Register
from gongkai.rules import prints
from gongkai.website import Key

#: What the file of fingerprints ends with, beside that of the histories.
_PRINTS: Final = ".prints"


@dataclass(frozen=True, slots=True)
class Reading:
    """What all reading needs. `state` is the digest of the registers and of the software."""

    folder: Folder
    register: Register
    state: str


@dataclass(frozen=True, slots=True)
class Read:
    """A chapter as read: where its histories are kept, its reports, what is wrong with others.

    `printed` is the digest of its texts' fingerprints.
    """

    path: Path
    reports: tuple[Key, ...]
    problems: tuple[Problem, ...]
    printed: str

    @property
    def told(self) -> Path:
        """Where this is kept."""
        return self.path.with_suffix(TOLD)

    @property
    def prints(self) -> Path:
        """Where the fingerprints of its texts are kept."""
        return self.path.with_suffix(_PRINTS)


def already_read(common: Reading, reports: Iterable[tuple[str, str]]) -> Read | None:
    """A chapter as it was read before; `reports`: its agencies, each with the digest of its reports."""
    known: Read | None = cache.load(_place(common, reports).with_suffix(TOLD))
    return known if known and cache.is_there(known.path, ("", _PRINTS)) else None


def read(task: Task) -> Read:
    """Read the reports of a chapter (`of`: `Chapter`), and keep them as long as their files stay the same."""
    common: Reading = common_of(task.common)
    files = {agency: list(report_files(common.folder, (agency,))) for agency in task.of}
    contents = {path: path.read_bytes() for paths in files.values() for path in paths}
    named = {agency: of_reports((path.name, contents[path]) for path in paths) for agency, paths in files.items()}
    histories, problems = read_reports(common.folder, contents.items(), common.register)
    reports = [report for history in histories for report in history.reports.values()]
    texts = [text for report in reports for text in prints(report)]
    keys = tuple((report.agency, report.year) for report in reports)
    found = Read(_place(common, named.items()), keys, problems, cache.digest(cache.by_value(texts)))
    cache.save(found.path, histories)
    cache.save(found.prints, texts)
    cache.save(found.told, found)
    return found


def _place(common: Reading, reports: Iterable[tuple[str, str]]) -> Path:
    return common.folder.cache / "read" / cache.digest(common.state, *(part for one in reports for part in one))
