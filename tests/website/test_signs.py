"""Signs of what stands beside reports: the same exactly as long as that is the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

import pytest

from gongkai import cache
from gongkai.datapackage import PublishedFile
from gongkai.dataset import Folder
from gongkai.register import Agency, Region, Register
from gongkai.website import Others, Shares, beside, others, signs
from gongkai.website.parts import peers
from places import ROOT
from publishers import YEARS, agencies_of

_AGENCIES = 60
Files = Mapping[str, tuple[PublishedFile, ...]]


@dataclass(frozen=True)
class World:
    """Agencies, what their reports are compared by, and the files of all of each one's data."""

    agencies: Mapping[str, Agency]
    regions: Mapping[str, Region]
    shares: Shares
    files: Files

    @property
    def register(self) -> Register:
        """Who the agencies are."""
        return Register(self.agencies, self.regions)

    @property
    def around(self) -> Others:
        """What all reports mean for the pages of each agency."""
        return others(self.register, self.shares)


def _world(chance: Random) -> World:
    regions = Folder(ROOT).register().regions
    agencies = {one.agency_id: replace(one, level="county") for one in agencies_of(list(regions.values()), _AGENCIES)}
    shares = {(one, year): _share(chance) for one in agencies for year in YEARS if chance.random() < 0.9}
    return World(agencies, regions, shares, {one: (_file(one, chance),) for one in agencies})


def _share(chance: Random) -> float | None:
    return chance.choice([None, 0.0, 0.25, 0.5, 1.0, chance.random()])


def _file(agency: str, chance: Random) -> PublishedFile:
    return PublishedFile(name=f"{agency}.zip", bytes=chance.randrange(99), sha256="")


def _other_share(world: World, chance: Random) -> World:
    return replace(world, shares={**world.shares, chance.choice(list(world.shares)): _share(chance)})


def _one_report_less(world: World, chance: Random) -> World:
    gone = chance.choice(list(world.shares))
    return replace(world, shares={key: share for key, share in world.shares.items() if key != gone})


def _other_agency(world: World, chance: Random) -> World:
    one, other = chance.sample(list(world.agencies.values()), 2)
    changes: Iterator[dict[str, str]] = iter(
        ({"name": "新"}, {"kind": "institution"}, {"region_code": other.region_code}, {"successor_id": other.agency_id})
    )
    changed = replace(one, **chance.choice(list(changes)))
    return replace(world, agencies={**world.agencies, one.agency_id: changed})


def _other_region(world: World, chance: Random) -> World:
    region = world.regions[chance.choice(list(world.agencies.values())).region_code]
    return replace(world, regions={**world.regions, region.region_code: replace(region, name_en="New")})


def _other_file(world: World, chance: Random) -> World:
    agency = chance.choice(list(world.agencies))
    return replace(world, files={**world.files, agency: (_file(agency, chance),)})


_EDITS: tuple[Callable[[World, Random], World], ...] = (
    _other_share,
    _one_report_less,
    _other_agency,
    _other_region,
    _other_file,
)


def _values(world: World) -> dict[str, bytes]:
    """What stands beside each agency's reports, as it is; an agency itself stands in its own history."""
    register, around = world.register, world.around
    return {
        agency: cache.by_value(
            (register.agencies[agency], beside(register.agencies[agency], register, around, world.files[agency]))
        )
        for agency in around.reporting
    }


def _signs(world: World) -> dict[str, tuple[str, object]]:
    """The sign of each agency, with its files, of which it says nothing."""
    return {agency: (sign, world.files[agency]) for agency, sign in signs(world.register, world.around).items()}


@pytest.mark.parametrize("edit", _EDITS)
@pytest.mark.parametrize("many", [peers.MANY, 20])
def test_signs_change_where_what_they_stand_for_changes(
    edit: Callable[[World, Random], World], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "MANY", many)
    chance, changed = Random(1), 0  # noqa: S311  which edits
    world = _world(chance)
    for _ in range(15):
        after = edit(world, chance)
        signs_before, before = _signs(world), _values(world)
        signs_after, values = _signs(after), _values(after)
        assert signs_after.keys() == values.keys()
        for agency in before.keys() & values.keys():
            same = before[agency] == values[agency]
            assert (signs_before[agency] == signs_after[agency]) == same, agency
            changed += not same
        world = after
    assert changed
