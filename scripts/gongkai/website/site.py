"""What the pages of a site are made from: agencies with their reports, and what all reports say together."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar, TypeVarTuple

from gongkai.datapackage import Edition, PublishedFile
from gongkai.datapackage.codebook import ResourceEntry
from gongkai.datapackage.releases import Release
from gongkai.dataset import Dataset, History
from gongkai.indicators import Measure
from gongkai.register import Agency, Register
from gongkai.report import Report
from gongkai.rules import Judgement
from gongkai.website.brief import Brief
from gongkai.website.overall import Key, Overall, overall
from gongkai.website.parts.groups import Group, group_of
from gongkai.website.parts.peers import AMONG_PEERS, Peers, Shares, peers, shares

K = TypeVarTuple("K")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Others:
    """What the pages of one agency say of all others.

    `years` have a report, the oldest first; `peers` are the shares that reports are compared by; `near` are the
    agencies that have a report, by group, in the order of their regions.
    """

    years: tuple[int, ...]
    peers: Peers
    near: Mapping[Group, tuple[Agency, ...]]

    @property
    def reporting(self) -> frozenset[str]:
        """The agencies that have a report, and so a page."""
        return frozenset(agency.agency_id for agencies in self.near.values() for agency in agencies)


@dataclass(frozen=True)
class Site:
    """Some agencies with their reports, and the register and the data that they belong to.

    For pages about one agency it is a chapter of agencies, with whole reports and `judgements`. For pages about many
    it is all of them: there `histories` have reports in brief (`brief.KEPT`), and `library` opens a whole one by
    agency. `whole` is both, for small data.

    `edition` is what the data package says of itself, `files` its files as the data page lists them, `portions` those
    of one agency or region by their address without ending, `releases` the versions so far, the newest first,
    `codebook` the resources in words, `waiting` the agencies and years of which a report is in doubt;
    `version` is the data's, `url` the site's public address with a slash at its end, empty where none is known.
    """

    register: Register
    histories: tuple[History, ...]
    overall: Overall
    others: Others
    judgements: Mapping[Key, Judgement] = field(default_factory=dict)
    version: str = ""
    url: str = ""
    edition: Edition | None = None
    files: tuple[PublishedFile, ...] = ()
    portions: Mapping[str, tuple[PublishedFile, ...]] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    codebook: tuple[ResourceEntry, ...] = ()
    waiting: frozenset[Key] = frozenset()
    library: Callable[[str], History] | None = None

    def of(self, histories: tuple[History, ...], judgements: Mapping[Key, Judgement], said: Overall) -> "Site":
        """The same site with a chapter of agencies."""
        return replace(self, histories=histories, judgements=judgements, overall=said)

    @property
    def reports(self) -> Iterator[tuple[History, Report]]:
        """Every report with its agency's history."""
        return ((history, report) for history in self.histories for report in history.reports.values())

    @property
    def briefs(self) -> Mapping[Key, Brief]:
        """Every report in brief."""
        return self.overall.briefs

    @cached_property
    def measures(self) -> Mapping[Key, Mapping[str, Measure]]:
        """Every indicator of every report."""
        return {key: brief.measures for key, brief in self.briefs.items()}

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a report, oldest first."""
        return self.others.years

    def history(self, agency_id: str) -> History:
        """An agency with its whole reports."""
        if self.library:
            return self.library(agency_id)
        return self._by_agency[agency_id]

    def once(self, find: Callable[["Site", *K], R], *key: *K) -> R:
        """What a function finds for a key, once for all pages of these agencies that say it, in every language."""
        place = (find, *key)
        if place not in self._found:
            self._found[place] = find(self, *key)
        found: R = self._found[place]
        return found

    @cached_property
    def _found(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def _by_agency(self) -> Mapping[str, History]:
        return {history.agency.agency_id: history for history in self.histories}


def whole(dataset: Dataset, judgements: Mapping[Key, Judgement], version: str = "", url: str = "") -> Site:
    """A site of a dataset that fits in memory, for every kind of page."""
    said = overall(dataset.histories, judgements)
    around = others(dataset.register, compared(said))
    return Site(dataset.register, dataset.histories, said, around, judgements, version=version, url=url)


def compared(said: Overall) -> Shares:
    """By what the pages of each agency compare reports."""
    return shares(said.briefs, AMONG_PEERS)


def others(register: Register, of: Shares) -> Others:
    """What all reports, as they are `compared`, mean for the pages of each agency."""
    near: dict[Group, list[Agency]] = {}
    reporting = (register.agencies[agency_id] for agency_id in {agency_id for agency_id, _ in of})
    for agency in sorted(reporting, key=lambda one: (one.region_code, one.agency_id)):
        near.setdefault(group_of(agency), []).append(agency)
    return Others(
        years=tuple(sorted({year for _, year in of})),
        peers=peers(register, of),
        near={group: tuple(agencies) for group, agencies in near.items()},
    )


def in_brief(register: Register, said: Overall) -> tuple[History, ...]:
    """Agencies with their reports in brief, by id."""
    reports: dict[str, dict[int, Report]] = {}
    for (agency_id, year), brief in said.briefs.items():
        reports.setdefault(agency_id, {})[year] = brief.report
    return tuple(History(register.agencies[agency_id], found) for agency_id, found in reports.items())
