"""The words of names in letters, among which a misspelt one is looked for."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from gongkai.website.search.entry import Entry
from gongkai.website.search.tokens import is_han, normalise, runs

_SHORTEST: Final = 4


def words(entry: Entry) -> set[str]:
    """The words in letters of the title, names, second line and keywords."""
    texts = (entry.title, *entry.names, entry.sub, entry.keywords)
    return {word for text in texts for word in runs(normalise(text)) if _spelt(word)}


def by_letter(found: Iterable[str]) -> dict[str, list[str]]:
    """First letter → its words, each once, sorted."""
    letters: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(found)):
        letters[word[0]].append(word)
    return dict(letters)


def _spelt(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha() and not is_han(word)
