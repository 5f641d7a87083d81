"""A rule: what should hold and why, how often it does by year, a case where it does, and where it does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.finding import Finding, Outcome
from gongkai.forms import CODELISTS, RULES, Rule
from gongkai.forms.model import Coded
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.cases import Cases
from gongkai.website.parts.examples import Example, example, identity_of
from gongkai.website.parts.groups import Entry
from gongkai.website.parts.pieces import Crumb
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.words import Words

#: Places by outcome.
Tally = Mapping[Outcome, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A place where the rule does not hold."""

    agency: Agency
    finding: Finding


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule with its outcomes in all years, and by year from the newest."""

    rule: Rule
    severity: Coded
    tally: Tally
    by_year: tuple[tuple[int, Tally], ...]


def index(site: Site, language: Language) -> Iterator[Context]:
    """The list of rules."""
    del language
    standings = tuple(_standings(site))
    severities = CODELISTS["severity"].items
    groups = tuple((one, tuple(s for s in standings if s.severity.code == one.code)) for one in severities)
    yield {
        "groups": tuple(group for group in groups if group[1]),
        "quality": tuple((year, site.overall.quality[year]) for year in reversed(site.years)),
        "reports": site.others.reports,
    }


def pages(site: Site, language: Language) -> Iterator[Context]:
    """One context a rule."""
    above = (Crumb(Words(language)["rules_title"], "rules/index.html"),)
    for standing in _standings(site):
        if not site.shows(standing.rule.code):
            continue
        found = site.cases.get(standing.rule.code, Cases())
        yield {
            "rule": standing.rule.code,
            "standing": standing,
            "crumbs_above": above,
            "example": site.once(_example, standing.rule.code),
            "cases": tuple(Case(site.register.agencies[one.agency_id], one) for one in found.newest),
            "case_count": found.places,
        }


def _standings(site: Site) -> Iterator[Standing]:
    tallies = site.overall.tallies
    severities = {item.code: item for item in CODELISTS["severity"].items}
    for code, rule in RULES.items():
        by_year = tuple((year, {o: tallies.get((code, year, o), 0) for o in Outcome}) for year in reversed(site.years))
        whole = {o: sum(tally[o] for _, tally in by_year) for o in Outcome}
        yield Standing(rule, severities[rule.severity], whole, by_year)


def _telling(site: Site, year: int) -> list[Entry]:
    """The reports of a year with the most requests."""
    whole = [site.history(one.agency_id) for one in site.overall.telling[year]]
    return [(history, history.reports[year]) for history in whole]


def _example(site: Site, rule: str) -> Example | None:
    """The case with the largest figures, from the newest year that has one; older reports are not opened."""
    identity = identity_of(rule)
    if identity is None:
        return None
    for year in reversed(site.years):
        entries = site.once(_telling, year)
        found = [case for history, report in entries if (case := example(identity, history, report))]
        if found:
            return max(found, key=lambda case: case.total)
    return None
