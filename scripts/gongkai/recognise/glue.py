"""Cells that stand together without anything between: taken apart where only known labels make that possible."""

import re
from functools import lru_cache
from typing import Final

from gongkai.forms import FORMS
from gongkai.recognise.keys import key, squeezed
from gongkai.recognise.labels import LABELS, meanings

_GLUED: Final = re.compile(r"(.*\D)(\d{1,40})")
_LONGEST: Final = 120
#: The longest header has so many labels.
_MOST: Final = 16
#: What stands in the corner of a table's header.
_STUBS: Final = frozenset(
    key(block.stub.zh) for form in FORMS.values() for table in form.tables for block in table.blocks if block.stub
)
#: The lengths that labels have, the longest first.
_SIZES: Final = sorted({len(word) for word in (*LABELS, *_STUBS)}, reverse=True)


def row_and_digits(text: str) -> tuple[str, str] | None:
    """A row's label and the digits that stand right behind it: `规章000`."""
    found = _GLUED.fullmatch(squeezed(text)) if len(text) <= _LONGEST else None
    if found and any(meaning.kind == "row" for meaning in meanings(found[1])):
        return found[1], found[2]
    return None


@lru_cache(maxsize=1024)
def labels(text: str) -> tuple[str, ...]:
    """The labels that a text consists of, in their order; empty where it holds anything else, or is a single one."""
    whole = rest = key(text)
    parts: list[str] = []
    while rest:
        word = next((rest[:size] for size in _SIZES if rest[:size] in LABELS or rest[:size] in _STUBS), "")
        if not word or len(parts) == _MOST:
            return ()
        if word not in _STUBS:
            parts.append(word)
        rest = rest[len(word) :]
    return () if parts == [whole] else tuple(parts)
