"""Characters → lines of text: those of one height, from left to right, spaced as they stand."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from gongkai.readers.pdf.page import Char

#: What stands between numbers that do not stand together: they are not one number.
APART: Final = " | "
#: In sizes of the font: a gap between words, one between columns, and how far the characters of a line go up and down.
_GAP: Final = 0.3
_WIDE: Final = 1.5
_SWAY: Final = 0.5
#: A digit smaller than that share of the one beside it, or higher by that share, is a note's.
_SMALL, _RAISED = 0.8, 0.12
#: The same character this close by is printed twice to look bold.
_TWICE: Final = 0.2
_BASE: Final = attrgetter("base")
_X: Final = attrgetter("x")
_SIGNS: Final = frozenset("+-.,/%")


class Line(NamedTuple):
    """Characters of one height, from left to right."""

    chars: tuple[Char, ...]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.chars[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.chars[-1].x1

    @property
    def base(self) -> float:
        """How far down its characters stand."""
        return self.chars[0].base

    @property
    def size(self) -> float:
        """The size of the character in its middle."""
        return self.chars[len(self.chars) // 2].size

    @property
    def text(self) -> str:
        """Its words; beside Chinese characters there are spaces only where it is wide."""
        return "".join(_spaced(self.chars))

    @property
    def parts(self) -> list["Line"]:
        """Its parts with wide gaps between, as in a table whose columns have no rulings."""
        found, begin = [], 0
        for i, (left, right) in enumerate(pairwise(self.chars), 1):
            if _wide(left, right):
                found.append(Line(self.chars[begin:i]))
                begin = i
        return [*found, Line(self.chars[begin:])]


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines of upright characters, from top to bottom."""
    found: list[list[Char]] = []
    for char in sorted(chars, key=_BASE):
        if found and char.base - found[-1][0].base <= _SWAY * min(char.size, found[-1][0].size):
            found[-1].append(char)
        else:
            found.append([char])
    return [Line(tuple(_once(sorted(line, key=_X)))) for line in found]


def numeric(sign: str) -> bool:
    """Whether a character may be part of a number."""
    return sign.isdigit() or sign in _SIGNS


def joined(before: str, after: str) -> str:
    """What stands between two lines of one text: nothing beside Chinese characters, else a space."""
    return "" if not before or not after or _dense(before[-1]) or _dense(after[0]) else " "


def _once(chars: Sequence[Char]) -> Iterator[Char]:
    before: Char | None = None
    for char in chars:
        if not (before and before.text == char.text and _close(before, char)):
            yield char
            before = char


def _close(a: Char, b: Char) -> bool:
    return abs(a.x - b.x) < _TWICE * a.size and abs(a.base - b.base) < _TWICE * a.size


def _spaced(chars: Sequence[Char]) -> Iterator[str]:
    before: Char | None = None
    for char in chars:
        numbers = before is not None and numeric(before.text) and numeric(char.text)
        if before and numbers and _of_note(before, char):
            yield APART
        elif before and char.x0 - before.x1 > _GAP * max(char.size, before.size):
            if numbers:
                yield APART
            elif not (_dense(before.text) or _dense(char.text)) or _wide(before, char):
                yield " "
        yield char.text
        before = char


def _of_note(left: Char, right: Char) -> bool:
    small, large = sorted((left.size, right.size))
    return small < _SMALL * large or abs(left.base - right.base) > _RAISED * large


def _wide(left: Char, right: Char) -> bool:
    return right.x0 - left.x1 > _WIDE * max(left.size, right.size)


def _dense(sign: str) -> bool:
    """Whether a character is written without spaces beside it: Chinese, and wide signs."""
    return sign >= "\u2000"
