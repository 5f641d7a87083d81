"""When two wordings are the same: widths, spaces, punctuation, quotes, numbering and traditional characters aside."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from gongkai.forms import WORDING

_SIMPLIFIED: Final = str.maketrans(dict(WORDING.simplified))
_SPACES: Final = re.compile(r"\s+")
_SIGNS: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.,:]|\([一二三四五六七八九十\d]{1,3}\)[、.]?|\d{1,2}[、.)](?=\D)|\d{1,2}(?=[一-鿿]{2})|[①-⑳])"
)
_LONGEST: Final = 120
_CHANGING: Final = re.compile(WORDING.changing)
_NOTE: Final = re.compile(r"\(([^()]{1,60})")


def squeezed(text: str) -> str:
    """The text with widths made equal and without any space: what patterns are matched against."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def simple(text: str) -> str:
    """The squeezed text in simplified characters: what names and titles are looked for in."""
    return squeezed(text).translate(_SIMPLIFIED)


@lru_cache(maxsize=8192)
def key(label: str) -> str:
    """The same for all wordings of one label: without its number, spaces and signs; empty where it is too long."""
    if len(label) > _LONGEST:
        return ""
    return _SIGNS.sub("", _NUMBER.sub("", squeezed(label), count=1) if numbered(label) else squeezed(label)).translate(
        _SIMPLIFIED
    )


@lru_cache(maxsize=8192)
def numbered(label: str) -> bool:
    """Whether the label begins with a number, as in `3.其他` and `（七）总计`."""
    return _NUMBER.match(squeezed(label)) is not None


@lru_cache(maxsize=8192)
def without_note(label: str) -> str:
    """The key of a label whose explanation in brackets is left out; empty where there is none to leave out.

    One that names a unit or another year is no explanation: it changes what the figures mean.
    """
    words, bracket, note = squeezed(label).partition("(")
    return "" if not bracket or changed(label) else key(words or note.partition(")")[2])


@lru_cache(maxsize=8192)
def changed(label: str) -> bool:
    """Whether a bracket in the label names a unit or another year."""
    return any(_CHANGING.search(note) for note in _NOTE.findall(squeezed(label)))
