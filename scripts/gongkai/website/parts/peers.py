"""Where a report stands among those of the same year, kind and level."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from statistics import median
from typing import Final

from gongkai.indicators import MILLION, Measure, Status
from gongkai.numerals import Value, grouped
from gongkai.register import Register
from gongkai.website.brief import Key
from gongkai.website.parts.groups import Group, group_of
from gongkai.website.words import Words

#: An indicator of each report, `None` where it cannot be compared.
Shares = Mapping[Key, float | None]

#: The values of an indicator that can be compared, by group and year, each in order.
Compared = Mapping[tuple[Group, int], Sequence[Value]]

#: By what reports are compared with those of their peers.
AMONG_PEERS: Final = "disclosure_rate"
#: Fewer comparable reports than this are no field to stand in.
FEWEST_PEERS: Final = 5
#: From so many on, a field is told in round shares: a report that moves in it then changes few pages of others.
MANY: Final = 1_000
#: Digits of a round figure.
_DIGITS: Final = 2
#: Steps, in per cent, of round shares.
STEP: Final = 5
#: Equal parts from 0 % to 100 %.
BINS: Final = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """A share among its peers (itself included): how many are lower and higher, the median, counts by bin.

    Where they are `MANY`, it is `about`: lower, higher and bins are per cent of them in `STEP`s, the median is a whole
    per cent, the count has two digits.
    """

    group: Group
    share: float
    count: int
    lower: int
    higher: int
    median: float
    bins: tuple[int, ...]
    about: bool = False

    @property
    def bin(self) -> int:
        """The bin of the share itself."""
        return bin_of(self.share)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told to each report of all shares of its group and year; `about`, in round shares, of `MANY`."""

    count: int
    median: float
    bins: tuple[int, ...]
    about: bool


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
    """The shares of reports by group and year, each in order; only shares of enough cases are compared."""

    shares: Mapping[tuple[Group, int], tuple[float, ...]]

    @cached_property
    def told(self) -> Mapping[tuple[Group, int], Told]:
        """What is told of each field that is large enough, once for all its reports."""
        enough = ((key, shares) for key, shares in self.shares.items() if len(shares) >= FEWEST_PEERS)
        return {key: _told(len(shares), _binned(shares), median(shares)) for key, shares in enough}

    @cached_property
    def _places(self) -> Mapping[tuple[Group, int], Mapping[float, tuple[int, int]]]:
        """How many are lower and higher than each share that there is, as it is told."""
        return {key: _placed(self.shares[key], about=told.about) for key, told in self.told.items()}

    def place(self, group: Group, year: int, share: float | None) -> tuple[int, int] | None:
        """How many are lower and higher than a report's share, as it is told; `None` without one or enough peers."""
        places = self._places.get((group, year))
        return None if share is None or places is None else places[share]

    def standing(self, group: Group, year: int, share: float | None) -> Standing | None:
        """Where a report stands; `None` without a share of its own or enough peers."""
        place = self.place(group, year, share)
        if share is None or place is None:
            return None
        told = self.told[group, year]
        return Standing(group, share, told.count, *place, told.median, told.bins, told.about)

    def field(self, group: Group, year: int) -> Field | None:
        """The shares of a group and year together; `None` where they are too few."""
        shares = self.shares.get((group, year), ())
        if len(shares) < FEWEST_PEERS:
            return None
        return Field(group, year, len(shares), median(shares), _binned(shares))

    def newest_field(self, group: Group) -> Field | None:
        """The newest year's that has enough shares."""
        years = sorted((year for of, year in self.shares if of == group), reverse=True)
        found = (self.field(group, year) for year in years)
        return next((field for field in found if field), None)


def shares(found: Mapping[Key, Measure]) -> Shares:
    """What each report is compared by, from an indicator of each."""
    return {key: _share(one) for key, one in found.items()}


def peers(register: Register, of: Shares) -> Peers:
    """The shares of all reports."""
    found: dict[tuple[Group, int], list[float]] = defaultdict(list)
    for (agency_id, year), share in of.items():
        if share is not None:
            found[group_of(register.agencies[agency_id]), year].append(share)
    return Peers({key: tuple(sorted(shares)) for key, shares in found.items()})


def compared(found: Mapping[int, Mapping[str, Value]], groups: Mapping[str, Group]) -> Compared:
    """The values of an indicator, by year and agency, among those of the same group, by agency."""
    fields: dict[tuple[Group, int], list[Value]] = {}
    for year, values in found.items():
        of_year: dict[Group, list[Value]] = defaultdict(list)
        for agency_id, value in values.items():
            of_year[groups[agency_id]].append(value)
        fields |= {(group, year): sorted(some) for group, some in of_year.items()}
    return fields


def in_millionths(found: Compared) -> Peers:
    """Shares that are whole millionths, in order."""
    return Peers({key: tuple(float(share / MILLION) for share in shares) for key, shares in found.items()})


def place_said(words: Words, found: Standing) -> dict[str, str]:
    """How many are `lower` and `higher`, in words."""
    said = partial(_part_said, words) if found.about else grouped
    return {"lower": said(found.lower), "higher": said(found.higher)}


def _part_said(words: Words, percent: int) -> str:
    """A part of all that is told in steps; the first and the last step are never nobody, and everybody."""
    if percent in (0, 100):
        return words.say("part_under", n=STEP) if not percent else words.say("part_over", n=100 - STEP)
    return words.say("part_about", n=percent)


def _share(found: Measure) -> float | None:
    return float(found.share) if found.status is Status.VALUE and found.share is not None else None


def _placed(shares: Sequence[float], *, about: bool) -> dict[float, tuple[int, int]]:
    """How many are lower and higher than each share, of all in order; in `STEP`s of per cent where it is `about`."""
    found: dict[float, tuple[int, int]] = {}
    lower = 0
    for share, upto in {share: number for number, share in enumerate(shares, start=1)}.items():
        place = lower, len(shares) - upto
        found[share] = (_in_steps(place[0], len(shares)), _in_steps(place[1], len(shares))) if about else place
        lower = upto
    return found


def _told(count: int, bins: tuple[int, ...], middle: float) -> Told:
    if count < MANY:
        return Told(count, middle, bins, about=False)
    return Told(rounded(count), round(middle, 2), tuple(_in_steps(n, count) for n in bins), about=True)


def _in_steps(some: int, whole: int) -> int:
    return STEP * round(100 * some / whole / STEP)


def rounded(count: int) -> int:
    """A count with two digits that are not zero at most: 4,816 is 4,800."""
    return round(count, _DIGITS - len(str(count)))


def _binned(shares: Sequence[float]) -> tuple[int, ...]:
    """How many shares, which are in order, each bin has."""
    first = (bisect_left(shares, place, key=bin_of) for place in range(1, BINS))
    return tuple(after - before for before, after in pairwise([0, *first, len(shares)]))
