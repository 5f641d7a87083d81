"""Everything that the pages of a site are made from, read and judged once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.datapackage import Edition, PublishedFile
from gongkai.datapackage.codebook import ResourceEntry
from gongkai.datapackage.releases import Release
from gongkai.dataset import Dataset, History
from gongkai.indicators import Measure, measures
from gongkai.register import Register
from gongkai.report import Report
from gongkai.rules import Judgement

#: An agency's id and a year: the key of a report.
Key = tuple[str, int]


@dataclass(frozen=True)
class Site:
    """A dataset with what was found in it.

    `edition` is what the data package says of itself, `files` its files as the data page lists them, `portions` those
    of one agency or region by their address without ending, `releases` the versions so far, the newest first,
    `codebook` the resources in words;
    `version` is the data's, `url` the site's public address with a slash at its end, empty where none is known.
    """

    dataset: Dataset
    judgements: Mapping[Key, Judgement]
    version: str
    url: str = ""
    edition: Edition | None = None
    files: tuple[PublishedFile, ...] = ()
    portions: Mapping[str, tuple[PublishedFile, ...]] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    codebook: tuple[ResourceEntry, ...] = ()

    @property
    def register(self) -> Register:
        """The agencies and regions."""
        return self.dataset.register

    @property
    def histories(self) -> tuple[History, ...]:
        """Agencies that have a report, by id, each with its reports."""
        return self.dataset.histories

    @property
    def reports(self) -> Iterator[tuple[History, Report]]:
        """Every report with its agency's history."""
        return ((history, report) for history in self.histories for report in history.reports.values())

    @cached_property
    def measures(self) -> Mapping[Key, Mapping[str, Measure]]:
        """Every indicator of every report."""
        return {(report.agency, report.year): measures(report) for report in self.dataset.reports}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that have a report, oldest first."""
        return tuple(sorted({report.year for report in self.dataset.reports}))
