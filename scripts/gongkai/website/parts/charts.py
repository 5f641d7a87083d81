"""Pictures as plain shapes: numbers in, places and sizes out.

x runs from 0 to 100 (percent of the width), y is in pixels from the top: a picture fits every screen while its
letters keep their size, without script. `partials/shared/chart.html` frames it; shapes, a hundred on a page, write
themselves. No words here but those given.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, groupby, pairwise, repeat
from typing import Final, Literal, NamedTuple

from markupsafe import Markup

from gongkai.website.settled import escaped, safe

Anchor = Literal["start", "middle", "end"]

#: As high as a bar is at least, however few it stands for, and one that stands out.
_LEAST, _LEAST_OWN = 1, 6
#: Letters of a picture: px of height, and px of width (Chinese, other) by which labels are judged to fit.
_LINE: Final = 18
_WIDE, _NARROW = 13.0, 7.2
#: A coordinate with as many digits as a screen can show; most come again in other pictures.
_at: Final[Callable[[float], str]] = lru_cache(4096)("{:.4g}".format)
#: The narrowest picture, in px: a phone.
_NARROWEST: Final = 340
_WIDE_FROM: Final = 0x2E80


class Rect(NamedTuple):
    """A bar; `look` is its class, `tip` what a mouse resting on it is told."""

    x: float
    y: float
    width: float
    height: float
    look: str = ""
    tip: str = ""

    def __html__(self) -> str:
        """As SVG; the tip is anybody's words and escaped."""
        end = f"><title>{escaped(self.tip)}</title></rect>" if self.tip else "/>"
        size = f'width="{_at(self.width)}%" height="{_at(self.height)}"'
        return f'<rect x="{_at(self.x)}%" y="{_at(self.y)}" {size}{_class(self.look)}{end}'


class Line(NamedTuple):
    """A stroke."""

    x1: float
    y1: float
    x2: float
    y2: float
    look: str

    def __html__(self) -> str:
        """As SVG."""
        begin, end = f'x1="{_at(self.x1)}%" y1="{_at(self.y1)}"', f'x2="{_at(self.x2)}%" y2="{_at(self.y2)}"'
        return f"<line {begin} {end}{_class(self.look)}/>"


class Dot(NamedTuple):
    """A point of a line."""

    x: float
    y: float
    look: str = ""

    def __html__(self) -> str:
        """As SVG."""
        return f'<circle cx="{_at(self.x)}%" cy="{_at(self.y)}" r="4.5"{_class(self.look)}/>'


class Label(NamedTuple):
    """Words in a picture; `y` is their base line."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    look: str = ""

    def __html__(self) -> str:
        """As SVG; the words are anybody's and escaped."""
        anchor = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        return f'<text x="{_at(self.x)}%" y="{_at(self.y)}"{anchor}{_class(self.look)}>{escaped(self.text)}</text>'


#: How a year's shapes begin, and those of the year that stands out.
BEGIN_YEAR: Final = "<g>"
BEGIN_YEAR_HERE: Final = '<g class="gk-here">'


class Year(NamedTuple):
    """All that is drawn of one year, whose words stand in the middle; each page lets its own year stand out."""

    shapes: "tuple[Shape, ...]"

    def __html__(self) -> str:
        """As SVG."""
        return f"{BEGIN_YEAR}{''.join([shape.__html__() for shape in self.shapes])}</g>"


Shape = Rect | Line | Dot | Label | Year


def _class(look: str) -> str:
    return f' class="{look}"' if look else ""


@dataclass(frozen=True)
class Drawing:
    """Shapes in the order in which they are drawn, and the height they need."""

    height: int
    shapes: tuple[Shape, ...]

    @cached_property
    def svg(self) -> Markup:
        """The shapes as SVG."""
        return safe("".join([shape.__html__() for shape in self.shapes]))


class Chart(NamedTuple):
    """A drawing with its words: `id` for anchors, the description for who does not see it, its numbers as a table."""

    id: str
    title: str
    description: str
    drawing: Drawing
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Part(NamedTuple):
    """A part of a whole or one of several amounts: its name, its size, its figure as written, its colour."""

    label: str
    value: float | None
    text: str
    tone: str = "grey2"


class Point(NamedTuple):
    """A year of a series: a value as written, or a gap (`value` is `None`) with the reason in `text`."""

    label: str
    value: float | None
    text: str


def stacked(parts: Sequence[Part], *, height: int = 46) -> Drawing:
    """One bar divided by the parts, named inside where the name fits on a phone. Empty where the whole is zero."""
    known = [(part, part.value) for part in parts if part.value]
    whole = sum(value for _, value in known)
    shapes: list[Shape] = []
    x = 0.0
    for part, value in known:
        width = 100 * value / whole
        shapes.append(Rect(x, 0, width, height, f"gk-fill-{part.tone}", f"{part.label} {part.text}"))
        shapes += _inside(part, x + width / 2, width, height)
        x += width
    return Drawing(height, tuple(shapes))


def _inside(part: Part, middle: float, width: float, height: int) -> Iterator[Label]:
    look = f"gk-on-{part.tone}"
    lines = [text for text in (part.label, part.text) if _fits(text, width)]
    if part.label not in lines:
        lines = [text for text in lines if text == part.text]
    top = (height - len(lines) * _LINE) / 2
    for i, text in enumerate(lines):
        yield Label(middle, top + _LINE * i + 13.5, text, "middle", look)


