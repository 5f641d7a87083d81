"""What a text is cut into so that a part of it finds it. `assets/search.js` cuts a query in the same way.

Chinese is cut into pairs of characters: *near* pairs stand side by side, *far* pairs have others between them.
A query whose every pair is near or far in a name is found even where it leaves characters out (钦州投资促进局, 发改局).
Latin letters and digits are cut into words.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from gongkai.website.search.words import WORDS

HAN: Final = r"〇々㐀-䶿一-鿿\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_IS_HAN: Final = re.compile(rf"[{HAN}]")
_MARKS: Final = re.compile(r"[\u0300-\u036f]")
#: Written inside a word and no part of it: Huai'an, people’s.
_APOSTROPHES: Final = re.compile(r"['’ʼ＇]")
_FOLD: Final = dict(WORDS.fold)
#: Found and replaced one by one: most texts have none, and `str.translate` looks every character up.
_TRADITIONAL: Final = re.compile(f"[{''.join(_FOLD)}]")

#: Stand before the first and after the last character of a name, and pair with it: 宿 in `^宿`, 局 in `局$`.
START, END = "^", "$"
#: How many characters a far pair may span; the longest region's name and the start of what follows fit in.
SPAN: Final = 18


def normalise(text: str) -> str:
    """The text as compared: half-width, lower case, without accents and apostrophes, in simplified characters."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)))
    return _TRADITIONAL.sub(lambda found: _FOLD[found[0]], plain.lower())


def runs(normalised: str) -> list[str]:
    """The unbroken pieces of Chinese and the words of a normalised text."""
    return _RUN.findall(normalised)


def is_han(run: str) -> bool:
    """Whether a run is Chinese, not a word of letters and digits."""
    return _IS_HAN.match(run) is not None


def near(text: str) -> set[str]:
    """Words, pairs that stand side by side, and single characters."""
    found: set[str] = set()
    for run in runs(normalise(text)):
        if is_han(run):
            found.update(map("".join, pairwise(run)))
            found.update(run)
        else:
            found.add(run)
    return found


def edges(name: str) -> Iterator[str]:
    """The first and the last character of a name that is Chinese there, each with the mark of its place."""
    pieces = runs(normalise(name))
    if pieces and is_han(pieces[0]):
        yield START + pieces[0][0]
    if pieces and is_han(pieces[-1]):
        yield pieces[-1][-1] + END


def far(name: str) -> Iterator[str]:
    """Pairs with other characters of the same run between them, near ones among them where they also stand so."""
    for run in runs(normalise(name)):
        if is_han(run):
            for start, character in enumerate(run):
                yield from (character + later for later in run[start + 2 : start + SPAN])


def words(text: str) -> set[str]:
    """The tokens of a long text: words and pairs side by side, no single characters."""
    found: set[str] = set()
    for run in runs(normalise(text)):
        if is_han(run) and len(run) > 1:
            found.update(map("".join, pairwise(run)))
        else:
            found.add(run)
    return found
