"""A publisher's folder on disk: where things are, and reading all of it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from gongkai import explanations, files, report
from gongkai.errors import DataError, Problem
from gongkai.explanations import Explanations
from gongkai.register import Agency, Register, read_register
from gongkai.report import Report
from gongkai.text import Text


def report_file(agency_id: str, year: int) -> str:
    """Where the report of an agency and year is kept, from the publisher's folder on."""
    return f"datasets/reports/{agency_id}/{year}.yml"


@dataclass(frozen=True, slots=True)
class Folder:
    """A publisher's folder: `mkdocs.yml`, `docs/`, `datasets/`, and `build/` for output."""

    root: Path

    @property
    def datasets(self) -> Path:
        """All that is data."""
        return self.root / "datasets"

    @property
    def reports(self) -> Path:
        """Reviewed reports, `<agency_id>/<year>.yml`."""
        return self.datasets / "reports"

    @property
    def inbox(self) -> Path:
        """Reports in doubt, which wait and are not published."""
        return self.datasets / "inbox"

    @property
    def evidence(self) -> Path:
        """Where each figure stands in its document, `<agency_id>/<year>.json`."""
        return self.datasets / "evidence"

    @property
    def documents(self) -> Path:
        """Documents as agencies published them, for a publisher who keeps them here."""
        return self.datasets / "documents"

    @property
    def agencies(self) -> Path:
        """The register of agencies."""
        return self.datasets / "agencies.csv"

    @property
    def regions(self) -> Path:
        """The register of regions."""
        return self.datasets / "regions.csv"

    @property
    def docs(self) -> Path:
        """Hand-written pages."""
        return self.root / "docs"

    @property
    def build(self) -> Path:
        """Output only."""
        return self.root / "build"

    @property
    def site(self) -> Path:
        """What is deployed."""
        return self.build / "site"

    @property
    def cache(self) -> Path:
        """What may be deleted at any time."""
        return self.build / "cache"

    @property
    def version(self) -> str:
        """The data's version, from `datasets/VERSION`; it is not that of the software."""
        path = self.datasets / "VERSION"
        return path.read_text(encoding="utf-8").strip() if path.is_file() else "0.0.0"

    @property
    def releases(self) -> Path:
        """Versions of the data as they were released."""
        return self.datasets / "releases"

    @property
    def waiting(self) -> frozenset[tuple[str, int]]:
        """Agencies and years of which a report is in the inbox, as far as its file's name tells."""
        names = (path.stem.rpartition("-") for path in self.inbox.glob("*.yml"))
        return frozenset((agency, int(year)) for agency, _, year in names if agency and year.isdecimal())

    def register(self) -> Register:
        """The agencies and regions; raises `DataError` where a file is missing or breaks its schema."""
        for path in (self.agencies, self.regions):
            if not path.is_file():
                raise DataError((Problem(self.name(path), 0, 0, "", _MISSING),))
        return read_register(self.agencies.read_bytes(), self.regions.read_bytes())

    @property
    def explanations(self) -> Path:
        """What people say about findings."""
        return self.datasets / "explanations.csv"

    def report_path(self, agency_id: str, year: int) -> Path:
        """Where the report of an agency and year is kept."""
        return self.root / report_file(agency_id, year)

    def evidence_path(self, agency_id: str, year: int) -> Path:
        """Where the places of a report's figures are kept."""
        return self.evidence / agency_id / f"{year}.json"

    def name(self, path: Path) -> str:
        """A path as messages show it: from the publisher's folder on."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


_MISSING = Text(
    zh="没有这个文件。请在发布者文件夹中运行，或先用 gongkai init 建立。",
    en="There is no such file. Run this in a publisher's folder, or make one with gongkai init.",
)


@dataclass(frozen=True, slots=True)
class History:
    """An agency and its reports by year, oldest first: what most rules and pages need to see at once."""

    agency: Agency
    reports: Mapping[int, Report]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a report."""
        return tuple(self.reports)

    @property
    def latest(self) -> Report:
        """The newest report."""
        return self.reports[max(self.reports)]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A publisher's folder as read: what can be published, and the problems of what cannot."""

    register: Register
    histories: tuple[History, ...]
    problems: tuple[Problem, ...] = ()
    explanations: Explanations = explanations.NONE

    @property
    def reports(self) -> Iterator[Report]:
        """Every report, by agency and year."""
        return (report for history in self.histories for report in history.reports.values())


