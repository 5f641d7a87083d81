"""The regions that have pages: those with an agency in the register, and the regions that these lie in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from gongkai.forms import CODELISTS
from gongkai.register import Agency, Region, Register
from gongkai.website.parts.groups import Group, groups

#: The kind of agency whose report covers a whole region.
GOVERNMENT: Final = "government"


@dataclass(frozen=True)
class Places:
    """The agencies of a register by region, and the years that each has a report of (`reporting`, by id)."""

    register: Register
    reporting: Mapping[str, tuple[int, ...]]

    @cached_property
    def agencies(self) -> Mapping[str, tuple[Agency, ...]]:
        """Agencies of the register by the code of their own region, governments first."""
        found: dict[str, list[Agency]] = {}
        kinds = CODELISTS["kind"].codes
        agencies = self.register.agencies.values()
        for agency in sorted(agencies, key=lambda one: (kinds.index(one.kind), one.agency_id)):
            found.setdefault(agency.region_code, []).append(agency)
        return {code: tuple(agencies) for code, agencies in found.items()}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The group of each agency that has a report."""
        return groups(self.register.agencies[agency_id] for agency_id in self.reporting)

    @cached_property
    def members(self) -> Mapping[Group, Sequence[str]]:
        """The agencies of each group that have a report, in the groups' order."""
        found: dict[Group, list[str]] = {}
        for agency_id, group in self.groups.items():
            found.setdefault(group, []).append(agency_id)
        return {group: found[group] for group in sorted(found, key=lambda group: group.order)}

    def governments(self, code: str) -> tuple[Agency, ...]:
        """The governments of a region itself that have a report."""
        own = self.agencies.get(code, ())
        return tuple(one for one in own if one.kind == GOVERNMENT and one.agency_id in self.reporting)

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Regions with a page, by code, in the codes' order."""
        ancestry = self.register.ancestry
        codes = {region.region_code for code in self.agencies for region in ancestry(code)}
        return {code: self.register.regions[code] for code in sorted(codes)}

    @cached_property
    def below(self) -> Mapping[str, tuple[Region, ...]]:
        """The regions with a page directly below each; under the empty code those of the highest level."""
        found: dict[str, list[Region]] = {}
        for region in self.regions.values():
            found.setdefault(region.parent_code, []).append(region)
        return {code: tuple(regions) for code, regions in found.items()}

    def all_agencies(self, code: str) -> Iterator[Agency]:
        """The agencies of a region and of all regions in it."""
        yield from self.agencies.get(code, ())
        for region in self.below.get(code, ()):
            yield from self.all_agencies(region.region_code)

    @cached_property
    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Agencies with a report, and reports, in each region and all regions in it."""
        found: dict[str, tuple[int, int]] = {}
        for agency_id, years in self.reporting.items():
            for region in self.register.ancestry(self.register.agencies[agency_id].region_code):
                agencies, reports = found.get(region.region_code, (0, 0))
                found[region.region_code] = agencies + 1, reports + len(years)
        return found
