"""The list of years: how many reports of each are here, of whom, and what the checks came to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.datapackage import entities
from gongkai.forms import CODELISTS, Form, form_of
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.parts.counts import added
from gongkai.website.parts.groups import Group, by_group
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
    for year in reversed(site.years):
        entries = [(history, report) for history, report in site.reports if report.year == year]
        yield Year(
            year=year,
            form=form_of(year),
            reports=len(entries),
            expected=sum(agency.expected(year) for agency in site.register.agencies.values()),
            groups=tuple((group, len(members)) for group, members in by_group(entries).items()),
            outcomes=added(site.briefs[report.agency, year].outcomes for _, report in entries),
            statuses=Counter(status(site, agency, year) for agency in site.register.agencies.values()),
        )


def status(site: Site, agency: Agency, year: int) -> str:
    """Whether an agency's report of a year is here, and in what state."""
    brief = site.briefs.get((agency.agency_id, year))
    if brief:
        return entities.status_of(contradicting=brief.contradicting)
    return entities.status_without(agency, year, site.waiting)


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    yield {"years": tuple(years(site)), "statuses": CODELISTS["coverage_status"].items}
