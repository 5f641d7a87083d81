"""What many reports say together: how good they are, how often rules hold, which to name first.

It is made a chapter of agencies at a time, in workers, and put together: a nation's reports are never in one process.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Final, NamedTuple

from gongkai.finding import Outcome
from gongkai.indicators import Measure
from gongkai.numerals import Value
from gongkai.register import Register
from gongkai.rules import Judgement
from gongkai.website.brief import Brief, Key
from gongkai.website.parts.groups import Group, group_of
from gongkai.website.parts.peers import AMONG_PEERS
from gongkai.website.parts.places import GOVERNMENT
from gongkai.website.parts.quality import Quality, quality

#: A rule, a year and an outcome.
Place = tuple[str, int, Outcome]

#: The longest list that a page carries; what is longer is in the pages below it, the search and the data.
LONGEST: Final = 500
#: How many of the newest reports are named.
NEWEST: Final = 6
#: How many reports of a year are looked at for an example.
TELLING: Final = 20


class Newest(NamedTuple):
    """A report, and the group of its agency."""

    group: Group
    brief: Brief


class Telling(NamedTuple):
    """How many requests an agency's report states."""

    requests: Value
    agency_id: str


@dataclass(frozen=True, slots=True)
class Overall:
    """The reports of some agencies together.

    `quality` and the reports with the most requests (`telling`) by year, `tallies` of all rules, the
    `newest` reports, and what the governments of the outermost regions report (`provinces`).
    """

    quality: Mapping[int, Quality] = field(default_factory=dict)
    tallies: Mapping[Place, int] = field(default_factory=dict)
    newest: tuple[Newest, ...] = ()
    telling: Mapping[int, tuple[Telling, ...]] = field(default_factory=dict)
    provinces: Mapping[Key, Measure] = field(default_factory=dict)


def overall(register: Register, briefs: Mapping[Key, Brief], judgements: Mapping[Key, Judgement]) -> Overall:
    """What the judged reports of some agencies say together."""
    years = sorted({year for _, year in briefs})
    of_years = {year: [brief for (_, of), brief in briefs.items() if of == year] for year in years}
    agencies = register.agencies
    return Overall(
        quality={year: quality(found) for year, found in of_years.items()},
        tallies=_tallies(judgements),
        newest=_newest(Newest(group_of(agencies[agency]), brief) for (agency, _), brief in briefs.items()),
        telling={year: _telling(map(_told, found)) for year, found in of_years.items()},
        provinces={key: brief.measures[AMONG_PEERS] for key, brief in briefs.items() if _outermost(register, key[0])},
    )


def together(parts: Iterable[Overall]) -> Overall:
    """The parts as one."""
    qualities: dict[int, Quality] = {}
    tallies: Counter[Place] = Counter()
    newest: tuple[Newest, ...] = ()
    telling: dict[int, tuple[Telling, ...]] = {}
    provinces: dict[Key, Measure] = {}
    for part in parts:
        tallies.update(part.tallies)
        provinces |= part.provinces
        newest = _newest((*newest, *part.newest))
        for year, one in part.quality.items():
            qualities[year] = qualities[year] + one if year in qualities else one
            telling[year] = _telling((*telling.get(year, ()), *part.telling[year]))
    return Overall(qualities, tallies, newest, telling, provinces)


def _tallies(judgements: Mapping[Key, Judgement]) -> Counter[Place]:
    found: Counter[Place] = Counter()
    for (_, year), judgement in judgements.items():
        for (rule, outcome), places in judgement.tally.items():
            found[rule, year, outcome] += places
    return found


def _newest(found: Iterable[Newest]) -> tuple[Newest, ...]:
    """By year, then by date of publication where known, governments first."""
    ordered = sorted(found, key=lambda one: (one.group.order, one.brief.report.agency))
    ordered.sort(key=lambda one: (one.brief.report.year, one.brief.report.published), reverse=True)
    return tuple(ordered[:NEWEST])


def _told(brief: Brief) -> Telling:
    return Telling(brief.measures["requests_received"].value or 0, brief.report.agency)


def _telling(found: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple(nsmallest(TELLING, found, lambda one: (-one.requests, one.agency_id)))


def _outermost(register: Register, agency_id: str) -> bool:
    """Whether an agency is the government of a region that lies in no other."""
    agency = register.agencies[agency_id]
    return agency.kind == GOVERNMENT and len(register.ancestry(agency.region_code)) == 1
