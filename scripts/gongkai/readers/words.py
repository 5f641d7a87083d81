"""Characters of a file → words as they are shown: what cannot be seen is left out, spaces are single."""

import re
from typing import Final

#: Marks that take no room, and what a page's source needs at the end of its lines.
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_WRAPPED: Final = re.compile(r"(?<=[　-〿一-鿿！-～])[ \t]*[\r\n]\s*(?=[　-〿一-鿿！-～])")


def words(text: str) -> str:
    """The words of one line or paragraph; a line end of the source between two Chinese characters is no space."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        if "\n" in text:
            text = _WRAPPED.sub("", text)
    return " ".join(text.split())
