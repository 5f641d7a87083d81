"""Accounts, websites and organisations that a text names as the agency's own; partners and models are left out."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from gongkai.forms import WORDING
from gongkai.recognise.keys import squeezed
from gongkai.report import Named

_PATTERNS: Final = tuple((one.kind, re.compile(one.pattern)) for one in WORDING.text.named)
_LEADING: Final = re.compile(WORDING.text.leading)
_PLACED: Final = re.compile(WORDING.text.placed)
_ANOTHER: Final = re.compile(WORDING.text.another)
_TITLES: Final = re.compile(r"《[^《》]{0,200}》")
_CLAUSE: Final = re.compile(r"[。;,!?:]")
_LONGEST_CLAUSE: Final = 60
_SHORTEST: Final = 2


def named(text: Mapping[str, str]) -> tuple[Named, ...]:
    """Each name once a section, in the order of the text; titles of documents name nothing."""
    found = (one for section, words in text.items() for one in _section(section, _TITLES.sub("", squeezed(words))))
    return tuple(dict.fromkeys(found))


def _section(section: str, text: str) -> Iterator[Named]:
    matches = ((m.start("name"), kind, m) for kind, pattern in _PATTERNS for m in pattern.finditer(text))
    for place, kind, match in sorted(matches, key=lambda item: item[:2]):
        name = _LEADING.sub("", match["name"]) if kind == "website" else match["name"]
        placed = kind == "account" or _PLACED.search(name)
        if len(name) >= _SHORTEST and placed and not _ANOTHER.search(_clause(text, place)):
            yield Named(section=section, kind=kind, name=name)


def _clause(text: str, place: int) -> str:
    """The clause around a place."""
    before = _CLAUSE.split(text[max(place - _LONGEST_CLAUSE, 0) : place])[-1]
    return before + _CLAUSE.split(text[place : place + _LONGEST_CLAUSE], maxsplit=1)[0]
