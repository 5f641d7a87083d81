"""The list of all agencies, by region."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.register import Agency, Region
from gongkai.text import Language
from gongkai.website.overall import LONGEST
from gongkai.website.parts.places import Places
from gongkai.website.site import Site
from gongkai.website.stamp import Context


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency and the years of its reports."""

    agency: Agency
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """A region of the highest level, and in it each region with its agencies.

    `places` is empty where the whole list would be longer than a page bears.
    """

    region: Region
    agencies: int
    places: tuple[tuple[Region, tuple[Entry, ...]], ...]


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    places = site.places
    whole = len(site.register.agencies) <= LONGEST
    yield {
        "provinces": tuple(_province(places, region, whole=whole) for region in places.below.get("", ())),
        "registered": len(site.register.agencies),
        "with_reports": len(site.others.reporting),
        "whole": whole,
        "paths": {code: site.register.ancestry(code)[1:] for code in places.regions},
    }


def _province(places: Places, region: Region, *, whole: bool) -> Province:
    agencies = sum(1 for _ in places.all_agencies(region.region_code))
    return Province(region, agencies, tuple(_regions(places, region)) if whole else ())


def _regions(places: Places, region: Region) -> Iterator[tuple[Region, tuple[Entry, ...]]]:
    """The region and those below it, as far as they have agencies of their own."""
    own = places.agencies.get(region.region_code, ())
    if own:
        yield region, tuple(Entry(agency, places.reporting.get(agency.agency_id, ())) for agency in own)
    for below in places.below.get(region.region_code, ()):
        yield from _regions(places, below)
