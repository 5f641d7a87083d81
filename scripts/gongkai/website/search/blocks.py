"""What is shown of entries that stand side by side: each line by what differs from that of the entry before.

Neighbours are agencies of one region or reports of one agency, and have most in common. A line begins with two
characters (postings.ALPHABET): how many characters at its start, and how many at its end, are those of the line in the
same place of the entry before, 63 at most. What stands between follows. A line that is wholly the same is empty.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile, zip_longest
from typing import Final

from gongkai.website.search.postings import ALPHABET

_MOST: Final = len(ALPHABET) - 1


def block(shown: Iterable[str]) -> list[list[str]]:
    """The lines of each text, by what differs from those of the one before."""
    return list(_differing(text.split("\n") for text in shown))


def _differing(entries: Iterable[list[str]]) -> Iterator[list[str]]:
    before: list[str] = []
    for lines in entries:
        yield [_difference(line, last) for line, last in zip_longest(lines, before[: len(lines)], fillvalue="")]
        before = lines


def _difference(line: str, last: str) -> str:
    if line == last:
        return ""
    start = _common(line, last)
    end = _common(reversed(line[start:]), reversed(last[start:]))
    return ALPHABET[start] + ALPHABET[end] + line[start : len(line) - end]


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters are the same at the start of both, so far as they are counted."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return min(sum(1 for _ in same), _MOST)
