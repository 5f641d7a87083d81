"""HTML that is the same on many pages, written once: macros called with the same values, tables filled with figures.

Keep macros of files that are imported: those of an included file are made anew with every page. Everything kept is
bounded, so that memory stays the same however many pages there are. Values are told apart as keys of a `dict` are,
and by their type: what is safe as it is never stands for what has to be escaped.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from gongkai.website.parts.printed import Filled, Sheet

#: A macro of a template; with autoescape, what it returns is safe.
Macro = Callable[..., Markup]

#: As many pieces as are kept of all macros together, and of those with holes.
_PIECES, _FRAMES = 16_384, 512
#: Stands for a value while HTML is written without it; neither forms nor templates have this letter.
_HOLE: Final = Markup("\0")


class Kept:
    """What the templates of one environment have written so far, as filters for them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._piece = lru_cache(_PIECES, typed=True)(_piece)
        self._line = lru_cache(_FRAMES)(_line)
        self._sheet = lru_cache(_FRAMES)(_sheet)

    def kept(self, value: object, macro: Macro, *more: object) -> Markup:
        """What the macro makes of a value, written once for equal ones."""
        return self._piece(macro, value, *more)

    def each(self, values: Iterable[object], macro: Macro, *more: object) -> Markup:
        """What the macro makes of each value, written once for equal ones."""
        piece = self._piece
        return _safe([piece(macro, value, *more) for value in values])

    def placed(self, lines: Iterable[Sequence[object]], macro: Macro) -> Markup:
        """What the macro makes of each line of values, which it only puts in their places, one after the other."""
        line = self._line
        return _safe([_filled(line(macro, len(values)), [escape(value) for value in values]) for values in lines])

    def poured(self, table: Filled, frame: Macro, figure: Macro, beside: Macro, *more: object) -> Markup:
        """A statutory table: what `frame` makes of its sheet, with `figure` of every figure, and what is `beside` it.

        `frame` takes the sheet, what stands for a figure, and whatever is `more`.
        """
        piece = self._piece
        figures = [piece(figure, value) for value in table.figures]
        for cell in table.noted:
            figures[table.sheet.places[cell]] += beside(table, cell)
        return Markup(_filled(self._sheet(frame, table.sheet, *more), figures))  # noqa: S704  both are safe


def _piece(macro: Macro, *values: object) -> Markup:
    return macro(*values)


def _line(macro: Macro, width: int) -> list[str]:
    return str(macro((_HOLE,) * width)).split(_HOLE)


def _sheet(frame: Macro, sheet: Sheet, *more: object) -> list[str]:
    return str(frame(sheet, _HOLE, *more)).split(_HOLE)


def _filled(around: Sequence[str], values: Sequence[str]) -> str:
    """The values with what stands around them: one piece more than values, else `ValueError`."""
    pieces = [*around, *values]
    pieces[0::2], pieces[1::2] = around, values
    return "".join(pieces)


def _safe(pieces: Iterable[str]) -> Markup:
    return Markup("".join(pieces))  # noqa: S704  made of what macros return and of escaped values
