"""Pictures as plain shapes: numbers in, places and sizes out.

x runs from 0 to 100 (percent of the width), y is in pixels from the top: a picture fits every screen while its
letters keep their size, without script. `partials/shared/chart.html` frames it; shapes, a hundred on a page, write
themselves. No words here but those given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, groupby, pairwise, repeat
from typing import Final, Literal, NamedTuple

from markupsafe import Markup, escape

Anchor = Literal["start", "middle", "end"]

#: Letters of a picture: px of height, and px of width (Chinese, other) by which labels are judged to fit.
_LINE: Final = 18
_WIDE, _NARROW = 13.0, 7.2
#: The narrowest picture, in px: a phone.
_NARROWEST: Final = 340
_WIDE_FROM: Final = 0x2E80


class Rect(NamedTuple):
    """A bar; `look` is its class, `tip` what a mouse resting on it is told."""

    x: float
    y: float
    width: float
    height: float
    look: str
    tip: str = ""

    def __html__(self) -> str:
        """As SVG; the tip is anybody's words and escaped."""
        end = f"><title>{escape(self.tip)}</title></rect>" if self.tip else "/>"
        return (
            f'<rect x="{self.x}%" y="{self.y}" width="{self.width}%" height="{self.height}" class="{self.look}"{end}\n'
        )


class Line(NamedTuple):
    """A stroke."""

    x1: float
    y1: float
    x2: float
    y2: float
    look: str

    def __html__(self) -> str:
        """As SVG."""
        return f'<line x1="{self.x1}%" y1="{self.y1}" x2="{self.x2}%" y2="{self.y2}" class="{self.look}"/>\n'


class Dot(NamedTuple):
    """A point of a line."""

    x: float
    y: float
    look: str

    def __html__(self) -> str:
        """As SVG."""
        return f'<circle cx="{self.x}%" cy="{self.y}" r="4.5" class="{self.look}"/>\n'


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
        look = f' class="{self.look}"' if self.look else ""
        return f'<text x="{self.x}%" y="{self.y}"{anchor}{look}>{escape(self.text)}</text>\n'


Shape = Rect | Line | Dot | Label


@dataclass(frozen=True)
class Drawing:
    """Shapes in the order in which they are drawn, and the height they need."""

    height: int
    shapes: tuple[Shape, ...]

    @cached_property
    def svg(self) -> Markup:
        """The shapes as SVG."""
        return Markup("".join([shape.__html__() for shape in self.shapes]))  # noqa: S704  words are escaped


@dataclass(frozen=True, slots=True)
class Chart:
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
    here: bool = False


def stacked(parts: Sequence[Part], *, height: int = 46) -> Drawing:
    """One bar divided by the parts, named inside where the name fits on a phone. Empty where the whole is zero."""
    known = [(part, part.value) for part in parts if part.value]
    whole = sum(value for _, value in known)
    shapes: list[Shape] = []
    x = 0.0
    for part, value in known:
        width = 100 * value / whole
        shapes.append(Rect(_r(x), 0, _r(width), height, f"gk-fill-{part.tone}", f"{part.label} {part.text}"))
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
        yield Label(_r(middle), _r(top + _LINE * i + 13.5), text, "middle", look)


def bars(parts: Sequence[Part]) -> Drawing:
    """One bar a part, name and figure above it; a part without a value has no bar."""
    longest = max((part.value or 0 for part in parts), default=0) or 1
    step, thick = 38, 8
    shapes: list[Shape] = []
    for i, part in enumerate(parts):
        y = i * step
        shapes.append(Label(0, y + 13, part.label))
        shapes.append(Label(100, y + 13, part.text, "end", "gk-strong" if part.value else "gk-quiet"))
        shapes.append(Line(0, y + 21 + thick, 100, y + 21 + thick, "gk-axis"))
        if part.value:
            shapes.append(Rect(0, y + 21, _r(100 * part.value / longest), thick, f"gk-fill-{part.tone}"))
    return Drawing(max(len(parts) * step, 1), tuple(shapes))


