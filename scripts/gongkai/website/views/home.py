"""The first page: what is here, in five figures, one picture and three ways in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from typing import Final

from gongkai.finding import Outcome
from gongkai.forms import RULES
from gongkai.indicators import Status
from gongkai.numerals import Value, grouped
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.parts import answers
from gongkai.website.parts.answers import Picture
from gongkai.website.parts.counts import added
from gongkai.website.parts.groups import Entry, Group, by_group, group_of
from gongkai.website.parts.lines import Line, line
from gongkai.website.parts.pieces import KeyFigure
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.views.regions import place
from gongkai.website.words import Words

_FORMATS: Final = ("csv", "json", "parquet", "xlsx", "sqlite")
#: How many agencies are named as a way in.
SOME_AGENCIES: Final = 3


@dataclass(frozen=True, slots=True)
class Received:
    """New requests that the reports of one group and year state together; `reports` of `of` have the figure."""

    year: int
    group: Group
    value: Value
    reports: int
    of: int


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    words, places, agencies = Words(language), site.places, site.register.agencies
    year = full_year(site)
    received = _received(site, year) if year else None
    yield {
        "key_figures": tuple(_figures(site, words, received)),
        "picture": _picture(site, words, received) if received else None,
        "provinces": tuple(place(places, region, 0) for region in places.below.get("", ())),
        "some_agencies": tuple(nsmallest(SOME_AGENCIES, map(agencies.__getitem__, site.others.reporting), _order)),
        "years": site.years,
        "newest": _newest(site),
        "rules": len(RULES),
        "formats": words["list_joint"].join(_formats(site, words)),
    }


def _figures(site: Site, words: Words, received: Received | None) -> Iterator[KeyFigure]:
    """Five figures, each with what it covers."""
    agencies, registered, reports = len(site.others.reporting), len(site.register.agencies), site.others.reports
    note = words.say(
        "home_agencies_note_some" if agencies < registered else "home_agencies_note", registered=registered
    )
    yield KeyFigure(words["home_agencies"], grouped(agencies), note=note)
    yield KeyFigure(words["home_reports"], grouped(reports), note=words["home_reports_note"])
    if site.years:
        first, last = site.years[0], site.years[-1]
        span = words.say("home_years_note" if first < last else "home_years_note_one", first=first, last=last)
        yield KeyFigure(words["home_years"], str(len(site.years)), note=span)
    if received:
        note = words.say("home_requests_note", year=received.year, reports=received.reports, group=received.group.label)
        yield KeyFigure(words["home_requests"], grouped(received.value), note=note)
    found = added(one.outcomes for one in site.overall.quality.values())
    unknown = found[Outcome.UNCERTAIN] + found[Outcome.NOT_ASSESSABLE]
    note = words.say("home_checks_note", violated=grouped(found[Outcome.VIOLATED]), unknown=grouped(unknown))
    yield KeyFigure(words["home_checks"], grouped(found[Outcome.HOLDS]), note=note)


def full_year(site: Site) -> int | None:
    """The newest year with more than half as many reports as the fullest: in spring the new year is only beginning."""
    counts = Counter(chain.from_iterable(site.others.reporting.values()))
    return max((year for year, count in counts.items() if 2 * count > max(counts.values())), default=None)


def _received(site: Site, year: int) -> Received | None:
    """The governments of one level that state the most requests; levels overlap and are never added."""
    return max((_sum(site, year, group, of) for group, of in _governments(site, year)), key=_weight, default=None)


def _weight(received: Received) -> Value:
    return received.value


def _sum(site: Site, year: int, group: Group, entries: list[Entry]) -> Received:
    found = [site.measures[report.agency, year]["requests_received"] for _, report in entries]
    values = [one.value for one in found if one.status is Status.VALUE and one.value is not None]
    return Received(year, group, sum(values, start=0), len(values), len(entries))


def _governments(site: Site, year: int) -> Iterator[tuple[Group, list[Entry]]]:
    """Groups of governments; where the dataset has none in that year, all groups."""
    groups = by_group(entry for entry in site.reports if entry[1].year == year)
    governments = [(group, entries) for group, entries in groups.items() if group.kind == "government"]
    yield from governments or groups.items()


def _picture(site: Site, words: Words, received: Received) -> Picture | None:
    entries = next(entries for group, entries in _governments(site, received.year) if group == received.group)
    briefs = [site.briefs[report.agency, report.year] for _, report in entries]
    found = answers.added(received.year, [(one.report.form, one.answers) for one in briefs])
    return answers.answered(words, received.year, received.group, found)


def _formats(site: Site, words: Words) -> Iterator[str]:
    """The formats in which the data can be had."""
    yield from (words[f"format_{one}"] for one in _FORMATS if one in site.formats)


def _order(agency: Agency) -> tuple[int, int, str]:
    """Governments and high levels first."""
    return *group_of(agency).order, agency.agency_id


def _newest(site: Site) -> tuple[Line, ...]:
    return tuple(line(site.register, one.brief) for one in site.overall.newest)
