"""Which sections of which reports are nearly the same: found by their fingerprints, without comparing all with all.

Fingerprints are cut into bands; only texts that share a band are compared. Of a crowd that shares one, each is compared
with the first of it, so that a template used by thousands costs no more than thousands of comparisons.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from gongkai.forms import LIMITS
from gongkai.register import Register
from gongkai.report import Report
from gongkai.sketch import PLACES

#: An agency's id and a year.
Key = tuple[str, int]

#: Places of a band: four equal ones in sixteen bands let one in ten thousand pairs of 80 % slip.
_BAND: Final = 4
#: So many texts of one band are compared all with all.
_CROWD: Final = 30
#: A place of a sketch that no piece of the text falls into.
_NONE: Final = 0xFFFF
#: Pairs that are compared at a time; memory is bounded by them.
_AT_ONCE: Final = 50_000


class Resemblance(NamedTuple):
    """A section that is like that of another agency's report: the most similar one."""

    section: str
    share: float
    agency_id: str
    name: str
    name_en: str
    year: int


class Print(NamedTuple):
    """The fingerprint of a section of a report: all that is needed to find others like it."""

    agency_id: str
    year: int
    section: str
    print: str


def prints(report: Report) -> Iterator[Print]:
    """The fingerprints of a report's sections."""
    for sketch in report.facts.sketches if report.facts else ():
        yield Print(report.agency, report.year, sketch.section, sketch.print)


def resemblances(texts: Iterable[Print], register: Register) -> Mapping[Key, tuple[Resemblance, ...]]:
    """For each report, each section's most similar one of another agency, where it is similar enough to be told."""
    best: dict[tuple[Key, str], Resemblance] = {}
    by_section: dict[str, list[Print]] = defaultdict(list)
    for text in texts:
        by_section[text.section].append(text)
    for section in by_section.values():
        for one, other, share in _similar(section, register):
            _keep(best, one, other, share, register)
            _keep(best, other, one, share, register)
    found: dict[Key, list[Resemblance]] = defaultdict(list)
    for (key, _), resemblance in sorted(best.items()):
        found[key].append(resemblance)
    return {key: tuple(listed) for key, listed in found.items()}


def _keep(best: dict[tuple[Key, str], Resemblance], one: Print, other: Print, share: float, register: Register) -> None:
    agency = register.agencies[other.agency_id]
    new = Resemblance(one.section, share, agency.agency_id, agency.name, agency.name_en, other.year)
    place = (one.agency_id, one.year), one.section
    old = best.get(place)
    if old is None or _order(new, one.year) < _order(old, one.year):
        best[place] = new


def _order(resemblance: Resemblance, year: int) -> tuple[float, int, str, int]:
    """The most similar first; of equals that of the nearest year."""
    return -resemblance.share, abs(resemblance.year - year), resemblance.agency_id, resemblance.year


def _similar(texts: Sequence[Print], register: Register) -> Iterator[tuple[Print, Print, float]]:
    """Pairs of texts of different agencies that share a band and are similar enough, each once."""
    marks = np.array([np.frombuffer(bytes.fromhex(text.print), dtype=">u2") for text in texts], dtype=np.uint16)
    pairs = [
        (a, b)
        for a, b in sorted({pair for crowd in _crowds(marks) for pair in _within(crowd)})
        if not _same_agency(texts[a], texts[b], register)
    ]
    for start in range(0, len(pairs), _AT_ONCE):
        chosen = pairs[start : start + _AT_ONCE]
        for (a, b), share in zip(chosen, _shares(marks, chosen), strict=True):
            if share >= LIMITS.likeness.doubtful:
                yield texts[a], texts[b], share


def _crowds(marks: npt.NDArray[np.uint16]) -> Iterator[list[int]]:
    """Texts that share a band, band by band, by their numbers."""
    for start in range(0, PLACES, _BAND):
        band = np.ascontiguousarray(marks[:, start : start + _BAND]).view(np.uint64).ravel()
        order = np.argsort(band, kind="stable")
        starts = np.flatnonzero(np.diff(band[order], prepend=~band[order[:1]]))
        sizes = np.diff(starts, append=len(order))
        shared = sizes > 1
        for first, size in zip(starts[shared].tolist(), sizes[shared].tolist(), strict=True):
            yield order[first : first + size].tolist()


def _within(crowd: list[int]) -> Iterator[tuple[int, int]]:
    first, rest = crowd[:_CROWD], crowd[_CROWD:]
    yield from combinations(first, 2)
    yield from ((first[0], text) for text in rest)
    yield from ((first[-1], text) for text in rest)


def _shares(marks: npt.NDArray[np.uint16], pairs: Sequence[tuple[int, int]]) -> list[float]:
    """The estimated share of pieces that the texts of each pair have in common (`sketch.alike` for many at once)."""
    one, other = marks[[a for a, _ in pairs]], marks[[b for _, b in pairs]]
    there = (one != _NONE) | (other != _NONE)
    known = there.sum(axis=1)
    equal = ((one == other) & there).sum(axis=1)
    found: list[float] = np.divide(equal, known, out=np.zeros(len(pairs)), where=known > 0).tolist()
    return found


def _same_agency(one: Print, other: Print, register: Register) -> bool:
    """Whether both are of one agency, under its old and its new name."""
    a, b = register.agencies[one.agency_id], register.agencies[other.agency_id]
    return other.agency_id in (one.agency_id, a.successor_id) or b.successor_id == one.agency_id
