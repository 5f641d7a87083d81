"""Lists of entry numbers as short strings of 64 plain characters.

A list is either its gaps (five bits a character, the sixth says that more follow) or, where that is shorter,
`~`, the gap to the first number, and a bitmap (six numbers a character).
"""

from collections.abc import Iterator, Sequence
from typing import Final

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BITMAP: Final = "~"
_BITS: Final = 6


def _gap(value: int) -> str:
    text = ""
    while value >= 32:  # noqa: PLR2004  five bits
        text += ALPHABET[32 + value % 32]
        value //= 32
    return text + ALPHABET[value]


_SHORT: Final = tuple(_gap(value) for value in range(4096))


def encode(numbers: Sequence[int]) -> str:
    """Strictly increasing numbers from 0 as a string; none is the empty string."""
    if not numbers:
        return ""
    previous = -1
    gaps = []
    for number in numbers:
        gap = number - previous - 1
        gaps.append(_SHORT[gap] if gap < len(_SHORT) else _gap(gap))
        previous = number
    listed = "".join(gaps)
    if (numbers[-1] - numbers[0]) // _BITS + 4 >= len(listed):
        return listed
    mapped = BITMAP + _gap(numbers[0]) + _bitmap(numbers)
    return min(listed, mapped, key=len)


def _bitmap(numbers: Sequence[int]) -> str:
    first = numbers[0]
    cells = bytearray((numbers[-1] - first) // _BITS + 1)
    for number in numbers:
        cells[(number - first) // _BITS] |= 1 << (number - first) % _BITS
    return "".join(ALPHABET[cell] for cell in cells)


def decode(text: str) -> list[int]:
    """The numbers of a string that `encode` made."""
    mapped = text.startswith(BITMAP)
    found: list[int] = []
    values = _values(text.removeprefix(BITMAP))
    if mapped:
        first, used = next(values)
        cells = text[1 + used :]
        return [
            first + place * _BITS + bit
            for place, cell in enumerate(cells)
            for bit in range(_BITS)
            if ALPHABET.index(cell) >> bit & 1
        ]
    previous = -1
    for gap, _ in values:
        previous += gap + 1
        found.append(previous)
    return found


def _values(text: str) -> Iterator[tuple[int, int]]:
    """Each gap and how many characters of the text have been read after it."""
    value = shift = 0
    for used, character in enumerate(text, 1):
        digit = ALPHABET.index(character)
        value |= digit % 32 << shift
        shift += 5
        if digit < 32:  # noqa: PLR2004  five bits
            yield value, used
            value = shift = 0
