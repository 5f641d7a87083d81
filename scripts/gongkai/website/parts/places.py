"""The regions that have pages: those with an agency in the register, and the regions that these lie in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from gongkai.dataset import History
from gongkai.forms import CODELISTS
from gongkai.register import Agency, Region
from gongkai.website.site import Site

#: The kind of agency whose report covers a whole region.
GOVERNMENT: Final = "government"


@dataclass(frozen=True)
class Places:
    """A site seen by region."""

    site: Site

    @cached_property
    def agencies(self) -> Mapping[str, tuple[Agency, ...]]:
        """Agencies of the register by the code of their own region, governments first."""
        found: dict[str, list[Agency]] = {}
        kinds = CODELISTS["kind"].codes
        agencies = self.site.register.agencies.values()
        for agency in sorted(agencies, key=lambda one: (kinds.index(one.kind), one.agency_id)):
            found.setdefault(agency.region_code, []).append(agency)
        return {code: tuple(agencies) for code, agencies in found.items()}

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """Agencies with reports, by id."""
        return {history.agency.agency_id: history for history in self.site.histories}

    def governments(self, code: str) -> tuple[History, ...]:
        """The governments of a region itself that have a report."""
        own = (one.agency_id for one in self.agencies.get(code, ()) if one.kind == GOVERNMENT)
        return tuple(self.histories[agency] for agency in own if agency in self.histories)

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Regions with a page, by code, in the codes' order."""
        ancestry = self.site.register.ancestry
        codes = {region.region_code for code in self.agencies for region in ancestry(code)}
        return {code: self.site.register.regions[code] for code in sorted(codes)}

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
        for history in self.site.histories:
            for region in self.site.register.ancestry(history.agency.region_code):
                agencies, reports = found.get(region.region_code, (0, 0))
                found[region.region_code] = agencies + 1, reports + len(history.reports)
        return found
