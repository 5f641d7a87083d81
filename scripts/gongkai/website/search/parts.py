"""Entries cut into what the index holds of them: parts, made some entries at a time in any process, and put together.

A part is small, flat and can be pickled, so that a build may keep it for as long as its entries stay the same.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gongkai.website.search import sounds, spelling, tokens
from gongkai.website.search.entry import Entry, Rank

_BETWEEN: Final = "\n"
#: Numbers below this take two bytes each, others four.
_SMALL: Final = 1 << 16


class Card(NamedTuple):
    """What is shown of an entry, line by line, and what its number and the filters depend on."""

    order: tuple[int, str, Rank]
    kind: str
    places: tuple[str, ...]
    years: tuple[int, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Postings:
    """Token → the numbers of the entries that have it, all of them in two arrays; no token has a line end in it."""

    tokens: str
    counts: "array[int]"
    numbers: "array[int]"

    def __iter__(self) -> Iterator[tuple[str, Sequence[int]]]:
        """Each token with its numbers, in increasing order."""
        start = 0
        for token, count in zip(self.tokens.split(_BETWEEN), self.counts, strict=False):
            yield token, self.numbers[start : start + count]
            start += count


@dataclass(frozen=True, slots=True)
class Part:
    """What some entries, numbered among themselves, bring to the index.

    `near`, `far` (and not near) and `text` say where their tokens stand; `words` are those that spelling knows.
    """

    cards: tuple[Card, ...]
    near: Postings
    far: Postings
    text: Postings
    words: tuple[str, ...]


def cut(entries: Iterable[Entry]) -> Part:
    """The part that these entries make."""
    cards: list[Card] = []
    near, far, text = _Lists(list), _Lists(list), _Lists(list)
    words: set[str] = set()
    for number, entry in enumerate(entries):
        cards.append(_card(entry))
        close = _near(entry)
        _add(near, close, number)
        _add(far, _far(entry) - close, number)
        _add(text, tokens.words(entry.text), number)
        words |= spelling.words(entry)
    kind = "H" if len(cards) < _SMALL else "I"
    near_far_text = _postings(near, kind), _postings(far, kind), _postings(text, kind)
    return Part(tuple(cards), *near_far_text, tuple(sorted(words)))


_Lists = defaultdict[str, list[int]]


def _add(lists: _Lists, found: Iterable[str], number: int) -> None:
    for token in found:
        lists[token].append(number)


def _postings(lists: _Lists, kind: str) -> Postings:
    known = sorted(lists)
    numbers = array(kind)
    for token in known:
        numbers.extend(lists[token])
    return Postings(_BETWEEN.join(known), array(kind, (len(lists[token]) for token in known)), numbers)


def _card(entry: Entry) -> Card:
    return Card(entry.order, entry.kind, entry.places, entry.years, _shown(entry))


def _near(entry: Entry) -> set[str]:
    names = (entry.title, *entry.names)
    written = {token for name in names for part in (tokens.near(name), tokens.edges(name)) for token in part}
    return written.union(*(sounds.near(name) | sounds.initials(name) for name in entry.spoken))


def _far(entry: Entry) -> set[str]:
    loose = tokens.words(f"{entry.sub} {entry.keywords}")
    years = map(str, entry.years)
    written = (tokens.far(name) for name in (entry.title, *entry.names))
    return loose.union(years, *written, *(sounds.far(name) for name in entry.spoken))


def _shown(entry: Entry) -> str:
    """Title, url, second line, years, each name to show: a line each; empty ones at the end left out."""
    lines = (entry.title, entry.url, entry.sub, " ".join(map(str, entry.years)), *_unlike_title(entry))
    return "\n".join(line.replace("\n", " ") for line in lines).rstrip("\n")


def _unlike_title(entry: Entry) -> Iterator[str]:
    """Names that someone who sees only the title would not recognise in it."""
    title = tokens.normalise(entry.title)
    for name in entry.names:
        characters = iter(title)
        if not all(character in characters for character in tokens.normalise(name)):
            yield name
