"""What many reports say together: each in brief, sums, how often rules hold and where they do not.

It is made a chapter of agencies at a time, in workers, and put together: a nation's reports are never in one process.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Final, NamedTuple

from gongkai.dataset import History
from gongkai.finding import Finding, Outcome
from gongkai.forms import form_of
from gongkai.rules import Judgement
from gongkai.website.brief import Brief, brief
from gongkai.website.parts.groups import Group, by_group
from gongkai.website.parts.sums import Sum, added

#: An agency's id and a year: the key of a report.
Key = tuple[str, int]
#: A rule, a year and an outcome.
Place = tuple[str, int, Outcome]

#: The longest list that a page carries; what is longer is in the pages below it, the search and the data.
LONGEST: Final = 500


class Cases(NamedTuple):
    """Where a rule does not hold: at how many places, and the newest of them, as many as a page bears."""

    places: int
    newest: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """The reports of some agencies together; `sums` by year and group, of the form of the year."""

    briefs: Mapping[Key, Brief] = field(default_factory=dict)
    sums: Mapping[tuple[int, Group], Sum] = field(default_factory=dict)
    tallies: Mapping[Place, int] = field(default_factory=dict)
    cases: Mapping[str, Cases] = field(default_factory=dict)


def overall(histories: Iterable[History], judgements: Mapping[Key, Judgement]) -> Overall:
    """What the judged reports of some agencies say together."""
    chapter = tuple(histories)
    entries = [(history, report) for history in chapter for report in history.reports.values()]
    return Overall(
        briefs={(r.agency, r.year): brief(r, judgements[r.agency, r.year]) for _, r in entries},
        sums=dict(_sums(chapter)),
        tallies=_tallies(judgements),
        cases=_cases(finding for judgement in judgements.values() for finding in judgement.findings),
    )


def together(parts: Iterable[Overall]) -> Overall:
    """The parts as one."""
    briefs: dict[Key, Brief] = {}
    sums: dict[tuple[int, Group], Sum] = {}
    tallies: Counter[Place] = Counter()
    cases: dict[str, Cases] = {}
    for part in parts:
        briefs |= part.briefs
        tallies.update(part.tallies)
        for key, one in part.sums.items():
            sums[key] = sums[key] + one if key in sums else one
        for rule, found in part.cases.items():
            cases[rule] = _joined(cases[rule], found) if rule in cases else found
    return Overall(dict(sorted(briefs.items())), sums, tallies, cases)


def _sums(histories: Iterable[History]) -> Iterator[tuple[tuple[int, Group], Sum]]:
    entries = [(history, report) for history in histories for report in history.reports.values()]
    for year in {report.year for _, report in entries}:
        if form := form_of(year):
            for group, members in by_group(entry for entry in entries if entry[1].year == year).items():
                yield (year, group), added((report for _, report in members), form, year)


def _tallies(judgements: Mapping[Key, Judgement]) -> Counter[Place]:
    found: Counter[Place] = Counter()
    for (_, year), judgement in judgements.items():
        for (rule, outcome), places in judgement.tally.items():
            found[rule, year, outcome] += places
    return found


def _cases(findings: Iterable[Finding]) -> dict[str, Cases]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.outcome is Outcome.VIOLATED:
            by_rule.setdefault(finding.rule, []).append(finding)
    return {rule: Cases(len(found), tuple(nsmallest(LONGEST, found, _newest))) for rule, found in by_rule.items()}


def _joined(one: Cases, other: Cases) -> Cases:
    newest = nsmallest(LONGEST, (*one.newest, *other.newest), _newest)
    return Cases(one.places + other.places, tuple(newest))


def _newest(finding: Finding) -> tuple[int, str]:
    """Of one report, the findings stay in their order."""
    return -finding.year, finding.agency_id
