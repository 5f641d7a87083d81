"""What the pages of one agency say of all others: which years there are, who is comparable, where its reports stand."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final

from gongkai.datapackage import PublishedFile
from gongkai.register import Agency, Region, Register
from gongkai.website.brief import Brief, Key
from gongkai.website.parts.groups import Group, group_of
from gongkai.website.parts.peers import AMONG_PEERS, Peers, Shares, Standing, peers, shares
from gongkai.website.parts.places import Places

#: As many peers as a page names.
MOST_PEERS: Final = 12


@dataclass(frozen=True, slots=True)
class Others:
    """All agencies, as far as pages about one speak of them.

    `years` have a report, the oldest first; `peers` are the shares that reports are compared by; `near` are the
    agencies that have a report, by group, in the order of their regions; `reporting` are the years of
    each, by id; `places` are the same by region.
    """

    years: tuple[int, ...]
    peers: Peers = field(default_factory=lambda: Peers({}))
    near: Mapping[Group, tuple[Agency, ...]] = field(default_factory=dict)
    reporting: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    places: Places = field(default_factory=lambda: Places(Register({}, {}), {}))

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return sum(map(len, self.reporting.values()))


@dataclass(frozen=True, slots=True)
class Beside:
    """All that the pages of one agency show beside its own reports and what every page of the site shows.

    `places` are its region and those it lies in, the province first; `standings` are by year; `near` are comparable
    agencies around it, of `peers` in all; `successor` took over from it, and has a page where it `reports`; `files`
    hold all of its data.
    """

    places: tuple[Region, ...]
    standings: Mapping[int, Standing]
    near: tuple[Agency, ...]
    peers: int
    successor: Agency | None
    reports: bool
    files: tuple[PublishedFile, ...]


def compared(briefs: Mapping[Key, Brief]) -> Shares:
    """By what the pages of each agency compare reports."""
    return shares({key: one.measures[AMONG_PEERS] for key, one in briefs.items()})


def others(register: Register, of: Shares) -> Others:
    """What all reports, as they are `compared`, mean for the pages of each agency."""
    near: dict[Group, list[Agency]] = {}
    reporting = _years(of)
    agencies = (register.agencies[agency_id] for agency_id in reporting)
    for agency in sorted(agencies, key=_by_region):
        near.setdefault(group_of(agency), []).append(agency)
    return Others(
        years=tuple(sorted({year for _, year in of})),
        peers=peers(register, of),
        near={group: tuple(agencies) for group, agencies in near.items()},
        reporting=reporting,
        places=Places(register, reporting),
    )


def beside(
    agency: Agency,
    register: Register,
    around: Others,
    of_years: Mapping[int, float | None],
    files: tuple[PublishedFile, ...] = (),
) -> Beside:
    """What stands beside the reports of an agency, which are compared by a share for each year."""
    group = group_of(agency)
    standings = {year: around.peers.standing(group, year, share) for year, share in of_years.items()}
    near = around.near[group]
    return Beside(
        places=register.ancestry(agency.region_code),
        standings={year: found for year, found in standings.items() if found},
        near=_near(near, agency),
        peers=len(near) - 1,
        successor=register.agencies[agency.successor_id] if agency.successor_id else None,
        reports=agency.successor_id in around.reporting,
        files=files,
    )


def _years(of: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """The years of each agency, by id, both in order; those of the same years share them."""
    found: dict[str, tuple[int, ...]] = {}
    same: dict[tuple[int, ...], tuple[int, ...]] = {}
    for agency_id, keys in groupby(sorted(of), itemgetter(0)):
        years = tuple(year for _, year in keys)
        found[agency_id] = same.setdefault(years, years)
    return found


def _near(group: Sequence[Agency], agency: Agency) -> tuple[Agency, ...]:
    """The agencies of the group around this one, in the order of regions: its neighbours."""
    here = bisect_left(group, _by_region(agency), key=_by_region)
    start = max(0, min(here - MOST_PEERS // 2, len(group) - MOST_PEERS - 1))
    near = group[start : start + MOST_PEERS + 1]
    return tuple(one for one in near if one.agency_id != agency.agency_id)


def _by_region(agency: Agency) -> tuple[str, str]:
    return agency.region_code, agency.agency_id
