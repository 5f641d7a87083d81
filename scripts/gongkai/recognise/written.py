"""A cell as written → the figure it holds, and what is to be kept of how it is written. Never a guess."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from gongkai.forms import WORDING, Column
from gongkai.numerals import Value, figure, worded
from gongkai.recognise.keys import squeezed

_NUMBER: Final = r"[+-]?\d[\d,]*(?:\.\d+)?"
_UNIT: Final = "|".join(map(re.escape, sorted(WORDING.units, key=len, reverse=True)))
_WORDED: Final = "|".join(map(re.escape, (*WORDING.increase, *WORDING.decrease)))
_SHAPE: Final = re.compile(
    rf"(?P<change>{_WORDED})?(?P<number>{_NUMBER})(?P<unit>{_UNIT})?(?P<note>\([^()]*\))?",
)
_BLANK: Final = frozenset(squeezed(sign) for sign in WORDING.blank)
#: Two figures in one cell, or a note's sign at a figure: together they would read as another figure.
_SEVERAL: Final = re.compile(r"\d[,.，．]*\s[\s,.，．]*\d|[²³¹⁰-₉①-⓿❶-➓㉈-㉟㊱-㊿½¼¾⅐-⅞]")
_LONGEST: Final = 60
#: Numbers in Chinese words, below 10,000; 一 alone may as well be a dash, and 一一 one across.
_WORDED_NUMBER: Final = re.compile(
    "[零〇二两三四五六七八九]|(?=.*[十百千])(?:[一二两三四五六七八九]千)?零?(?:[一二两三四五六七八九]百)?零?"
    "(?:[一二三四五六七八九]?十)?零?[一二三四五六七八九]?"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell holds: `mark` is the writing worth keeping, `unit` one not the column's; `clear`: no doubt.

    Money in another unit than the column's is converted to it; its mark keeps how it was written.
    """

    value: Value | None
    mark: str = ""
    unit: str = ""
    clear: bool = True


def is_value(text: str) -> bool:
    """Whether this is what stands in a cell for figures: a number, perhaps with unit or note, or a sign for none."""
    return len(text) <= _LONGEST and _is_value(text)


@lru_cache(maxsize=8192)
def _is_value(text: str) -> bool:
    bare = squeezed(text)
    return bare in _BLANK or _SHAPE.fullmatch(bare) is not None


@lru_cache(maxsize=8192)
def interpret(text: str, column: Column) -> Written:
    """Read one cell of a column; an empty one holds no figure, a dash or slash neither, and never a zero."""
    bare = squeezed(text)
    if not bare:
        return Written(None)
    if bare in _BLANK:
        return Written(None, text.strip())
    if (value := _worded(bare)) is not None:
        return Written(value, text.strip())
    shape = _SHAPE.fullmatch(bare) if len(text) <= _LONGEST and not _SEVERAL.search(text) else None
    value = _value(shape, column) if shape else None
    if shape is None or value is None or _impossible(shape["unit"], column):
        return Written(None, text.strip(), clear=False)
    signed = shape["number"][0] in "+-" and column.kind == "count"
    plain = not (shape["change"] or shape["unit"] or shape["note"] or signed)
    unit = _foreign(shape["unit"], column)
    converted = _converted(value, unit, column)
    return Written(
        value if converted is None else converted, "" if plain else text.strip(), "" if converted is not None else unit
    )


def _converted(value: Value, unit: str, column: Column) -> Value | None:
    """An amount in the unit that the form fixes, exactly; `None` where there is nothing to convert."""
    yuan, own = WORDING.money.get(unit), WORDING.money.get(column.unit or "")
    if column.kind != "amount" or yuan is None or own is None:
        return None
    converted = Decimal(value) * yuan / own
    return int(converted) if converted == int(converted) else converted.normalize()


def _value(shape: re.Match[str], column: Column) -> Value | None:
    """The figure, where the column may hold it: counts are whole and not negative, only changes are signed."""
    value = figure(shape["number"])
    if value is None or (shape["change"] and column.kind != "change"):
        return None
    if shape["change"]:
        value = -value if shape["change"] in WORDING.decrease else value
        return value if isinstance(value, int) and shape["number"][0].isdigit() else None
    if column.kind == "amount":
        return value
    allowed = isinstance(value, int) and (column.kind == "change" or value >= 0)
    return value if allowed else None


def _impossible(unit: str | None, column: Column) -> bool:
    """Whether figures of the column cannot have the unit: money is not counted, and nothing else is an amount."""
    return bool(unit) and (unit in WORDING.money) != (column.kind == "amount")


def _worded(bare: str) -> Value | None:
    """A whole number in Chinese words."""
    return worded(bare) if _WORDED_NUMBER.fullmatch(bare) else None


def _foreign(unit: str | None, column: Column) -> str:
    """The written unit, unless it is the column's own or short for it."""
    return "" if not unit or (column.unit or "").startswith(unit) else unit
