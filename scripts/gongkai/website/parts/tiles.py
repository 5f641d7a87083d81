"""The country as a map of equal tiles, a province each: what its government disclosed, or how much of it is here.

Shares are shown where enough provinces have one of the same year; else every tile tells its number of reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from gongkai.forms.load import load
from gongkai.indicators import Measure, Status
from gongkai.register import Region
from gongkai.text import Text
from gongkai.website.parts.peers import FEWEST_PEERS
from gongkai.website.site import Site

#: Fewer provinces than this make no map.
FEWEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(Text):
    """Where a province stands, by column and row from one, and its short name."""

    column: int
    row: int


_SPOTS: Final[Mapping[str, Spot]] = load(files("gongkai.website") / "tiles.yml", dict[str, Spot])


@dataclass(frozen=True, slots=True)
class Tile:
    """A province: `agencies` and `reports` in it; `measure` is what its government reports for the map's year."""

    spot: Spot
    region: Region
    agencies: int
    reports: int
    measure: Measure | None

    @property
    def percent(self) -> int | None:
        """The share in percent, `None` where there is none that can be compared."""
        found = self.measure
        return round(found.share * 100) if found and found.status is Status.VALUE and found.share is not None else None


@dataclass(frozen=True, slots=True)
class TileMap:
    """All provinces; `year` is the year of the shares, none where reports are counted instead."""

    year: int | None
    tiles: tuple[Tile, ...]


def tile_map(site: Site) -> TileMap | None:
    """The map; `None` where too few provinces have a report."""
    regions, counts = site.register.regions, site.places.counts
    known = {code: spot for code, spot in _SPOTS.items() if code in regions}
    if sum(code in counts for code in known) < FEWEST:
        return None
    year = next((year for year in reversed(site.years) if _enough(site, year)), None)
    tiles = (
        Tile(spot, regions[code], *counts.get(code, (0, 0)), _measure(site, code, year) if year else None)
        for code, spot in known.items()
    )
    return TileMap(year, tuple(tiles))


def _enough(site: Site, year: int) -> bool:
    found = (_measure(site, code, year) for code in _SPOTS)
    return sum(one is not None and one.status is Status.VALUE for one in found) >= FEWEST_PEERS


def _measure(site: Site, code: str, year: int) -> Measure | None:
    """What the government of a province reports for a year."""
    reported = site.overall.provinces
    keys = ((agency.agency_id, year) for agency in site.places.governments(code))
    return next((reported[key] for key in keys if key in reported), None)
