"""The list of regions: those of the highest level, and what lies directly below each."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.register import Region
from gongkai.text import Language
from gongkai.website.parts.places import Places
from gongkai.website.parts.tiles import tile_map
from gongkai.website.site import Site
from gongkai.website.stamp import Context


@dataclass(frozen=True, slots=True)
class Place:
    """A region with how many agencies in it have a report, how many reports they have, and the regions below."""

    region: Region
    agencies: int
    reports: int
    below: tuple["Place", ...]


def place(places: Places, region: Region, depth: int) -> Place:
    """A region and `depth` levels below it."""
    agencies, reports = places.counts.get(region.region_code, (0, 0))
    below = places.below.get(region.region_code, ()) if depth else ()
    return Place(region, agencies, reports, tuple(place(places, one, depth - 1) for one in below))


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    places = site.places
    yield {
        "provinces": tuple(place(places, region, 2) for region in places.below.get("", ())),
        "tiles": tile_map(site),
    }
