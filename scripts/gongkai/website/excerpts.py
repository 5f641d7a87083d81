"""What pages about many need of a chapter's reports, in excerpts: a page reads those that it shows, and no others.

Each has a name, under which the excerpts of all chapters make one: `sums/2024` is of a year,
`briefs/2024/county-department` of a group in a year, `regions/320000` of an outermost region,
`values/disclosure_rate/2024` of an indicator in a year, `cases/requests-columns` of where a rule does not hold.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from gongkai.dataset import History
from gongkai.forms import INDICATORS, form_of
from gongkai.indicators import Column, column
from gongkai.register import Register
from gongkai.rules import Judgement
from gongkai.website.brief import Brief, Key
from gongkai.website.cases import Cases, cases
from gongkai.website.cases import joined as joined_cases
from gongkai.website.parts import answers
from gongkai.website.parts.groups import Group, by_group, group_of
from gongkai.website.parts.places import GOVERNMENT
from gongkai.website.parts.sums import Sum, added

#: How the names of all reports in brief begin.
BRIEFS: Final = "briefs/"
#: How the names of indicators begin.
VALUES: Final = "values/"


@dataclass(frozen=True, slots=True)
class Together:
    """What reports of a year and group say together: `violated` of them have figures that do not agree."""

    answers: answers.Answered
    violated: int

    def __add__(self, other: "Together") -> "Together":
        """The reports of both."""
        return Together(self.answers + other.answers, self.violated + other.violated)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Reports in brief; what they say `together`, and sums in the form of the year, by year and group.

    `values` are indicators, by code and year, `cases` where rules do not hold. What it is not about is empty.
    """

    briefs: Mapping[Key, Brief] = field(default_factory=dict)
    together: Mapping[tuple[int, Group], Together] = field(default_factory=dict)
    sums: Mapping[tuple[int, Group], Sum] = field(default_factory=dict)
    values: Mapping[tuple[str, int], Column] = field(default_factory=dict)
    cases: Mapping[str, Cases] = field(default_factory=dict)


def briefs_of(year: int, group: Group) -> str:
    """The reports of a group in a year."""
    return f"{BRIEFS}{year}/{group.code}"


def sums_of(year: int) -> str:
    """The sums of a year, and what its reports say together."""
    return f"sums/{year}"


def region_of(code: str) -> str:
    """Of an outermost region: every report of its governments, and of those in it; the newest of other agencies."""
    return f"regions/{code}"


def values_of(indicator: str, year: int) -> str:
    """An indicator of all reports of a year."""
    return f"{VALUES}{indicator}/{year}"


def cases_of(rule: str) -> str:
    """Where a rule does not hold."""
    return f"cases/{rule}"


def excerpts(
    histories: Iterable[History],
    briefs: Mapping[Key, Brief],
    judgements: Mapping[Key, Judgement],
    register: Register,
) -> dict[str, Excerpt]:
    """The excerpts of some agencies, by name."""
    chapter, agencies = tuple(histories), register.agencies
    found = dict(_regional(chapter, briefs, register))
    findings = (finding for judgement in judgements.values() for finding in judgement.findings)
    found |= {cases_of(rule): Excerpt(cases={rule: some}) for rule, some in cases(findings).items()}
    for year in sorted({year for _, year in briefs}):
        of_year = {key: brief for key, brief in briefs.items() if key[1] == year}
        groups: dict[Group, dict[Key, Brief]] = {}
        for key, brief in of_year.items():
            groups.setdefault(group_of(agencies[key[0]]), {})[key] = brief
        found |= {briefs_of(year, group): Excerpt(briefs=of_group) for group, of_group in groups.items()}
        together = {(year, group): _together(year, of_group.values()) for group, of_group in groups.items()}
        found[sums_of(year)] = Excerpt(together=together, sums=dict(_sums(chapter, year)))
        for code in INDICATORS:
            measures = ((agency, brief.measures[code]) for (agency, _), brief in of_year.items())
            found[values_of(code, year)] = Excerpt(values={(code, year): column(measures)})
    return found


def joined(parts: Iterable[Excerpt]) -> Excerpt:
    """The parts as one."""
    briefs: dict[Key, Brief] = {}
    together: dict[tuple[int, Group], Together] = {}
    sums: dict[tuple[int, Group], Sum] = {}
    values: dict[tuple[str, int], list[Column]] = {}
    violated: dict[str, list[Cases]] = {}
    for part in parts:
        briefs |= part.briefs
        for key, one in part.sums.items():
            sums[key] = sums[key] + one if key in sums else one
        for key, said in part.together.items():
            together[key] = together[key] + said if key in together else said
        for place, measures in part.values.items():
            values.setdefault(place, []).append(measures)
        for rule, found in part.cases.items():
            violated.setdefault(rule, []).append(found)
    columns = {place: _column(some) for place, some in values.items()}
    return Excerpt(briefs, together, sums, columns, {rule: joined_cases(some) for rule, some in violated.items()})


def _column(parts: Sequence[Column]) -> Column:
    """The parts as one, in their order."""
    return Column(*(tuple(chain.from_iterable(values)) for values in zip(*parts, strict=True)))


def _together(year: int, briefs: Iterable[Brief]) -> Together:
    every = tuple(briefs)
    found = answers.added(year, [(one.report.form, one.answers) for one in every])
    return Together(found, sum(one.contradicting for one in every))


def _sums(histories: Iterable[History], year: int) -> Iterator[tuple[tuple[int, Group], Sum]]:
    entries = [(history, history.reports[year]) for history in histories if year in history.reports]
    if form := form_of(year):
        for group, members in by_group(entries).items():
            yield (year, group), added((report for _, report in members), form, year)


def _regional(
    histories: Iterable[History], briefs: Mapping[Key, Brief], register: Register
) -> Iterator[tuple[str, Excerpt]]:
    found: dict[str, dict[Key, Brief]] = {}
    for history in histories:
        agency = history.agency
        years = history.years if agency.kind == GOVERNMENT else [history.latest.year]
        for above in register.ancestry(agency.region_code)[:1]:
            of_region = found.setdefault(above.region_code, {})
            of_region.update(((agency.agency_id, year), briefs[agency.agency_id, year]) for year in years)
    for code in sorted(found):
        yield region_of(code), Excerpt(briefs=found[code])