def bars(parts: Sequence[Part]) -> Drawing:
    """One bar a part, name and figure above it; a part without a value has no bar."""
    longest = max((part.value or 0 for part in parts), default=0) or 1
    step, thick = 38, 8
    shapes: list[Shape] = []
    for i, part in enumerate(parts):
        y = i * step
        shapes.append(Label(0, y + 13, part.label))
        shapes.append(Label(100, y + 13, part.text, "end", "gk-strong" if part.value else "gk-quiet"))
        shapes.append(_axis(y + 21 + thick))
        if part.value:
            shapes.append(Rect(0, y + 21, 100 * part.value / longest, thick, f"gk-fill-{part.tone}"))
    return Drawing(max(len(parts) * step, 1), tuple(shapes))


def columns(points: Sequence[Point], *, plot: int = 96) -> Drawing:
    """One column a year, its figure above; a gap stays empty within a dashed frame."""
    top = max((point.value or 0 for point in points), default=0) or 1
    base = _LINE + plot
    years: list[Year] = []
    for middle, slot, point in _slots(points):
        below = Label(middle, base + 17, point.label)
        if point.value is None:
            years.append(Year((below,)))
            continue
        width, high = min(slot * 0.66, 14), plot * point.value / top
        column = Rect(middle - width / 2, base - high, width, high)
        years.append(Year((column, Label(middle, base - high - 5, point.text), below)))
    return Drawing(base + 22, (*_gaps(points, plot), *years, _axis(base)))


def lines(points: Sequence[Point], *, top: float, mark: str, plot: int = 96) -> Drawing:
    """A line over the years from 0 to `top`, which a thin line shows with its `mark`; broken at gaps."""
    base = _LINE + plot
    placed: list[tuple[float, float] | None] = []
    years: list[Year] = []
    for middle, _, point in _slots(points):
        below = Label(middle, base + 17, point.label)
        if point.value is None:
            placed.append(None)
            years.append(Year((below,)))
            continue
        y = base - plot * min(point.value / top, 1)
        placed.append((middle, y))
        figure = Label(middle, y - 9 if y > _LINE + _LINE else y + 20, point.text)
        years.append(Year((Dot(middle, y), figure, below)))
    strokes = [Line(*a, *b, "gk-line") for a, b in pairwise(placed) if a and b]
    scale = Line(0, _LINE, 100, _LINE, "gk-grid"), Label(0, _LINE - 5, mark, "start", "gk-quiet")
    return Drawing(base + 22, (*scale, *_gaps(points, plot), *strokes, *years, _axis(base)))


def _axis(y: float) -> Line:
    return Line(0, y, 100, y, "gk-axis")


def histogram(
    counts: Sequence[int],
    ticks: Sequence[str],
    *,
    own: int | None,
    median: float | None,
    tips: Sequence[str] = (),
    plot: int = 80,
) -> Drawing:
    """How many fall in each of equal bins; the bin `own` stands out, `median` (0 to 1 of the width) is a line.

    `ticks` are written below, evenly from the left edge to the right one; `tips` are those of the bins that have any,
    and of the own.
    """
    told = chain(tips, repeat(""))
    top = max(counts, default=0) or 1
    width = 100 / max(len(counts), 1)
    base = 4 + plot
    shapes: list[Shape] = [
        Rect(
            i * width + width * 0.06,
            base - height,
            width * 0.88,
            height,
            "gk-fill-disclosed" if i == own else "gk-fill-grey3",
            next(told),
        )
        for i, n in enumerate(counts)
        if n or i == own
        for height in [max(plot * n / top, _LEAST_OWN if i == own else _LEAST)]
    ]
    shapes.append(_axis(base))
    if median is not None:
        shapes.append(Line(100 * median, 0, 100 * median, base, "gk-median"))
    last = max(len(ticks) - 1, 1)
    for i, tick in enumerate(ticks):
        anchor: Anchor = "start" if i == 0 else "end" if i == last else "middle"
        shapes.append(Label(100 * i / last, base + 16, tick, anchor, "gk-quiet"))
    return Drawing(base + 22, tuple(shapes))


def _slots(points: Sequence[Point]) -> Iterator[tuple[float, float, Point]]:
    """Middle and width of each point's place."""
    slot = 100 / max(len(points), 1)
    for i, point in enumerate(points):
        yield slot * (i + 0.5), slot, point


def _gaps(points: Sequence[Point], plot: int) -> Iterator[Shape]:
    """One dashed frame over neighbouring years without a value for the same reason."""
    for reason, run in groupby(_slots(points), key=lambda slot: slot[2].text if slot[2].value is None else None):
        places = list(run)
        if reason is None:
            continue
        width = sum(slot for _, slot, _ in places)
        left = places[0][0] - places[0][1] / 2
        yield Rect(left + width * 0.02, _LINE, width * 0.96, plot, "gk-gap")
        yield Label(left + width / 2, _LINE + plot / 2 + 4, reason, "middle", "gk-quiet")


def _fits(text: str, width: float) -> bool:
    return _needed(text) <= width * _NARROWEST / 100


@lru_cache(4096)
def _needed(text: str) -> float:
    """The width of a text in px, with some space around."""
    return sum(_WIDE if ord(letter) >= _WIDE_FROM else _NARROW for letter in text) + 8
