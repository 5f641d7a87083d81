"""The map of tiles: every province once, shares where enough compare, else counts of reports."""

from dataclasses import replace
from random import Random

from gongkai.cell import Cell
from gongkai.dataset import Folder, load
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.website import Site
from gongkai.website.parts.tiles import TileMap, tile_map
from invented import series, with_figure
from places import ROOT
from website.stamped import page, site

REGIONS = load(Folder(ROOT)).register.regions
PROVINCES = [region for region in REGIONS.values() if region.level == "province"]


def _site(count: int, granted: int = 40) -> Site:
    """The governments of so many provinces, each with 100 processed requests."""
    agencies = {
        f"government-{region.region_code}": Agency(
            agency_id=f"government-{region.region_code}",
            name=f"{region.name}人民政府",
            name_en=f"Government of {region.name_en}",
            region_code=region.region_code,
            level="province",
            kind="government",
        )
        for region in PROVINCES[:count]
    }
    return site([_report(name, granted) for name in agencies], agencies, regions=REGIONS)


def _report(name: str, granted: int) -> Report:
    report = replace(series(Random(1), name, [2024])[2024], agency=name)  # noqa: S311  invented
    for row, value in (("granted", granted), ("granted_in_part", 0), ("total", 100)):
        report = with_figure(report, Cell("requests", row, "total"), value)
    return report


def _map(found: Site) -> TileMap:
    drawn = tile_map(found)
    assert drawn is not None
    return drawn


def test_every_province_has_a_place_of_its_own() -> None:
    tiles = _map(_site(2)).tiles
    assert {tile.region.region_code for tile in tiles} == {region.region_code for region in PROVINCES}
    assert len({(tile.spot.column, tile.spot.row) for tile in tiles}) == len(tiles)


def test_shares_are_shown_where_five_compare() -> None:
    drawn = _map(_site(5))
    assert drawn.year == 2024
    assert [tile.percent for tile in drawn.tiles if tile.reports] == [40] * 5


def test_a_share_of_nothing_is_zero_and_none_is_none() -> None:
    drawn = _map(_site(5, granted=0))
    assert {tile.percent for tile in drawn.tiles if tile.reports} == {0}
    assert {tile.percent for tile in drawn.tiles if not tile.reports} == {None}


def test_fewer_than_five_are_counted() -> None:
    drawn = _map(_site(4))
    assert drawn.year is None
    assert sum(tile.reports for tile in drawn.tiles) == 4


def test_one_province_makes_no_map() -> None:
    assert tile_map(_site(1)) is None


def test_only_provinces_with_reports_are_links() -> None:
    html = page("regions", _site(5), "en")
    links = [link.attributes["href"] for link in html.css(".gp-tiles a")]
    assert set(links) == {f"../regions/{region.region_code}.html" for region in PROVINCES[:5]}
    assert len(html.css(".gp-tile--none")) == len(PROVINCES) - 5
