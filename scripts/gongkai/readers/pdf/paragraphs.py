"""Lines of text → paragraphs: a full line goes on in the next one, unless that one begins anew."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from gongkai.document import Paragraph, Place
from gongkai.readers.pdf.lines import Line, joined

#: In sizes of the font: how far before the right side a full line ends, and how far a new paragraph is set in.
_RAGGED: Final = 1.6
_SET_IN: Final = 0.8
#: Fonts whose sizes differ by a larger share are different ones.
_OTHER_SIZE: Final = 0.12
#: In usual distances: lines further apart are different paragraphs.
_APART: Final = 1.6
#: In points: how far the middle of a centred line may be off.
_OFF: Final = 6.0
_NUMBERED: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")


class Placed(NamedTuple):
    """A line, the page it is on and how wide that is."""

    line: Line
    page: int
    width: float


class Sides(NamedTuple):
    """Where lines begin and end on pages of one width, how far apart they usually are, and how large."""

    left: float
    right: float
    pitch: float
    size: float


def sides(lines: Iterable[Placed]) -> Mapping[float, Sides]:
    """The sides of the text, by the width of the page."""
    by_width: dict[float, list[Placed]] = defaultdict(list)
    for placed in lines:
        by_width[placed.width].append(placed)
    return {width: _sides(found) for width, found in by_width.items()}


def paragraphs(lines: Sequence[Placed], around: Mapping[float, Sides]) -> Iterator[Paragraph]:
    """The paragraphs that the lines between two tables make."""
    text, place = "", Place()
    before: Placed | None = None
    for placed in lines:
        words = placed.line.text
        if before and (_NUMBERED.match(words) or not _goes_on(before, placed, around[placed.width])):
            yield Paragraph(text, place)
            text = ""
        place = place if text else Place(page=placed.page)
        text += joined(text, words) + words
        before = placed
    if text:
        yield Paragraph(text, place)


def _sides(found: Sequence[Placed]) -> Sides:
    rare = len(found) // 20
    left = sorted(placed.line.x0 for placed in found)[rare]
    right = sorted(placed.line.x1 for placed in found)[-1 - rare]
    steps = Counter(
        round(after.line.base - before.line.base) for before, after in pairwise(found) if before.page == after.page
    )
    sizes = Counter(round(placed.line.size, 1) for placed in found)
    return Sides(left, right, steps.most_common(1)[0][0] if steps else 0, sizes.most_common(1)[0][0])


def _goes_on(before: Placed, after: Placed, sides: Sides) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    first, second = before.line, after.line
    if abs(first.size - second.size) > _OTHER_SIZE * first.size:
        return False
    step = second.base - first.base if before.page == after.page else 0
    if _title(before, sides) and _title(after, sides):
        return before.page == after.page and step <= _APART * 2 * first.size
    full = sides.right - first.x1 < _RAGGED * first.size
    return full and second.x0 - sides.left < _SET_IN * second.size and step <= max(_APART * sides.pitch, 0)


def _title(placed: Placed, sides: Sides) -> bool:
    """Whether a line is large and stands in the middle."""
    line = placed.line
    off = abs((line.x0 + line.x1) / 2 - placed.width / 2)
    return line.size > (1 + _OTHER_SIZE) * sides.size and off < _OFF + line.size
