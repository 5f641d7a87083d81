"""A region: its government's report, which covers the whole area; its departments; the regions below."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.dataset import History
from gongkai.forms import CODELISTS
from gongkai.register import Agency, Region
from gongkai.report import Report
from gongkai.text import Language, Text
from gongkai.website.parts.citation import cited
from gongkai.website.parts.groups import Group, group_of
from gongkai.website.parts.lines import Line, line
from gongkai.website.parts.pieces import Crumb
from gongkai.website.parts.places import GOVERNMENT
from gongkai.website.parts.portions import downloads
from gongkai.website.parts.summary import Year, sentence
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.views.regions import Place, place
from gongkai.website.words import Words


def pages(site: Site, language: Language) -> Iterator[Context]:
    """One context a region that has an agency in the register, in it or below it."""
    for code, region in site.places.regions.items():
        if site.shows(code):
            yield _page(site, region, Words(language))


def _page(site: Site, region: Region, words: Words) -> Context:
    own = site.places.agencies.get(region.region_code, ())
    with_reports = [site.by_agency[one.agency_id] for one in own if one.agency_id in site.by_agency]
    here = place(site.places, region, 1)
    return {
        "region_code": region.region_code,
        "region_name": _name(region, words),
        "level": next(item for item in CODELISTS["level"].items if item.code == region.level),
        "crumbs_above": (
            Crumb(words["regions_title"], "regions/index.html"),
            *(
                Crumb(_name(above, words), f"regions/{above.region_code}.html")
                for above in site.register.ancestry(region.region_code)[:-1]
            ),
        ),
        "governments": tuple(_series(site, one) for one in with_reports if one.agency.kind == GOVERNMENT),
        "says": tuple(_says(site, one, words) for one in with_reports if one.agency.kind == GOVERNMENT),
        "others": tuple(_others(site, with_reports)),
        "without": tuple(one for one in own if one.agency_id not in site.by_agency),
        "cited": cited(site, Text(zh=region.name, en=region.name_en), f"regions/{region.region_code}.html"),
        "whole": downloads(site.portions.get(f"regions/{region.region_code}", ()), "regions", words),
        "here": here,
        "below": tuple(_below(site, one) for one in here.below),
    }


@dataclass(frozen=True, slots=True)
class Below:
    """A region below, and the newest report of its government where there is one."""

    place: Place
    line: Line | None


def _below(site: Site, here: Place) -> Below:
    governments = [site.by_agency[one.agency_id] for one in site.places.governments(here.region.region_code)]
    newest = max(governments, key=lambda one: one.latest.year, default=None)
    return Below(here, _line(site, newest.latest) if newest else None)


def _line(site: Site, report: Report) -> Line:
    return site.once(_found, report.agency, report.year)


def _found(site: Site, agency_id: str, year: int) -> Line:
    return line(site.register, site.briefs[agency_id, year])


def _name(region: Region, words: Words) -> str:
    return region.name if words.language == "zh" else region.name_en


def _says(site: Site, history: History, words: Words) -> tuple[Agency, str]:
    """The government, and what its newest report says in a sentence."""
    report = history.latest
    key = report.agency, report.year
    return history.agency, sentence(words, Year(report, site.measures[key]))


def _series(site: Site, history: History) -> tuple[Line, ...]:
    """Every report of an agency, the newest first."""
    return tuple(_line(site, report) for report in reversed(tuple(history.reports.values())))


def _others(site: Site, histories: list[History]) -> Iterator[tuple[Group, tuple[Line, ...]]]:
    """Departments and institutions, each group on its own, each agency with its newest report."""
    groups = {group_of(one.agency) for one in histories if one.agency.kind != GOVERNMENT}
    for group in sorted(groups, key=lambda group: group.order):
        members = [one for one in histories if group_of(one.agency) == group]
        yield group, tuple(_line(site, one.latest) for one in members)
