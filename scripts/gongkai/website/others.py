"""What the pages of one agency say of all others: which years there are, who is comparable, where its reports stand."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
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
    each, by id, and `shares` what its reports of these are compared by; `places` are the same by region.
    """

    years: tuple[int, ...]
    peers: Peers = field(default_factory=lambda: Peers({}))
    near: Mapping[Group, tuple[Agency, ...]] = field(default_factory=dict)
    reporting: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    shares: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
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
        shares={agency_id: tuple(of[agency_id, year] for year in years) for agency_id, years in reporting.items()},
        places=Places(register, reporting),
    )


def beside(agency: Agency, register: Register, around: Others, files: tuple[PublishedFile, ...] = ()) -> Beside:
    """What stands beside the reports of an agency; `signs` tell when it has changed, and have to know all of it."""
    group, agency_id = group_of(agency), agency.agency_id
    shares = zip(around.reporting[agency_id], around.shares[agency_id], strict=True)
    standings = {year: around.peers.standing(group, year, share) for year, share in shares}
    near = around.near[group]
    nearest = near[window(len(near), bisect_left(near, _by_region(agency), key=_by_region))]
    return Beside(
        places=register.ancestry(agency.region_code),
        standings={year: found for year, found in standings.items() if found},
        near=tuple(one for one in nearest if one.agency_id != agency_id),
        peers=len(near) - 1,
        successor=register.agencies[agency.successor_id] if agency.successor_id else None,
        reports=agency.successor_id in around.reporting,
        files=files,
    )


def window(count: int, here: int) -> slice:
    """The neighbours of one among so many in order, itself included."""
    start = max(0, min(here - MOST_PEERS // 2, count - MOST_PEERS - 1))
    return slice(start, start + MOST_PEERS + 1)


def _years(of: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """The years of each agency, by id, both in order; those of the same years share them."""
    found: dict[str, tuple[int, ...]] = {}
    same: dict[tuple[int, ...], tuple[int, ...]] = {}
    for agency_id, keys in groupby(sorted(of), itemgetter(0)):
        years = tuple(year for _, year in keys)
        found[agency_id] = same.setdefault(years, years)
    return found


def _by_region(agency: Agency) -> tuple[str, str]:
    return agency.region_code, agency.agency_id
