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
from gongkai.website.parts.peers import AMONG_PEERS, FEWEST_PEERS
from gongkai.website.parts.places import Places

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


def tile_map(places: Places) -> TileMap | None:
    """The map; `None` where too few provinces have a report."""
    regions = places.site.register.regions
    known = {code: spot for code, spot in _SPOTS.items() if code in regions}
    if sum(code in places.counts for code in known) < FEWEST:
        return None
    year = next((year for year in reversed(places.site.years) if _enough(places, year)), None)
    tiles = (
        Tile(spot, regions[code], *places.counts.get(code, (0, 0)), _measure(places, code, year) if year else None)
        for code, spot in known.items()
    )
    return TileMap(year, tuple(tiles))


def _enough(places: Places, year: int) -> bool:
    found = (_measure(places, code, year) for code in _SPOTS)
    return sum(one is not None and one.status is Status.VALUE for one in found) >= FEWEST_PEERS


def _measure(places: Places, code: str, year: int) -> Measure | None:
    """What the government of a province reports for a year."""
    keys = ((history.agency.agency_id, year) for history in places.governments(code) if year in history.reports)
    return next((places.site.measures[key][AMONG_PEERS] for key in keys), None)
