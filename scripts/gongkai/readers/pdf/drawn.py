"""What is drawn on a page: its straight lines, upright or level, and whether there are pictures."""

import ctypes
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any, Final

from pypdfium2 import raw

from gongkai.readers.pdf.limits import MOST_OBJECTS, MOST_RULES, RefusedError

#: What is as thin as this is a line, its stroke included.
_THIN: Final = 4.5
_DEEPEST: Final = 6
#: Further away than any page is large; what is not finite is not nearer.
_FAR: Final = 1e6
#: Parts of a path that is a rectangle.
_RECTANGLE: Final = 5

_Box = tuple[float, float, float, float]
_Point = tuple[float, float]


class Drawn:
    """Goes through a page's objects, those inside of forms too, and keeps 4 numbers a line in `rules`."""

    def __init__(self, page: Any, number: int) -> None:  # noqa: ANN401  a handle
        """Read a page; raises `RefusedError` where too much is drawn on it."""
        self.number = number
        self.rules = array("f")
        self.pictures = False
        self.seen = 0
        self.floats = tuple(ctypes.c_float() for _ in range(4))
        self.walk(raw.FPDFPage_CountObjects(page), partial(raw.FPDFPage_GetObject, page), ())

    def walk(self, count: int, item: Callable[[int], Any], outer: tuple[Any, ...]) -> None:
        """Go through objects; `outer` are the matrices of the forms around them, the innermost first."""
        self.count(count)
        for i in range(count):
            found = item(i)
            kind = raw.FPDFPageObj_GetType(found)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self.path(found, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures = True
            elif kind == raw.FPDF_PAGEOBJ_FORM and len(outer) < _DEEPEST:
                self.form(found, outer)

    def form(self, found: Any, outer: tuple[Any, ...]) -> None:  # noqa: ANN401
        """Go through the objects of a form."""
        count = raw.FPDFFormObj_CountObjects(found)
        self.walk(count, partial(raw.FPDFFormObj_GetObject, found), (_matrix(found), *outer))

    def path(self, found: Any, outer: tuple[Any, ...]) -> None:  # noqa: ANN401
        """Keep the lines of a path: itself where it is thin, else its thin parts and, where stroked, its edges."""
        x0, y0, x1, y1 = self.floats
        raw.FPDFPageObj_GetBounds(found, x0, y0, x1, y1)
        box = (x0.value, y0.value, x1.value, y1.value)
        if _thin(box):
            self.add(box, outer)
            return
        matrices, stroked = (_matrix(found), *outer), _stroked(found)
        if not stroked and raw.FPDFPath_CountSegments(found) <= _RECTANGLE:
            return  # the background of a cell
        for points in self.parts(found):
            around = (
                min(x for x, _ in points),
                min(y for _, y in points),
                max(x for x, _ in points),
                max(y for _, y in points),
            )
            if _thin(around):
                self.add(around, matrices)
            elif stroked:
                for begin, end in pairwise(points):
                    self.add((*begin, *end), matrices)

    def parts(self, found: Any) -> Iterator[list[_Point]]:  # noqa: ANN401
        """The points of each part of a path; a curve counts by its points."""
        count = raw.FPDFPath_CountSegments(found)
        self.count(count)
        x, y = self.floats[:2]
        points: list[_Point] = []
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(found, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if points and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                yield points
                points = []
            points.append((x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points

    def add(self, box: _Box, matrices: tuple[Any, ...]) -> None:
        """Keep a line where it is shown; a slanted one is none."""
        x0, y0, x1, y1 = box
        for m in matrices:
            x0, y0 = m.a * x0 + m.c * y0 + m.e, m.b * x0 + m.d * y0 + m.f
            x1, y1 = m.a * x1 + m.c * y1 + m.e, m.b * x1 + m.d * y1 + m.f
        if -_FAR < x0 + y0 + x1 + y1 < _FAR and _thin((x0, y0, x1, y1)):
            self.rules.extend((x0, y0, x1, y1))
            if len(self.rules) > MOST_RULES * 4:
                raise RefusedError("large", self.number)

    def count(self, more: int) -> None:
        """Refuse a page with too many things on it."""
        self.seen += max(more, 0)
        if self.seen > MOST_OBJECTS:
            raise RefusedError("large", self.number)


def _thin(box: _Box) -> bool:
    return abs(box[2] - box[0]) <= _THIN or abs(box[3] - box[1]) <= _THIN


def _matrix(found: Any) -> Any:  # noqa: ANN401
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(found, matrix)
    return matrix


def _stroked(found: Any) -> bool:  # noqa: ANN401
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(found, fill, stroke)
    return bool(stroke.value)
