"""What is written on a page: every character that can be seen, with its box, its place on the line and its turn."""

import ctypes
import math
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
_SPACE: Final = ord(" ")
#: In quarters: what is turned by less is not slanted.
_SLANT: Final = 0.05
#: Further away than any page is large; what is not finite is not nearer.
_FAR: Final = 1e6

#: Size, turn, and whether it is shown.
_Style = tuple[float, int, bool]


def characters(page: Any, number: int, numbers: Numbers) -> tuple[str, int]:  # noqa: ANN401  a handle
    """The characters of a page without spaces, and how many are hidden; 8 numbers of each are added to `numbers`."""
    text = raw.FPDFText_LoadPage(page)
    count = raw.FPDFText_CountChars(text)
    if count > MOST_CHARS:
        raise RefusedError("large", number)
    reader = _Reader(text, numbers)
    found = [sign for i in range(count) if (sign := reader.character(i))]
    raw.FPDFText_ClosePage(text)
    return "".join(found), reader.hidden


class _Reader:
    """Reads one character after the other; what those of one piece of text have in common is asked once."""

    def __init__(self, text: Any, numbers: Numbers) -> None:  # noqa: ANN401
        self.text, self.numbers = text, numbers
        self.hidden = 0
        self.high = 0
        self.styles: dict[int, _Style] = {}
        self.box, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.tight = tuple(ctypes.c_double() for _ in range(4))

    def character(self, i: int) -> str:
        """One character, its numbers added; empty where there is none to be seen."""
        text = self.text
        item = raw.FPDFText_GetTextObject(text, i)
        sign = self.sign(i) if item else ""
        if not sign or sign.isspace():
            return ""
        key = ctypes.addressof(item.contents)
        style = self.styles.get(key)
        if style is None:
            style = self.styles[key] = self.style(i, item)
        size, turn, visible = style
        if not visible:
            self.hidden += 1
            return ""
        raw.FPDFText_GetCharOrigin(text, i, self.x, self.y)
        x0, y0, x1, y1 = self.around(i, _LARGEST * size)
        x, y = self.x.value, self.y.value
        if not -_FAR < x0 + y0 + x1 + y1 + x + y < _FAR:
            return ""
        self.numbers.extend((x0, y0, x1, y1, x, y, size, turn))
        return sign

    def sign(self, i: int) -> str:
        """The character itself; what the font does not name stays visible as such."""
        code = raw.FPDFText_GetUnicode(self.text, i)
        if _HIGH <= code < _END:
            return self.half(code)
        if code == _HYPHEN:
            return "-"
        if code < _SPACE or raw.FPDFText_HasUnicodeMapError(self.text, i) == 1:
            return "" if 0 < code < _SPACE else UNKNOWN
        return chr(code)

    def half(self, code: int) -> str:
        """A character in two halves, told with the second."""
        high, self.high = self.high, code if code < _LOW else 0
        if code < _LOW:
            return ""
        return chr(0x10000 + ((high - _HIGH) << 10) + (code - _LOW)) if high else UNKNOWN

    def style(self, i: int, item: Any) -> _Style:  # noqa: ANN401
        """Size, turn and visibility, as all characters of a piece of text have them."""
        matrix = self.matrix
        raw.FPDFText_GetMatrix(self.text, i, matrix)
        size = raw.FPDFText_GetFontSize(self.text, i) * math.hypot(matrix.c, matrix.d)
        visible = raw.FPDFTextObj_GetTextRenderMode(item) != _INVISIBLE
        return abs(size), _turn(matrix.a, matrix.b), visible

    def around(self, i: int, most: float) -> tuple[float, float, float, float]:
        """The room that a character takes on its line; that of its ink where it is written in upright columns."""
        box = self.box
        raw.FPDFText_GetLooseCharBox(self.text, i, box)
        x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
        if x1 - x0 <= most and y1 - y0 <= most:
            return x0, y0, x1, y1
        left, right, bottom, top = self.tight
        raw.FPDFText_GetCharBox(self.text, i, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value


def _turn(a: float, b: float) -> int:
    """How many quarters to the left a line goes that runs so far right and up; -1 where it is slanted."""
    if b == 0 and a > 0:
        return 0
    angle = math.atan2(b, a) / (math.pi / 2)
    return round(angle) % 4 if abs(angle - round(angle)) <= _SLANT else -1
