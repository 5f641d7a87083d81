"""How Chinese names sound: pinyin syllables and initials, by which people type them."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from gongkai.pinyin import syllables
from gongkai.website.search.tokens import SPAN, is_han, normalise, runs

#: Stands between two syllables of a pair and at the front, so that no pair is taken for a word of letters.
MARK: Final = "~"
#: The shortest initials that find a name.
SHORTEST: Final = 2
#: Files over which the everyday characters are spread.
SHARDS: Final = 24
#: The everyday characters of GB 2312, in its first 3,755 places: (first, last) of the high byte and of the low byte.
_EVERYDAY: Final = ((0xB0, 0xD7), (0xA1, 0xFE))


def near(name: str) -> set[str]:
    """Pairs of syllables that stand side by side."""
    return {_pair(one, other) for spoken in _spoken(name) for one, other in pairwise(spoken)}


def far(name: str) -> Iterator[str]:
    """Pairs of syllables with others between them."""
    for spoken in _spoken(name):
        for start, syllable in enumerate(spoken):
            yield from (_pair(syllable, later) for later in spoken[start + 2 : start + SPAN])


def initials(name: str) -> set[str]:
    """The first letters of each run: qzstzcjj for 钦州市投资促进局."""
    found = ("".join(syllable[0] for syllable in spoken) for spoken in _spoken(name))
    return {letters for letters in found if len(letters) >= SHORTEST}


@cache
def everyday() -> dict[str, str]:
    """Syllable → everyday characters that are read so first, in the order of their codes."""
    found: dict[str, str] = {}
    (first, last), (low, high) = _EVERYDAY
    for lead in range(first, last + 1):
        for trail in range(low, high + 1):
            character = bytes((lead, trail)).decode("gb2312", errors="ignore")
            if character:
                syllable = syllables(character)[0]
                found[syllable] = found.get(syllable, "") + character
    return dict(sorted(found.items()))


def shards() -> list[dict[str, str]]:
    """The everyday characters, each in the shard that its code names."""
    made: list[dict[str, str]] = [{} for _ in range(SHARDS)]
    for syllable, characters in everyday().items():
        for character in characters:
            shard = made[ord(character) % SHARDS]
            shard[syllable] = shard.get(syllable, "") + character
    return made


def _spoken(name: str) -> Iterator[tuple[str, ...]]:
    return (syllables(run) for run in runs(normalise(name)) if is_han(run))


def _pair(one: str, other: str) -> str:
    return f"{MARK}{one}{MARK}{other}"