def load(folder: Folder) -> Dataset:
    """Read the whole folder. A report that breaks its schema becomes problems and never stops the others.

    Raises `DataError` where the registers themselves are missing or broken.
    """
    register = folder.register()
    contents = ((path, path.read_bytes()) for path in report_files(folder, agency_folders(folder)))
    histories, problems = read_reports(folder, contents, register)
    said = load_explanations(folder)
    return Dataset(register, histories, (*problems, *said.problems), said)


def load_explanations(folder: Folder) -> Explanations:
    """What people say about findings; nothing where there is no such file."""
    path = folder.explanations
    return explanations.read(path.read_bytes()) if path.is_file() else explanations.NONE


def agency_folders(folder: Folder) -> list[str]:
    """The folders of `datasets/reports/`, one an agency, in order."""
    if not folder.reports.is_dir():
        return []
    return sorted(entry.name for entry in os.scandir(folder.reports) if entry.is_dir())


def report_names(agency: str | Path) -> list[str]:
    """The names of the reports in the folder of an agency, in order."""
    return sorted(name for name in os.listdir(agency) if name.endswith(".yml"))  # noqa: PTH208


def report_files(folder: Folder, agencies: Iterable[str]) -> Iterator[Path]:
    """The reports of some agencies' folders, in order."""
    return (folder.reports / agency / name for agency in agencies for name in report_names(folder.reports / agency))


def read_reports(
    folder: Folder, contents: Iterable[tuple[Path, bytes]], register: Register
) -> tuple[tuple[History, ...], tuple[Problem, ...]]:
    """Reports by agency and year, and the problems of those that break their schema."""
    good: list[Report] = []
    problems: list[Problem] = []
    for path, content in contents:
        try:
            good.append(read_report(folder, path, content, register))
        except DataError as error:
            problems += error.problems
    good.sort(key=lambda one: (one.agency, one.year))
    histories = tuple(
        History(register.agencies[agency_id], {one.year: one for one in reports})
        for agency_id, reports in groupby(good, key=lambda one: one.agency)
    )
    return histories, tuple(problems)


def load_report(folder: Folder, path: Path, register: Register) -> Report:
    """One report, which must say of itself what its path says and belong to an agency of the register."""
    return read_report(folder, path, path.read_bytes(), register)


def read_report(folder: Folder, path: Path, content: bytes, register: Register) -> Report:
    """The same from the file's content."""
    name = folder.name(path)
    found = report.read(content, name)
    faults = []
    if path.parent.name != found.agency or path.stem != str(found.year):
        faults.append(
            Text(
                zh=f"文件位置应为 {found.agency}/{found.year}.yml。",
                en=f"The file should stand at {found.agency}/{found.year}.yml.",
            )
        )
    if found.agency not in register.agencies:
        faults.append(
            Text(
                zh=f"agencies.csv 中没有“{found.agency}”，请先登记该机关。",
                en=f"agencies.csv has no “{found.agency}”; add the agency first.",
            )
        )
    if faults:
        raise DataError(tuple(Problem(name, 1, 1, "", fault) for fault in faults))
    return found


def save_report(folder: Folder, found: Report) -> Path:
    """Write a report to its place, whole or not at all; returns the path."""
    path = folder.report_path(found.agency, found.year)
    files.write(path, report.write(found))
    return path


def existing(path: Path) -> Report | None:
    """The report in a file, `None` where it breaks its schema."""
    try:
        return report.read(path.read_bytes(), path.name)
    except DataError:
        return None
