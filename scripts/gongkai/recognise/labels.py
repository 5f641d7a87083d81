"""Which labels the forms know: a wording → what it is, in which table, of which forms. Indexed once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from gongkai.forms import FORMS, Form, Table
from gongkai.forms.model import Coded
from gongkai.recognise.keys import changed, key, without_note

Kind = Literal["row", "column", "row_group", "column_group"]

#: Shorter labels are never recognised by likeness.
_SHORTEST: Final = 5


class Meaning(NamedTuple):
    """What a label stands for; `forms` are the codes of the forms that have it."""

    table: str
    kind: Kind
    code: str
    forms: frozenset[str]


def _labelled(table: Table) -> Iterator[tuple[Kind, Coded]]:
    for block in table.blocks:
        yield from (("column", column) for column in block.columns)
        yield from (("row", row) for row in block.rows)
    yield from (("row_group", group) for group in table.row_groups)
    yield from (("column_group", group) for group in table.column_groups)


def _index(forms: Iterable[Form]) -> Mapping[str, tuple[Meaning, ...]]:
    having: dict[tuple[str, Kind, str], set[str]] = defaultdict(set)
    wordings: dict[str, dict[tuple[str, Kind, str], None]] = defaultdict(dict)
    for form in forms:
        for table in form.tables:
            for kind, coded in _labelled(table):
                place = (table.code, kind, coded.code)
                having[place].add(form.code)
                for wording in (coded.zh, *coded.aliases):
                    wordings[key(wording)][place] = None
    return {
        wording: tuple(Meaning(*place, frozenset(having[place])) for place in places)
        for wording, places in wordings.items()
    }


def _likenesses(known: Iterable[str]) -> Mapping[str, str]:
    """Every known key with one character left out → the key; empty where two keys meet."""
    found: dict[str, str] = {}
    for wording in known:
        if len(wording) >= _SHORTEST:
            for shorter in _shortened(wording):
                found[shorter] = wording if found.get(shorter, wording) == wording else ""
    return found


def _shortened(wording: str) -> set[str]:
    return {wording[:i] + wording[i + 1 :] for i in range(len(wording))}


LABELS: Final = _index(FORMS.values())
_LIKE: Final = _likenesses(LABELS)


def meanings(label: str) -> tuple[Meaning, ...]:
    """All that a label may mean, whatever its width, spaces, number and explanations; empty where it is unknown."""
    return LABELS.get(key(label)) or LABELS.get(without_note(label), ())


@lru_cache(maxsize=4096)
def alike(label: str) -> str:
    """The one known label that differs by a single character; empty where there is none or more than one.

    A digit is no slip of a label: it may be a figure that stands with it in one cell.
    """
    wording = key(label)
    if not _SHORTEST <= len(wording) <= _SHORTEST * 8 or changed(label) or any(map(str.isdigit, wording)):
        return ""
    found = {_LIKE[w] for w in (wording, *_shortened(wording)) if w in _LIKE}
    found |= {s for s in _shortened(wording) if s in LABELS and len(s) >= _SHORTEST}
    return found.pop() if len(found) == 1 else ""


def means(label: str) -> tuple[Meaning, ...]:
    """All that a label may mean, also where a single character is wrong."""
    return meanings(label) or LABELS.get(alike(label), ())
