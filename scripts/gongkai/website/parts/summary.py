"""A report in one sentence and four figures, with what changed since the year before.

A blank is said to be blank and an unknown change is not said at all; no figure is made up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from gongkai.cell import Cell
from gongkai.indicators import FEWEST_CASES, Measure, Status, measures
from gongkai.numerals import Value, grouped
from gongkai.report import Report
from gongkai.website.parts.figures import counted, percent, points, signed, written
from gongkai.website.parts.peers import Standing, place_said
from gongkai.website.parts.pieces import KeyFigure, Note
from gongkai.website.words import Words

_RECEIVED: Final = Cell("requests", "received_new", "total")
_CARRIED_IN: Final = Cell("requests", "carried_in", "total")
_CARRIED_OUT: Final = Cell("requests", "carried_out", "total")
_PROCESSED: Final = Cell("requests", "total", "total")
_RECONSIDERED: Final = Cell("legal_challenges", "reconsideration", "total")
_SUED: Final = Cell("legal_challenges", "litigation_direct", "total")
#: Suits over a decision on reconsideration are cases already counted, and not added.
_SUED_AFTER: Final = Cell("legal_challenges", "litigation_after_reconsideration", "total")


@dataclass(frozen=True, slots=True)
class Year:
    """A report with its indicators."""

    report: Report
    measures: Mapping[str, Measure]

    @classmethod
    def of(cls, report: Report) -> "Year":
        """The indicators computed afresh."""
        return cls(report, measures(report))

    def figure(self, cell: Cell) -> Value | None:
        """A figure, `None` where it is blank or the report has no such cell."""
        return self.report.known(cell)

    def sum(self, cells: Sequence[Cell]) -> Value | None:
        """Several figures together; `None` where one is not known."""
        values = [self.figure(cell) for cell in cells]
        return None if None in values else sum((v for v in values if v is not None), start=0)


def sentence(words: Words, year: Year) -> str:
    """What happened in the year."""
    if "requests" not in year.report.figures:
        return words.say("sum_no_table", year=year.report.year)
    received, processed = year.figure(_RECEIVED), year.figure(_PROCESSED)
    if received == 0 and processed == 0 and not year.figure(_CARRIED_IN):
        return words.say("sum_nothing", year=year.report.year)
    return words["sum_joint"].join(_clauses(words, year, received, processed)) + words["sum_stop"]


def _clauses(words: Words, year: Year, received: Value | None, processed: Value | None) -> Iterator[str]:
    when = year.report.year
    if received is None:
        yield words.say("sum_received_blank", year=when)
    else:
        yield counted(words, "sum_received", received, year=when)
    yield words["sum_processed_blank"] if processed is None else counted(words, "sum_processed", processed)
    rate = year.measures["disclosure_rate"]
    if rate.status is Status.MISSING:
        yield words["sum_disclosed_blank"]
    elif rate.numerator is not None and processed:
        yield counted(words, "sum_disclosed", rate.numerator)
        if rate.status is Status.VALUE and rate.share is not None:
            yield words.say("sum_rate", rate=percent(rate.share))


def change(words: Words, year: Year, before: Year | None) -> str:
    """How requests and disclosure moved since the year before; empty where that is not known."""
    if before is None:
        return ""
    clauses = [*_more_or_less(words, year, before), *_up_or_down(words, year, before)]
    return words["sum_joint"].join(clauses) + words["sum_stop"] if clauses else ""


def _more_or_less(words: Words, year: Year, before: Year) -> Iterator[str]:
    now, then = year.figure(_RECEIVED), before.figure(_RECEIVED)
    if now is None or then is None:
        return
    which = "more" if now > then else "fewer" if now < then else "same"
    apart = max(now, then) - min(now, then)
    yield counted(words, f"chg_received_{which}", apart, before=before.report.year)


def _up_or_down(words: Words, year: Year, before: Year) -> Iterator[str]:
    moved = _moved(year.measures["disclosure_rate"], before.measures["disclosure_rate"])
    if moved is not None:
        which = "up" if moved > 0 else "down" if moved < 0 else "same"
        yield words.say(f"chg_rate_{which}", n=grouped(abs(moved)))


def _moved(now: Measure, then: Measure) -> Decimal | None:
    """The difference in points of two shares that are both of enough cases."""
    if now.status is not Status.VALUE or then.status is not Status.VALUE or now.share is None or then.share is None:
        return None
    return points(now.share - then.share)


def among(words: Words, found: Standing | None) -> str:
    """How many comparable agencies disclosed more, and less; empty where there are too few to compare."""
    if found is None:
        return ""
    key, said = "chg_peers_about" if found.about else "chg_peers", place_said(words, found)
    return words.say(key, group=found.group.label, n=grouped(found.count), **said)


@dataclass(frozen=True, slots=True)
class Figures:
    """The key figures of a report; `before`: the report of the year before, `noted`: findings by cell."""

    words: Words
    year: Year
    before: Year | None
    noted: Mapping[str, Sequence[Note]]

    def all(self) -> tuple[KeyFigure, ...]:
        """Received, processed, the disclosure rate, reconsideration and litigation."""
        return (
            self._count("key_received", (_RECEIVED,), self._also("key_carried_in", _CARRIED_IN)),
            self._count("key_processed", (_PROCESSED,), self._also("key_carried_out", _CARRIED_OUT)),
            self._rate(),
            self._count("key_challenges", (_RECONSIDERED, _SUED), self._routes(), also=(_SUED_AFTER,)),
        )

    def _count(self, label: str, cells: tuple[Cell, ...], note: str, also: tuple[Cell, ...] = ()) -> KeyFigure:
        """The sum of cells; findings at these and at the cells that the note speaks of (`also`)."""
        now, then = self.year.sum(cells), self.before.sum(cells) if self.before else None
        return KeyFigure(
            label=self.words[label],
            value=self.words["blank"] if now is None else grouped(now),
            change="" if now is None or then is None else self._since(_moved_count(self.words, now, then)),
            note=note,
            blank=now is None,
            notes=tuple(note for cell in (*cells, *also) for note in self.noted.get(str(cell), ())),
        )

    def _also(self, key: str, cell: Cell) -> str:
        value = self.year.figure(cell)
        return self.words.say(key, n=grouped(value)) if value else ""

    def _since(self, moved: str) -> str:
        return self.words.say("key_change", before=self.before.report.year, change=moved) if self.before else ""

    def _rate(self) -> KeyFigure:
        words, found = self.words, self.year.measures["disclosure_rate"]
        few, none = found.status is Status.FEW_CASES, found.status is Status.NO_CASES
        moved = _moved(found, self.before.measures["disclosure_rate"]) if self.before else None
        return KeyFigure(
            label=words["key_disclosed" if few else "key_rate"],
            value=words["key_no_cases"] if none else written(words, found),
            change="" if moved is None else self._since(words.say("key_points", n=signed(moved))),
            note=words["key_few"] if few else _fraction(words, found),
            blank=found.status is Status.MISSING,
            absent=none,
        )

    def _routes(self) -> str:
        routes = (("key_reconsidered", _RECONSIDERED), ("key_sued", _SUED), ("key_sued_after", _SUED_AFTER))
        values = [(key, self.year.figure(cell)) for key, cell in routes if self.year.report.has(cell)]
        if values and values[-1][1] == 0:
            del values[-1]
        say = self.words.say
        texts = (say(f"{key}_blank") if value is None else say(key, n=grouped(value)) for key, value in values)
        return self.words["dot"].join(texts)


def _moved_count(words: Words, now: Value, then: Value) -> str:
    """+1,054 (+51%); the share only where there were enough cases to take one of."""
    text, share = _moved_share(now, then)
    return words.say("key_with_share", change=text, share=share) if share else text


@lru_cache(4096)
def _moved_share(now: Value, then: Value) -> tuple[str, str]:
    """A change and its share in per cent, empty where that is none or of few cases."""
    share = round(Decimal(100 * (now - then)) / Decimal(then)) if then >= FEWEST_CASES else 0
    return signed(now - then), signed(share) if share else ""


def _fraction(words: Words, found: Measure) -> str:
    if found.numerator is None or not found.denominator:
        return ""
    return words.say("measure_few", part=grouped(found.numerator), whole=grouped(found.denominator))
