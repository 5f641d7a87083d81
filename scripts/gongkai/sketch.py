"""Fingerprints of texts, by which near-duplicates are found without the texts themselves.

A sketch holds, for each of 64 classes, the smallest hash of the pieces of eight characters that fall into it; the
share of equal places estimates the share of pieces that two texts have in common, give or take 0.05.
"""

from typing import Final
from zlib import crc32

#: Places of a sketch, hexadecimal digits of each.
PLACES: Final = 64
DIGITS: Final = 4
_PIECE: Final = 8
_NONE: Final = 0xFFFF


def sketch(text: str) -> str:
    """The sketch of a text as 256 hexadecimal digits; the text should be longer than a few hundred characters."""
    least = [_NONE] * PLACES
    pieces = {text[i : i + _PIECE] for i in range(max(len(text) - _PIECE + 1, 1))}
    for piece in pieces:
        number = crc32(piece.encode())
        place, value = number % PLACES, number >> 16
        least[place] = min(least[place], value)
    return "".join(f"{value:0{DIGITS}x}" for value in least)


def places(sketched: str) -> tuple[str, ...]:
    """The places of a sketch."""
    return tuple(sketched[i : i + DIGITS] for i in range(0, PLACES * DIGITS, DIGITS))


def alike(one: str, other: str) -> float:
    """The estimated share of pieces that two texts have in common, from 0 to 1."""
    pairs = [(a, b) for a, b in zip(places(one), places(other), strict=True) if (a, b) != ("ffff", "ffff")]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0
