"""How shares, changes and measures are written in sentences and pictures."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from gongkai.indicators import Measure, Status
from gongkai.numerals import Value, grouped
from gongkai.website.words import Words

_MINUS: Final = "\u2212"


def percent(share: Decimal) -> str:
    """A share from 0 to 1 as percent with one decimal: 59.5%; what is not nothing or all is not written so."""
    written = f"{share:.1%}"
    if written == "0.0%" and share:
        return "<0.1%"
    return ">99.9%" if written == "100.0%" and share < 1 else written


@lru_cache(4096)
def percent_of(part: Value, whole: Value) -> str:
    """The share of a part as percent."""
    return percent(Decimal(part) / Decimal(whole))


def points(difference: Decimal) -> Decimal:
    """A difference of two shares in percentage points, to one decimal as readers see it."""
    return round(difference * 100, 1)


def signed(value: Value) -> str:
    """With its sign, and none for zero: +1,054, −3."""
    return grouped(value) if value == 0 else f"+{grouped(value)}" if value > 0 else f"{_MINUS}{grouped(-value)}"


def counted(words: Words, key: str, value: Value, **more: object) -> str:
    """A text with `n`."""
    return words.say(key, n=grouped(value), **more)


def written(words: Words, found: Measure) -> str:
    """A measure in a few letters: 59.5%, 3,119, “4 of 21”, or in words why there is none."""
    if found.status is Status.FEW_CASES and found.numerator is not None and found.denominator is not None:
        return words.say("measure_few", part=grouped(found.numerator), whole=grouped(found.denominator))
    if found.status is not Status.VALUE:
        return words[f"measure_{found.status}"]
    share = found.share
    return percent(share) if share is not None else grouped(found.numerator or 0)
