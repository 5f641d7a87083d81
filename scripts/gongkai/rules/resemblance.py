"""Which sections of which reports are nearly the same: found by their fingerprints, without comparing all with all.

Fingerprints are cut into bands; only texts that share a band are compared. Of a crowd that shares one, each is compared
with the first of it, so that a template used by thousands costs no more than thousands of comparisons.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from gongkai.dataset import Dataset
from gongkai.forms import LIMITS
from gongkai.register import Register
from gongkai.report import Report, Sketch
from gongkai.sketch import alike, places

#: An agency's id and a year.
Key = tuple[str, int]

#: Places of a band: four equal ones in sixteen bands let one in ten thousand pairs of 80 % slip.
_BAND: Final = 4
#: So many texts of one band are compared all with all.
_CROWD: Final = 30


class Resemblance(NamedTuple):
    """A section that is like that of another agency's report: the most similar one."""

    section: str
    share: float
    agency_id: str
    name: str
    name_en: str
    year: int


class _Text(NamedTuple):
    report: Report
    sketch: Sketch


def resemblances(dataset: Dataset) -> Mapping[Key, tuple[Resemblance, ...]]:
    """For each report, each section's most similar one of another agency, where it is similar enough to be told."""
    best: dict[tuple[Key, str], Resemblance] = {}
    for one, other in _pairs(dataset):
        share = alike(one.sketch.print, other.sketch.print)
        if share >= LIMITS.likeness.doubtful:
            _keep(best, one, other, share, dataset.register)
            _keep(best, other, one, share, dataset.register)
    found: dict[Key, list[Resemblance]] = defaultdict(list)
    for (key, _), resemblance in sorted(best.items()):
        found[key].append(resemblance)
    return {key: tuple(listed) for key, listed in found.items()}


def _keep(best: dict[tuple[Key, str], Resemblance], one: _Text, other: _Text, share: float, register: Register) -> None:
    agency = register.agencies[other.report.agency]
    section = one.sketch.section
    new = Resemblance(section, share, agency.agency_id, agency.name, agency.name_en, other.report.year)
    place = (one.report.agency, one.report.year), section
    old = best.get(place)
    if old is None or _order(new, one.report.year) < _order(old, one.report.year):
        best[place] = new


def _order(resemblance: Resemblance, year: int) -> tuple[float, int, str, int]:
    """The most similar first; of equals that of the nearest year."""
    return -resemblance.share, abs(resemblance.year - year), resemblance.agency_id, resemblance.year


def _pairs(dataset: Dataset) -> Iterator[tuple[_Text, _Text]]:
    """Texts of one section of different agencies that share a band, each pair once."""
    seen: set[tuple[int, int]] = set()
    for crowd in _crowds(dataset.reports):
        for one, other in _within(crowd):
            pair = (id(one.sketch), id(other.sketch))
            if pair not in seen and not _same_agency(one.report, other.report, dataset.register):
                seen.add(pair)
                yield one, other


def _crowds(reports: Iterable[Report]) -> Iterator[list[_Text]]:
    crowds: dict[tuple[object, ...], list[_Text]] = defaultdict(list)
    for report in reports:
        for sketch in report.facts.sketches if report.facts else ():
            values = places(sketch.print)
            for i in range(0, len(values), _BAND):
                crowds[sketch.section, i, *values[i : i + _BAND]].append(_Text(report, sketch))
    return (crowd for crowd in crowds.values() if len(crowd) > 1)


def _within(crowd: list[_Text]) -> Iterator[tuple[_Text, _Text]]:
    first, rest = crowd[:_CROWD], crowd[_CROWD:]
    yield from combinations(first, 2)
    yield from ((first[0], text) for text in rest)
    yield from ((first[-1], text) for text in rest)


def _same_agency(one: Report, other: Report, register: Register) -> bool:
    """Whether both are of one agency, under its old and its new name."""
    a, b = register.agencies[one.agency], register.agencies[other.agency]
    return other.agency in (one.agency, a.successor_id) or b.successor_id == one.agency
