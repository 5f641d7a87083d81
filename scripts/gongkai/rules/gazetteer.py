"""Where the places are that names speak of: every region by its name and its short name."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from gongkai.forms import LIMITS, WORDING
from gongkai.register import Agency, Region, Register

_WORDS: Final = WORDING.agencies
_KIND: Final = re.compile(f"(?:地区|{'|'.join(_WORDS.places)})$")
_PEOPLES: Final = re.compile(f"(?:{'|'.join(_WORDS.peoples)})+$")
_FEATURE: Final = re.compile(LIMITS.features)
_LONGEST: Final = 12


class Hit(NamedTuple):
    """A place that a name speaks of; `whole`: by its full name; `edge`: at the beginning or the end of the name."""

    words: str
    regions: tuple[Region, ...]
    whole: bool
    edge: bool


class Gazetteer:
    """All places of a register by what they are called."""

    def __init__(self, register: Register) -> None:
        """Index every region by its name and by its short name, where that is no everyday word."""
        self.register = register
        found: dict[str, list[Region]] = defaultdict(list)
        for region in register.regions.values():
            for name in {region.name, *_shorts(region.name)} - LIMITS.everyday:
                found[name].append(region)
        self._places = {name: tuple(regions) for name, regions in found.items()}
        self._former: dict[str, list[str]] = defaultdict(list)
        for agency in register.agencies.values():
            self._former[agency.successor_id] += register.names(agency.agency_id)

    def hits(self, name: str) -> Iterator[Hit]:
        """The places in a name, the longest at each position; none inside another."""
        start = 0
        while start < len(name) - 1:
            size = next(
                (n for n in range(min(_LONGEST, len(name) - start), 1, -1) if name[start : start + n] in self._places),
                0,
            )
            if size:
                words = name[start : start + size]
                regions = self._places[words]
                whole = any(region.name == words for region in regions)
                if whole or not _FEATURE.match(name, start + size):
                    yield Hit(words, regions, whole, edge=start == 0 or start + size == len(name))
            start += size or 1

    def near(self, one: Region, other_code: str) -> bool:
        """Whether one of the two places lies in the other, or they are the same."""
        mine = {region.region_code for region in self.register.ancestry(other_code)}
        theirs = {region.region_code for region in self.register.ancestry(one.region_code)}
        return one.region_code in mine or other_code in theirs

    def names(self, agency: Agency) -> tuple[str, ...]:
        """What an agency is called, and what those that it succeeded were."""
        return (agency.name, *agency.shorts, *self._former[agency.agency_id])

    def called(self, region: Region) -> tuple[str, str]:
        """The place with those it lies in, in both languages: 安徽省合肥市; Hefei, Anhui."""
        line = self.register.ancestry(region.region_code)
        return "".join(one.name for one in line), ", ".join(one.name_en for one in reversed(line))


def _shorts(name: str) -> set[str]:
    """合肥 for 合肥市, 广西 for 广西壮族自治区, 化隆 for 化隆回族自治县; none of a single character."""
    bare = _KIND.sub("", name)
    return {short for short in (bare, _PEOPLES.sub("", bare)) if len(short) > 1}
