"""A report in one line of a list: who, when, the key figures, and what the checks came to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from gongkai.cell import Cell
from gongkai.forms import INDICATORS
from gongkai.indicators import Measure
from gongkai.numerals import Value
from gongkai.register import Agency, Region, Register
from gongkai.report import Report
from gongkai.website.brief import Brief
from gongkai.website.overall import LONGEST
from gongkai.website.parts.groups import Entry, Group, by_group
from gongkai.website.site import Site

_PROCESSED: Final = Cell("requests", "total", "total")
#: Cases, each counted once: a suit after reconsideration is about the same dispute.
_DISPUTES: Final = tuple(Cell.parse(cell) for cell in INDICATORS["dispute_rate"].numerator)


@dataclass(frozen=True, slots=True)
class Line:
    """One report of a list; `places` are the agency's region and those it lies in."""

    agency: Agency
    places: tuple[Region, ...]
    year: int
    received: Value | None
    processed: Value | None
    disclosure: Measure
    disputes: Value | None
    holds: int
    violated: int
    unknown: int


def line(register: Register, brief: Brief) -> Line:
    """The line of one report."""
    report, found, outcomes = brief.report, brief.measures, brief.outcomes
    agency = register.agencies[report.agency]
    return Line(
        agency=agency,
        places=register.ancestry(agency.region_code),
        year=report.year,
        received=found["requests_received"].value,
        processed=report.known(_PROCESSED),
        disclosure=found["disclosure_rate"],
        disputes=_together(report, _DISPUTES),
        holds=outcomes["holds"],
        violated=outcomes["violated"],
        unknown=outcomes["uncertain"] + outcomes["not_assessable"],
    )


@dataclass(frozen=True, slots=True)
class Block:
    """The reports of one group; `lines` is empty where the list would be longer than a page bears."""

    group: Group
    count: int
    lines: tuple[Line, ...]


def listed(counts: Iterable[tuple[Group, int]]) -> frozenset[Group]:
    """The groups, the highest first, that a page bears to list; `counts` are how many each has, in their order."""
    every = tuple(counts)
    lengths = accumulate(count for _, count in every)
    return frozenset(group for (group, _), length in zip(every, lengths, strict=True) if length <= LONGEST)


def blocks(site: Site, counts: Sequence[tuple[Group, int]], entries: Iterable[Entry]) -> Iterator[Block]:
    """The lists of each group, by region; `counts` are how many reports each has, `entries` those of groups listed."""
    grouped, shown = by_group(entries), listed(counts)
    for group, count in counts:
        ordered = sorted(grouped[group], key=_by_region) if group in shown else []
        briefs = (site.briefs[report.agency, report.year] for _, report in ordered)
        yield Block(group, count, tuple(line(site.register, brief) for brief in briefs))


def _by_region(entry: Entry) -> tuple[str, str, int]:
    history, report = entry
    return history.agency.region_code, history.agency.agency_id, -report.year


def _together(report: Report, cells: tuple[Cell, ...]) -> Value | None:
    """The sum; `None` where a figure is missing."""
    values = [report.known(cell) for cell in cells]
    return None if None in values else sum((value for value in values if value is not None), start=0)