def columns(points: Sequence[Point], *, plot: int = 96) -> Drawing:
    """One column a year, its figure above; a gap stays empty within a dashed frame."""
    top = max((point.value or 0 for point in points), default=0) or 1
    shapes: list[Shape] = [*_gaps(points, plot)]
    for middle, slot, point in _slots(points):
        if point.value is None:
            continue
        width, high = min(slot * 0.66, 14), plot * point.value / top
        base = _LINE + plot
        shapes.append(Rect(_r(middle - width / 2), _r(base - high), _r(width), _r(high), _tone(point)))
        shapes.append(Label(_r(middle), _r(base - high - 5), point.text, "middle", _weight(point)))
    return _framed(points, shapes, plot)


def lines(points: Sequence[Point], *, top: float, mark: str, plot: int = 96) -> Drawing:
    """A line over the years from 0 to `top`, which a thin line shows with its `mark`; broken at gaps."""
    shapes: list[Shape] = [
        Line(0, _LINE, 100, _LINE, "gk-grid"),
        Label(0, _LINE - 5, mark, "start", "gk-quiet"),
        *_gaps(points, plot),
    ]
    placed: list[tuple[float, float] | None] = []
    labels: list[Shape] = []
    for middle, _, point in _slots(points):
        if point.value is None:
            placed.append(None)
            continue
        y = _LINE + plot - plot * min(point.value / top, 1)
        placed.append((_r(middle), _r(y)))
        labels += [
            Dot(_r(middle), _r(y), _tone(point)),
            Label(_r(middle), _r(y - 9 if y > _LINE + _LINE else y + 20), point.text, "middle", _weight(point)),
        ]
    strokes = [Line(*a, *b, "gk-line") for a, b in pairwise(placed) if a and b]
    return _framed(points, [*shapes, *strokes, *labels], plot)


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

    `ticks` are written below, evenly from the left edge to the right one; `tips` are those of the bins that have any.
    """
    told = chain(tips, repeat(""))
    top = max(counts, default=0) or 1
    width = 100 / max(len(counts), 1)
    base = 4 + plot
    shapes: list[Shape] = [
        Rect(
            _r(i * width + width * 0.06),
            _r(base - plot * n / top),
            _r(width * 0.88),
            _r(plot * n / top),
            "gk-fill-disclosed" if i == own else "gk-fill-grey3",
            next(told),
        )
        for i, n in enumerate(counts)
        if n
    ]
    shapes.append(Line(0, base, 100, base, "gk-axis"))
    if median is not None:
        shapes.append(Line(_r(100 * median), 0, _r(100 * median), base, "gk-median"))
    last = max(len(ticks) - 1, 1)
    for i, tick in enumerate(ticks):
        anchor: Anchor = "start" if i == 0 else "end" if i == last else "middle"
        shapes.append(Label(_r(100 * i / last), base + 16, tick, anchor, "gk-quiet"))
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
        yield Rect(_r(left + width * 0.02), _LINE, _r(width * 0.96), plot, "gk-gap")
        yield Label(_r(left + width / 2), _LINE + plot / 2 + 4, reason, "middle", "gk-quiet")


def _framed(points: Sequence[Point], shapes: Iterable[Shape], plot: int) -> Drawing:
    """The shapes over an axis with the years below."""
    base = _LINE + plot
    years = [Label(_r(m), base + 17, point.label, "middle", _weight(point)) for m, _, point in _slots(points)]
    return Drawing(base + 22, (*shapes, Line(0, base, 100, base, "gk-axis"), *years))


def _tone(point: Point) -> str:
    return "gk-fill-disclosed" if point.here else "gk-fill-grey2"


def _weight(point: Point) -> str:
    return "gk-strong" if point.here else ""


def _fits(text: str, width: float) -> bool:
    return _needed(text) <= width * _NARROWEST / 100


@lru_cache(4096)
def _needed(text: str) -> float:
    """The width of a text in px, with some space around."""
    return sum(_WIDE if ord(letter) >= _WIDE_FROM else _NARROW for letter in text) + 8


def _r(number: float) -> float:
    """As many digits as a screen can show."""
    return round(number, 2)
