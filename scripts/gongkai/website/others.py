"""What the pages of one agency say of all others: which years there are, who is comparable, where its reports stand."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from gongkai.datapackage import PublishedFile
from gongkai.register import Agency, Region, Register
from gongkai.website.overall import Overall
from gongkai.website.parts.groups import Group, group_of
from gongkai.website.parts.peers import AMONG_PEERS, Peers, Shares, Standing, peers, shares

#: As many peers as a page names.
MOST_PEERS: Final = 12


@dataclass(frozen=True, slots=True)
class Others:
    """All agencies, as far as pages about one speak of them.

    `years` have a report, the oldest first; `peers` are the shares that reports are compared by; `near` are the
    agencies that have a report, by group, in the order of their regions; `reporting` are the same by id.
    """

    years: tuple[int, ...]
    peers: Peers = field(default_factory=lambda: Peers({}))
    near: Mapping[Group, tuple[Agency, ...]] = field(default_factory=dict)
    reporting: frozenset[str] = frozenset()


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


def compared(said: Overall) -> Shares:
    """By what the pages of each agency compare reports."""
    return shares(said.briefs, AMONG_PEERS)


def others(register: Register, of: Shares) -> Others:
    """What all reports, as they are `compared`, mean for the pages of each agency."""
    near: dict[Group, list[Agency]] = {}
    reporting = frozenset(agency_id for agency_id, _ in of)
    agencies = (register.agencies[agency_id] for agency_id in reporting)
    for agency in sorted(agencies, key=_by_region):
        near.setdefault(group_of(agency), []).append(agency)
    return Others(
        years=tuple(sorted({year for _, year in of})),
        peers=peers(register, of),
        near={group: tuple(agencies) for group, agencies in near.items()},
        reporting=reporting,
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


def _near(group: Sequence[Agency], agency: Agency) -> tuple[Agency, ...]:
    """The agencies of the group around this one, in the order of regions: its neighbours."""
    here = bisect_left(group, _by_region(agency), key=_by_region)
    start = max(0, min(here - MOST_PEERS // 2, len(group) - MOST_PEERS - 1))
    near = group[start : start + MOST_PEERS + 1]
    return tuple(one for one in near if one.agency_id != agency.agency_id)


def _by_region(agency: Agency) -> tuple[str, str]:
    return agency.region_code, agency.agency_id
