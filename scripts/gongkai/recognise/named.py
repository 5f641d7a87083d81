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
_VISITED: Final = re.compile(WORDING.text.visited)
_MEDIA: Final = re.compile(WORDING.text.media)
_TITLES: Final = re.compile(r"《[^《》]{0,200}》")
_CLAUSE: Final = re.compile(r"[。;,!?:]")
_SENTENCE: Final = re.compile(r"[。!?]")
_LONGEST_CLAUSE: Final = 60
_LONGEST_SENTENCE: Final = 200
_SHORTEST: Final = 2


def named(text: Mapping[str, str]) -> tuple[Named, ...]:
    """Each name once a section, in the order of the text; titles of documents name nothing."""
    found = (one for section, words in text.items() for one in _section(section, _TITLES.sub("", squeezed(words))))
    return tuple(dict.fromkeys(found))


def _section(section: str, text: str) -> Iterator[Named]:
    matches = ((m.start("name"), kind, m) for kind, pattern in _PATTERNS for m in pattern.finditer(text))
    for _, kind, match in sorted(matches, key=lambda item: item[:2]):
        name = _LEADING.sub("", match["name"]) if kind == "website" else match["name"]
        placed = kind == "account" or _PLACED.search(name)
        if len(name) >= _SHORTEST and placed and not _MEDIA.search(name) and not _others(text, match):
            yield Named(section=section, kind=kind, name=name)


def _others(text: str, match: re.Match[str]) -> bool:
    """Whether the words around a name make it that of others."""
    start, end = match.span("name")
    sentence = _SENTENCE.split(text[max(start - _LONGEST_SENTENCE, 0) : start])[-1]
    before = _CLAUSE.split(text[max(start - _LONGEST_CLAUSE, 0) : start])[-1]
    after = _CLAUSE.split(text[end : end + _LONGEST_CLAUSE], maxsplit=1)[0]
    return bool(_VISITED.search(sentence) or _ANOTHER.search(before) or _ANOTHER.search(after))
