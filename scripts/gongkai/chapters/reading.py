"""A chapter's reports as read, once as long as their files stay the same."""

from dataclasses import dataclass
from pathlib import Path

from gongkai import cache
from gongkai.chapters.task import TOLD, Task, common_of
from gongkai.dataset import Folder, read_reports, report_files
from gongkai.errors import Problem
from gongkai.register import Register
from gongkai.rules import Print, prints
from gongkai.website import Key


@dataclass(frozen=True, slots=True)
class Reading:
    """What all reading needs. `state` is the digest of the registers and of the software."""

    folder: Folder
    register: Register
    state: str


@dataclass(frozen=True, slots=True)
class Read:
    """A chapter as read: where its histories are kept, its reports, what is wrong with others; fingerprints."""

    path: Path
    reports: tuple[Key, ...]
    problems: tuple[Problem, ...]
    prints: tuple[Print, ...]

    @property
    def told(self) -> Path:
        """Where this is kept."""
        return self.path.with_suffix(TOLD)


def read(task: Task) -> Read:
    """Read the reports of a chapter (`of`: `Chapter`), once as long as their files stay the same."""
    common: Reading = common_of(task.common)
    contents = [(path, path.read_bytes()) for path in report_files(common.folder, task.of)]
    parts = (part for path, content in contents for part in (common.folder.name(path), content))
    path = common.folder.cache / "read" / cache.digest(common.state, *parts)
    known: Read | None = cache.load(path.with_suffix(TOLD))
    if known and path.is_file():
        return known
    histories, problems = read_reports(common.folder, contents, common.register)
    reports = [report for history in histories for report in history.reports.values()]
    cache.save(path, histories)
    keys = tuple((report.agency, report.year) for report in reports)
    found = Read(path, keys, problems, tuple(text for report in reports for text in prints(report)))
    cache.save(found.told, found)
    return found
