"""What is drawn on a page: its straight lines, upright or level, and whether there are pictures."""

from array import array
from collections.abc import Callable, Iterator
from ctypes import c_float, c_int
from functools import partial
from itertools import pairwise
from typing import Any, Final

from pypdfium2 import raw

from gongkai.readers.pdf.limits import MOST_OBJECTS, MOST_RULES, RefusedError
from gongkai.readers.pdf.native import Address, Room, address, plain

#: What is as thin as this is a line, its stroke included.
_THIN: Final = 4.5
_DEEPEST: Final = 6
#: Further away than any page is large; what is not finite is not nearer.
_FAR: Final = 1e6
#: Parts of a path that is a rectangle.
_RECTANGLE: Final = 5

_OBJECTS: Final = plain(raw.FPDFPage_CountObjects)
_OBJECT: Final = plain(raw.FPDFPage_GetObject)
_FORM_OBJECTS: Final = plain(raw.FPDFFormObj_CountObjects)
_FORM_OBJECT: Final = plain(raw.FPDFFormObj_GetObject)
_KIND: Final = plain(raw.FPDFPageObj_GetType)
_BOUNDS: Final = plain(raw.FPDFPageObj_GetBounds)
_MATRIX: Final = plain(raw.FPDFPageObj_GetMatrix)
_MODE: Final = plain(raw.FPDFPath_GetDrawMode)
_SEGMENTS: Final = plain(raw.FPDFPath_CountSegments)
_SEGMENT: Final = plain(raw.FPDFPath_GetPathSegment)
_POINT: Final = plain(raw.FPDFPathSegment_GetPoint)
_BEGIN: Final = plain(raw.FPDFPathSegment_GetType)
_CLOSE: Final = plain(raw.FPDFPathSegment_GetClose)

_Box = tuple[float, float, float, float]
_Point = tuple[float, float]
#: How what is in a form is put on what it is in: a, b, c, d, e, f.
_Matrix = list[float]


class Drawn:
    """Goes through a page's objects, those inside of forms too, and keeps 4 numbers a line in `rules`."""

    def __init__(self, page: Any, number: int) -> None:  # noqa: ANN401  a handle
        """Read a page; raises `RefusedError` where too much is drawn on it."""
        self.number = number
        self.rules = array("f")
        self.pictures = False
        self.seen = 0
        self.box, self.point, self.mode = Room(c_float, 4), Room(c_float, 2), Room(c_int, 2)
        here = address(page)
        self.walk(_OBJECTS(here), partial(_OBJECT, here), ())

    def walk(self, count: int, item: Callable[[int], Address], outer: tuple[_Matrix, ...]) -> None:
        """Go through objects; `outer` are the matrices of the forms around them, the innermost first."""
        self.count(count)
        for i in range(count):
            found = item(i)
            kind = _KIND(found)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self.path(found, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures = True
            elif kind == raw.FPDF_PAGEOBJ_FORM and len(outer) < _DEEPEST:
                self.form(found, outer)

    def form(self, found: Address, outer: tuple[_Matrix, ...]) -> None:
        """Go through the objects of a form."""
        self.walk(_FORM_OBJECTS(found), partial(_FORM_OBJECT, found), (_matrix(found), *outer))

    def path(self, found: Address, outer: tuple[_Matrix, ...]) -> None:
        """Keep the lines of a path: itself where it is thin, else its thin parts and, where stroked, its edges."""
        _BOUNDS(found, *self.box.at)
        x0, y0, x1, y1 = self.box()
        if _thin(box := (x0, y0, x1, y1)):
            self.add(box, outer)
            return
        matrices, stroked = (_matrix(found), *outer), self.stroked(found)
        if not stroked and _SEGMENTS(found) <= _RECTANGLE:
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

    def parts(self, found: Address) -> Iterator[list[_Point]]:
        """The points of each part of a path; a curve counts by its points."""
        count = _SEGMENTS(found)
        self.count(count)
        points: list[_Point] = []
        for i in range(count):
            segment = _SEGMENT(found, i)
            _POINT(segment, *self.point.at)
            if points and _BEGIN(segment) == raw.FPDF_SEGMENT_MOVETO:
                yield points
                points = []
            x, y = self.point()
            points.append((x, y))
            if _CLOSE(segment):
                points.append(points[0])
        if points:
            yield points

    def stroked(self, found: Address) -> bool:
        """Whether a path is drawn with a pen."""
        _MODE(found, *self.mode.at)
        _, stroke = self.mode()
        return bool(stroke)

    def add(self, box: _Box, matrices: tuple[_Matrix, ...]) -> None:
        """Keep a line where it is shown; a slanted one is none."""
        x0, y0, x1, y1 = box
        for a, b, c, d, e, f in matrices:
            x0, y0 = a * x0 + c * y0 + e, b * x0 + d * y0 + f
            x1, y1 = a * x1 + c * y1 + e, b * x1 + d * y1 + f
        if -_FAR < x0 + y0 + x1 + y1 < _FAR and _thin((x0, y0, x1, y1)):
            self.rules.extend((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            if len(self.rules) > MOST_RULES * 4:
                raise RefusedError("large", self.number)

    def count(self, more: int) -> None:
        """Refuse a page with too many things on it."""
        self.seen += max(more, 0)
        if self.seen > MOST_OBJECTS:
            raise RefusedError("large", self.number)


def _thin(box: _Box) -> bool:
    return abs(box[2] - box[0]) <= _THIN or abs(box[3] - box[1]) <= _THIN


def _matrix(found: Address) -> _Matrix:
    room = Room(c_float, 6)
    _MATRIX(found, room.at[0])
    return room()
