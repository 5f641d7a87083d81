"""The list of years: how many reports of each are here, of whom, and what the checks came to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.datapackage import entities
from gongkai.forms import CODELISTS, Form, form_of
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.parts.groups import Group, counted
from gongkai.website.site import Site
from gongkai.website.stamp import Context


@dataclass(frozen=True, slots=True)
class Year:
    """One year: its reports, the agencies of the register that existed then, and the checks by outcome.

    `statuses` counts the agencies of the register by their status of coverage.
    """

    year: int
    form: Form | None
    reports: int
    expected: int
    groups: tuple[tuple[Group, int], ...]
    outcomes: Mapping[str, int]
    statuses: Mapping[str, int]


def years(site: Site) -> Iterator[Year]:
    """Every year that has a report, the newest first."""
    return (one_year(site, year) for year in reversed(site.years))


def one_year(site: Site, year: int) -> Year:
    """One year that has a report."""
    agencies, found = site.register.agencies, site.overall.quality[year]
    reporting = [agencies[agency_id] for agency_id, years in site.others.reporting.items() if year in years]
    statuses = Counter(entities.status_without(one, year, site.waiting) for one in _absent(site, year))
    statuses[entities.status_of(contradicting=True)] = found.contradicting
    statuses[entities.status_of(contradicting=False)] = found.consistent
    return Year(
        year=year,
        form=form_of(year),
        reports=len(reporting),
        expected=sum(agency.expected(year) for agency in agencies.values()),
        groups=counted(reporting),
        outcomes=found.outcomes,
        statuses=statuses,
    )


def _absent(site: Site, year: int) -> Iterator[Agency]:
    """The agencies of the register whose report of a year is not here."""
    reporting = site.others.reporting
    return (one for one in site.register.agencies.values() if year not in reporting.get(one.agency_id, ()))


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    yield {"years": tuple(years(site)), "statuses": CODELISTS["coverage_status"].items}
