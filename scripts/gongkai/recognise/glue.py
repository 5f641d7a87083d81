"""Cells that stand together without anything between: taken apart where only known labels make that possible."""

import re
from typing import Final

from gongkai.forms import FORMS
from gongkai.recognise.keys import key, squeezed
from gongkai.recognise.labels import LABELS, meanings

_GLUED: Final = re.compile(r"(.*\D)(\d{1,40})")
_LONGEST: Final = 120
_LONGEST_LABEL: Final = 60
#: What stands in the corner of a table's header.
_STUBS: Final = frozenset(
    key(block.stub.zh) for form in FORMS.values() for table in form.tables for block in table.blocks if block.stub
)


def row_and_digits(text: str) -> tuple[str, str] | None:
    """A row's label and the digits that stand right behind it: `规章000`."""
    found = _GLUED.fullmatch(squeezed(text)) if len(text) <= _LONGEST else None
    if found and any(meaning.kind == "row" for meaning in meanings(found[1])):
        return found[1], found[2]
    return None


def labels(text: str) -> list[str]:
    """The labels that a text consists of, in their order; empty where it holds anything else, or is a single one."""
    whole = rest = key(text)
    parts: list[str] = []
    while rest:
        size = next((n for n in range(min(len(rest), _LONGEST_LABEL), 1, -1) if _known(rest[:n])), 0)
        if not size:
            return []
        if rest[:size] not in _STUBS:
            parts.append(rest[:size])
        rest = rest[size:]
    return [] if parts == [whole] else parts


def _known(words: str) -> bool:
    return words in LABELS or words in _STUBS
