"""What stands around the text of pages: page numbers, and headers and footers that repeat."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.readers.pdf.lines import Line
from gongkai.readers.pdf.page import Page

#: The share of a page's height that is margin, above and below.
_MARGIN: Final = 0.12
#: Headers repeat on at least so many pages, and on half of them.
_REPEATED: Final = 2
_DIGITS: Final = re.compile(r"\d+")
_ADORNED: Final = re.compile(
    r"[-—–―─·~～]\s*\d{1,3}\s*[-—–―─·~～]|第?\s*\d{1,3}\s*页?\s*(?:/|[,，]?\s*共)\s*\d{1,3}\s*页?|第\s*\d{1,3}\s*页"
)
_BARE: Final = re.compile(r"\d{1,3}")


def without_margins(pages: Sequence[tuple[Page, Sequence[Line]]]) -> Iterator[list[Line]]:
    """The lines of each page without its number and what repeats in its margins."""
    edges = [(page, line) for page, found in pages for line in found if _in_margin(page, line)]
    repeated = _repeated(edges, len(pages))
    shift = _shift(edges)
    for page, found in pages:
        yield [line for line in found if not (_in_margin(page, line) and _furniture(page, line, repeated, shift))]


def _in_margin(page: Page, line: Line) -> bool:
    return line.base < _MARGIN * page.height or line.base > (1 - _MARGIN) * page.height


def _furniture(page: Page, line: Line, repeated: frozenset[tuple[str, int]], shift: int | None) -> bool:
    text = line.text
    if _ADORNED.fullmatch(text) or _key(line) in repeated:
        return True
    return bool(_BARE.fullmatch(text)) and int(text) - page.number == shift


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.base / 4)


def _repeated(edges: Sequence[tuple[Page, Line]], pages: int) -> frozenset[tuple[str, int]]:
    worded = {(_key(line), page.number) for page, line in edges if any(map(str.isalpha, line.text))}
    found = Counter(key for key, _ in worded)
    return frozenset(key for key, count in found.items() if count >= max(_REPEATED, pages / 2))


def _shift(edges: Sequence[tuple[Page, Line]]) -> int | None:
    """By how much the printed numbers differ from those of the pages; one number alone must be its page's own."""
    found = Counter(int(line.text) - page.number for page, line in edges if _BARE.fullmatch(line.text))
    shift, count = found.most_common(1)[0] if found else (None, 0)
    return shift if count > 1 or shift == 0 else None
