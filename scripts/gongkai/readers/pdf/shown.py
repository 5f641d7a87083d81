"""A page as pdfium knows it, measured from below and before it is turned → the page as it is shown."""

from collections.abc import Sequence
from functools import partial

from gongkai.readers.pdf.page import Char, Page, Rule
from gongkai.readers.pdf.wire import PER_CHAR, PER_RULE, Head, Numbers

#: Places to the right and downwards.
_Places = tuple[Sequence[float], Sequence[float]]
#: The smaller and the larger ends.
_Sides = tuple[Sequence[float], Sequence[float]]


def shown(number: int, head: Head, chars: Numbers, rules: Numbers) -> Page:
    """The page of that number, from what was told of it."""
    left, bottom, right, top = head["edges"]
    turned = head["quarters"] % 2 == 1
    size = (top - bottom, right - left) if turned else (right - left, top - bottom)
    return Page(
        number=number,
        width=size[0],
        height=size[1],
        pictures=head["pictures"],
        hidden=head["hidden"],
        chars=_chars(head, chars),
        rules=_rules(head, rules),
    )


def _chars(head: Head, numbers: Numbers) -> tuple[Char, ...]:
    x0, y0, x1, y1, x, y, sizes, turns = (numbers[i::PER_CHAR] for i in range(PER_CHAR))
    quarters = head["quarters"]
    turned: dict[float, int] = {-1: -1, **{turn: (turn - quarters) % 4 for turn in range(4)}}
    values = zip(
        head["text"],
        *_box(head, (x0, x1), (y0, y1)),
        *_places(head, x, y),
        sizes,
        map(turned.__getitem__, turns),
        strict=True,
    )
    return tuple(map(partial(tuple.__new__, Char), values))


def _rules(head: Head, numbers: Numbers) -> tuple[Rule, ...]:
    x0, y0, x1, y1 = (numbers[i::PER_RULE] for i in range(PER_RULE))
    return tuple(map(Rule._make, zip(*_box(head, (x0, x1), (y0, y1)), strict=True)))


def _box(head: Head, xs: _Sides, ys: _Sides) -> tuple[Sequence[float], ...]:
    """Left, upper, right and lower sides: those of its upper left corner, which a turn makes of another, first."""
    mirrored, upright = head["quarters"] in {2, 3}, head["quarters"] in {1, 2}
    first = _places(head, xs[mirrored], ys[not upright])
    last = _places(head, xs[not mirrored], ys[upright])
    return *first, *last


def _places(head: Head, xs: Sequence[float], ys: Sequence[float]) -> _Places:
    """Places from the upper left corner of the page, turned to the right by its quarters."""
    left, bottom, right, top = head["edges"]
    quarters = head["quarters"]
    if quarters == 1:
        return [y - bottom for y in ys], [x - left for x in xs]
    if quarters == 2:  # noqa: PLR2004  half around
        return [right - x for x in xs], [y - bottom for y in ys]
    if quarters == 3:  # noqa: PLR2004  three quarters
        return [top - y for y in ys], [right - x for x in xs]
    return [x - left for x in xs], [top - y for y in ys]
