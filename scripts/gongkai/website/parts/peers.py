"""Where a report stands among those of the same year, kind and level."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Final

from gongkai.dataset import History
from gongkai.indicators import Status
from gongkai.report import Report
from gongkai.website.parts.groups import Group, group_of
from gongkai.website.site import Site

#: Fewer comparable reports than this are no field to stand in.
FEWEST_PEERS: Final = 5
#: Equal parts from 0 % to 100 %.
BINS: Final = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """A share among its peers (itself included): how many are lower and higher, the median, counts by bin."""

    group: Group
    share: float
    count: int
    lower: int
    higher: int
    median: float
    bins: tuple[int, ...]

    @property
    def bin(self) -> int:
        """The bin of the share itself."""
        return bin_of(self.share)


@dataclass(frozen=True, slots=True)
class Field:
    """All shares of one group and year that can be compared: counts by bin, and the median."""

    group: Group
    year: int
    count: int
    median: float
    bins: tuple[int, ...]


def bin_of(share: float) -> int:
    """Which of the bins a share falls in; 100 % is in the last."""
    return min(int(share * BINS), BINS - 1)


@dataclass(frozen=True)
class Peers:
    """The shares of a site's reports by group and year; only shares of enough cases are compared."""

    site: Site
    indicator: str

    @cached_property
    def _fields(self) -> Mapping[tuple[Group, int], list[float]]:
        found = defaultdict(list)
        for history, report in self.site.reports:
            share = self._share(report)
            if share is not None:
                found[group_of(history.agency), report.year].append(share)
        return {key: sorted(shares) for key, shares in found.items()}

    @cached_property
    def _counts(self) -> Mapping[tuple[Group, int], tuple[tuple[int, ...], float]]:
        """Bins and median of each field, once for all its reports."""
        return {key: (_binned(shares), median(shares)) for key, shares in self._fields.items()}

    def standing(self, history: History, report: Report) -> Standing | None:
        """Where a report stands; `None` without a share of its own or enough peers."""
        key = group_of(history.agency), report.year
        share, shares = self._share(report), self._fields.get(key, [])
        if share is None or len(shares) < FEWEST_PEERS:
            return None
        bins, middle = self._counts[key]
        lower, higher = bisect_left(shares, share), len(shares) - bisect_right(shares, share)
        return Standing(key[0], share, len(shares), lower, higher, middle, bins)

    def field(self, group: Group, year: int) -> Field | None:
        """The shares of a group and year together; `None` where they are too few."""
        shares = self._fields.get((group, year), [])
        if len(shares) < FEWEST_PEERS:
            return None
        bins, middle = self._counts[group, year]
        return Field(group, year, len(shares), middle, bins)

    def newest_field(self, group: Group) -> Field | None:
        """The newest year's that has enough shares."""
        found = (self.field(group, year) for year in reversed(self.site.years))
        return next((field for field in found if field), None)

    def _share(self, report: Report) -> float | None:
        found = self.site.measures[report.agency, report.year][self.indicator]
        return float(found.share) if found.status is Status.VALUE and found.share is not None else None


def _binned(shares: list[float]) -> tuple[int, ...]:
    bins = [0] * BINS
    for share in shares:
        bins[bin_of(share)] += 1
    return tuple(bins)
