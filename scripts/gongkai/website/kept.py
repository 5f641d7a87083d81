"""HTML that is the same on many pages, written once: macros called with the same values, and moulds.

A mould is what a macro makes of a value with holes in place of what differs from page to page; it is filled without
Jinja. The macro may put a hole anywhere, as often as it likes, but not ask what is in it.

Keep macros of files that are imported: those of an included file are made anew with every page. Everything kept is
bounded, so that memory stays the same however many pages there are. Values are told apart as keys of a `dict` are,
and by their type: what is safe as it is never stands for what has to be escaped.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from types import SimpleNamespace
from typing import Final

from markupsafe import Markup, escape

from gongkai.numerals import Value, grouped
from gongkai.website.parts.charts import BEGIN_YEAR, BEGIN_YEAR_HERE, Chart
from gongkai.website.parts.printed import Filled, Sheet
from gongkai.website.parts.series import Series
from gongkai.website.settled import safe

#: A macro of a template; with autoescape, what it returns is safe.
Macro = Callable[..., Markup]

#: As many pieces as are kept of all macros together, and moulds.
_PIECES, _MOULDS = 16_384, 512
#: Stands on both sides of a hole's number; neither forms nor templates have this letter.
_EDGE: Final = "\0"


class Mould:
    """HTML with holes, filled with values that are safe."""

    def __init__(self, html: str) -> None:
        """Take what a macro made of holes."""
        self._pieces: Final = html.split(_EDGE)
        order = [int(number) for number in self._pieces[1::2]]
        self._ordered: Final = itemgetter(*order) if len(order) > 1 else lambda values: [values[i] for i in order]

    def filled(self, values: Sequence[str]) -> Markup:
        """The HTML with each value in its holes."""
        pieces = self._pieces.copy()
        pieces[1::2] = self._ordered(values)
        return _safe(pieces)


class Kept:
    """What the templates of one environment have written so far, as filters for them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._piece = lru_cache(_PIECES, typed=True)(_piece)
        self._figures = cache(_Figures)
        self._sheet = lru_cache(_MOULDS)(_sheet)
        self._picture = lru_cache(_MOULDS)(_picture)
        self._series = lru_cache(_MOULDS)(self._years)

    def kept(self, value: object, macro: Macro, *more: object) -> Markup:
        """What the macro makes of a value, written once for equal ones."""
        return self._piece(macro, value, *more)

    def each(self, values: Iterable[object], macro: Macro, *more: object) -> Markup:
        """What the macro makes of each value, written once for equal ones."""
        piece = self._piece
        return _safe([piece(macro, value, *more) for value in values])

    def poured(self, table: Filled, frame: Macro, figure: Macro, beside: Macro, *more: object) -> Markup:
        """A statutory table: what `frame` makes of its sheet, with `figure` of every figure, and what is `beside` it.

        `frame` takes the sheet, the holes for figures, and whatever is `more`.
        """
        figures = list(map(self._figures(figure).__getitem__, table.figures))
        for cell in table.noted:
            figures[table.sheet.places[cell]] += beside(table, cell)
        return self._sheet(frame, table.sheet, *more).filled(figures)

    def drawn(self, chart: Chart, picture: Macro, legend: Markup | None = None) -> Markup:
        """What `picture` makes of a chart, and of a legend where there is one."""
        heads, rows = len(chart.heads), len(chart.rows)
        texts = [chart.id, chart.title, chart.description, *chart.heads, *chain.from_iterable(chart.rows)]
        drawing = [str(chart.drawing.height), chart.drawing.svg, legend or ""]
        return self._picture(picture, heads, rows, bool(legend)).filled([*drawing, *_escaped(texts)])

    def years(self, series: Series, picture: Macro, year: int) -> Markup:
        """What `picture` makes of a series, with one year standing out: the same but for that on all pages."""
        *before, after = self._series(series, picture).split(BEGIN_YEAR, year - series.first + 1)
        return _safe([BEGIN_YEAR.join(before), BEGIN_YEAR_HERE, after])

    def _years(self, series: Series, picture: Macro) -> str:
        return str(self.drawn(series.chart, picture))


def _piece(macro: Macro, *values: object) -> Markup:
    return macro(*values)


class _Figures(dict[Value | None, str]):
    """Figures as a macro shows them; one that is neither blank nor zero is no more than its digits."""

    def __init__(self, figure: Macro) -> None:
        self._figure = figure

    def __missing__(self, value: Value | None) -> str:
        if len(self) == _PIECES:
            self.clear()
        self[value] = shown = grouped(value) if value else self._figure(value)
        return shown


def _sheet(frame: Macro, sheet: Sheet, *more: object) -> Mould:
    return Mould(frame(sheet, [_hole(place) for place in range(len(sheet.places))], *more))


def _picture(picture: Macro, heads: int, rows: int, legend: bool) -> Mould:  # noqa: FBT001  a key, not a choice
    holes = map(_hole, range(6 + heads + rows * heads))
    height, svg, beside, *words = (next(holes) for _ in range(6))
    chart = SimpleNamespace(
        drawing=SimpleNamespace(height=height, svg=svg),
        **dict(zip(("id", "title", "description"), words, strict=True)),
        heads=[next(holes) for _ in range(heads)],
        rows=[[next(holes) for _ in range(heads)] for _ in range(rows)],
    )
    return Mould(picture(chart, beside if legend else None))


def _hole(number: int) -> Markup:
    return Markup(f"{_EDGE}{number}{_EDGE}")  # noqa: S704  a number


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    """Each text escaped: all at once, unless one has the letter that would tell them apart."""
    together = _EDGE.join(texts)
    if together.count(_EDGE) != len(texts) - 1:
        return [escape(str(text)) for text in texts]
    return str(escape(together)).split(_EDGE)


def _safe(pieces: Iterable[str]) -> Markup:
    """What macros return, and escaped values, in one."""
    return safe("".join(pieces))
