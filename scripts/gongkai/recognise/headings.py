"""Where the six sections begin: by what their headings say, however they are numbered."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from gongkai.document import Paragraph, Piece
from gongkai.forms import NEWEST, WORDING
from gongkai.recognise.keys import key, simple
from gongkai.recognise.labels import meanings

_NUMBER: Final = re.compile(WORDING.chapter_numbers)
_TITLE_END: Final = re.compile(r"[。:;：；]")
_LONGEST: Final = 40
_ORDER: Final = {section.code: i for i, section in enumerate(NEWEST.sections)}
_TITLES: Final = {key(section.zh): section.code for section in NEWEST.sections}
#: Words that the heading of a section contains, the longest first.
_WORDS: Final = sorted(
    ((key(word), section.code) for section in NEWEST.sections for word in (section.zh, *section.aliases)),
    key=lambda item: -len(item[0]),
)


class Heading(NamedTuple):
    """A section's heading: the piece that is one, and the text that follows in the same paragraph."""

    piece: int
    section: str
    rest: str = ""
    numbered: bool = True


def headings(pieces: Sequence[Piece]) -> dict[int, Heading]:
    """The heading of each section that the document has, by the position of its piece.

    Numbered headings go before bare ones, and those that stand in the order of the form before those that do not:
    so neither a table of contents nor a part that is called like another section cuts a section short.
    """
    found = [h for i, piece in enumerate(pieces) if isinstance(piece, Paragraph) and (h := _heading(i, piece))]
    numbered = {heading.section for heading in found if heading.numbered}
    found = [heading for heading in found if heading.numbered or heading.section not in numbered]
    return {heading.piece: heading for heading in _in_order(_without_contents(found))}


def _heading(i: int, piece: Paragraph) -> Heading | None:
    start = piece.text[: _LONGEST * 2]
    bare = simple(start)
    number = _NUMBER.match(bare)
    if number is None:
        code = _TITLES.get(key(start)) if len(bare) <= _LONGEST else None
        return Heading(i, code, numbered=piece.level > 0) if code and not bare.startswith("(") else None
    if meanings(piece.text):
        return None
    words = key(_TITLE_END.split(bare[number.end() :], maxsplit=1)[0])
    if len(words) > _LONGEST:
        return None
    code = _TITLES.get(words)
    rest = _TITLE_END.split(piece.text, maxsplit=1)
    if code:
        return Heading(i, code, rest[1].strip() if len(rest) > 1 else "")
    if "。" in bare or len(bare) > _LONGEST:
        return None
    return next((Heading(i, code) for word, code in _WORDS if word in words), None)


def _without_contents(found: Sequence[Heading]) -> list[Heading]:
    """Without the lines of a table of contents: followed at once by the next heading, and said again later."""
    last = {heading.section: heading.piece for heading in found}
    after = [*(heading.piece for heading in found[1:]), -1]
    return [
        h for h, following in zip(found, after, strict=False) if following != h.piece + 1 or last[h.section] == h.piece
    ]


def _in_order(found: Iterable[Heading]) -> list[Heading]:
    """The longest run of headings in the form's order; of equally long ones, the one that begins each section last."""
    runs: list[list[Heading]] = [[] for _ in _ORDER]
    for heading in found:
        place = _ORDER[heading.section]
        before = max(runs[:place], key=len, default=[])
        if len(before) + 1 >= len(runs[place]):
            runs[place] = [*before, heading]
    return max(runs, key=len)
