"""What is written on a page: every character that can be seen, with its box, its place on the line and its turn."""

import ctypes
import math
from collections.abc import Callable
from typing import Any, Final

from pypdfium2 import raw

from gongkai.readers.pdf.limits import MOST_CHARS, RefusedError
from gongkai.readers.pdf.wire import Numbers

#: Stands for a character that the font does not name.
UNKNOWN: Final = "\ufffd"
_INVISIBLE: Final = 3
#: A box larger than that, in sizes of the font, is that of upright columns and says nothing.
_LARGEST: Final = 2.5
#: Halves of characters beyond the first 65,536.
_HIGH: Final = 0xD800
_LOW: Final = 0xDC00
_END: Final = 0xE000
#: How pdfium writes a hyphen at the end of a line.
_HYPHEN: Final = 2
_SLANT: Final = 0.05


def characters(
    page: Any,  # noqa: ANN401  a handle
    number: int,
    shown: Callable[[float, float], tuple[float, float]],
    quarters: int,
    numbers: Numbers,
) -> tuple[str, int]:
    """The characters of a page without spaces, and how many are hidden; 8 numbers of each are added to `numbers`."""
    text = raw.FPDFText_LoadPage(page)
    count = raw.FPDFText_CountChars(text)
    if count > MOST_CHARS:
        raise RefusedError("large", number)
    reader = _Reader(text, shown, quarters)
    found = [c for i in range(count) if (c := reader.character(i, numbers))]
    raw.FPDFText_ClosePage(text)
    return "".join(found), reader.hidden


class _Reader:
    """Reads one character after the other; what those of one piece of text have in common is asked once."""

    def __init__(self, text: Any, shown: Callable[[float, float], tuple[float, float]], quarters: int) -> None:  # noqa: ANN401
        self.text, self.shown, self.quarters = text, shown, quarters
        self.hidden = 0
        self.high = 0
        self.styles: dict[int, tuple[float, int, bool]] = {}
        self.box = raw.FS_RECTF()
        self.origin = (ctypes.c_double(), ctypes.c_double())
        self.tight = tuple(ctypes.c_double() for _ in range(4))

    def character(self, i: int, numbers: Numbers) -> str:
        """One character, its numbers added; empty where there is none to be seen."""
        item = raw.FPDFText_GetTextObject(self.text, i)
        code = raw.FPDFText_GetUnicode(self.text, i)
        if not item or (sign := self.sign(i, code)).isspace() or not sign:
            return ""
        size, turn, visible = self.style(i, item)
        if not visible:
            self.hidden += 1
            return ""
        raw.FPDFText_GetCharOrigin(self.text, i, *self.origin)
        x0, y0, x1, y1 = self.around(i, size)
        ax, ay = self.shown(x0, y0)
        bx, by = self.shown(x1, y1)
        x, base = self.shown(self.origin[0].value, self.origin[1].value)
        found = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), x, base, size, turn)
        if not all(map(math.isfinite, found)):
            return ""
        numbers.extend(found)
        return sign

    def sign(self, i: int, code: int) -> str:
        """The character itself; what the font does not name stays visible as such."""
        if _HIGH <= code < _LOW:
            self.high = code
            return ""
        if _LOW <= code < _END:
            return chr(0x10000 + ((self.high - _HIGH) << 10) + (code - _LOW)) if self.high else UNKNOWN
        if code == _HYPHEN:
            return "-"
        if code < ord(" ") or raw.FPDFText_HasUnicodeMapError(self.text, i) == 1:
            return "" if code in b"\t\r\n" and code else UNKNOWN
        return chr(code)

    def style(self, i: int, item: Any) -> tuple[float, int, bool]:  # noqa: ANN401
        """Size, turn and visibility, as all characters of a piece of text have them."""
        key = ctypes.addressof(item.contents)
        if key not in self.styles:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(self.text, i, matrix)
            size = raw.FPDFText_GetFontSize(self.text, i) * math.hypot(matrix.c, matrix.d)
            visible = raw.FPDFTextObj_GetTextRenderMode(item) != _INVISIBLE
            self.styles[key] = (abs(size), self.turn(matrix), visible)
        return self.styles[key]

    def turn(self, matrix: Any) -> int:  # noqa: ANN401
        angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        return (round(angle) - self.quarters) % 4 if abs(angle - round(angle)) <= _SLANT else -1

    def around(self, i: int, size: float) -> tuple[float, float, float, float]:
        """The room that a character takes on its line; that of its ink where it is written in upright columns."""
        raw.FPDFText_GetLooseCharBox(self.text, i, self.box)
        box = (self.box.left, self.box.bottom, self.box.right, self.box.top)
        if box[2] - box[0] <= _LARGEST * size and box[3] - box[1] <= _LARGEST * size:
            return box
        left, right, bottom, top = self.tight
        raw.FPDFText_GetCharBox(self.text, i, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value
