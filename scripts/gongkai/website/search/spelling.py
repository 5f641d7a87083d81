"""The words of names in letters, among which a misspelt one is looked for."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from gongkai.website.search.entry import Entry
from gongkai.website.search.tokens import is_han, normalise, runs

_SHORTEST: Final = 4


def words(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """First letter → the words in letters of all titles, names, second lines and keywords, each once, sorted."""
    found = {word for entry in entries for text in _texts(entry) for word in runs(normalise(text)) if _spelt(word)}
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(found):
        by_letter[word[0]].append(word)
    return dict(by_letter)


def _texts(entry: Entry) -> tuple[str, ...]:
    return entry.title, *entry.names, entry.sub, entry.keywords


def _spelt(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha() and not is_han(word)
