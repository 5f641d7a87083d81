"""What is written on a page: every character that can be seen, with its box, its place on the line and its turn."""

import math
from ctypes import c_double, c_float
from typing import Any, Final

from pypdfium2 import raw

from gongkai.readers.pdf.limits import MOST_CHARS, RefusedError
from gongkai.readers.pdf.native import Address, Room, address, plain
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

_OBJECT: Final = plain(raw.FPDFText_GetTextObject)
_UNICODE: Final = plain(raw.FPDFText_GetUnicode)
_UNNAMED: Final = plain(raw.FPDFText_HasUnicodeMapError)
_ORIGIN: Final = plain(raw.FPDFText_GetCharOrigin)
_ROOM: Final = plain(raw.FPDFText_GetLooseCharBox)
_INK: Final = plain(raw.FPDFText_GetCharBox)
_MATRIX: Final = plain(raw.FPDFText_GetMatrix)
_SIZE: Final = plain(raw.FPDFText_GetFontSize)
_MODE: Final = plain(raw.FPDFTextObj_GetTextRenderMode)

#: Size, turn, and whether it is shown.
_Style = tuple[float, int, bool]


def characters(page: Any, number: int, numbers: Numbers) -> tuple[str, int]:  # noqa: ANN401  a handle
    """The characters of a page without spaces, and how many are hidden; 8 numbers of each are added to `numbers`."""
    text = raw.FPDFText_LoadPage(page)
    count = raw.FPDFText_CountChars(text)
    if count > MOST_CHARS:
        raise RefusedError("large", number)
    reader = _Reader(address(text), numbers)
    found = [sign for i in range(count) if (sign := reader.character(i))]
    raw.FPDFText_ClosePage(text)
    return "".join(found), reader.hidden


class _Reader:
    """Reads one character after the other; what those of one piece of text have in common is asked once."""

    def __init__(self, text: Address, numbers: Numbers) -> None:
        self.text, self.numbers = text, numbers
        self.hidden = 0
        self.high = 0
        self.styles: dict[int, _Style] = {}
        self.box, self.matrix = Room(c_float, 4), Room(c_float, 6)
        self.origin, self.ink = Room(c_double, 2), Room(c_double, 4)

    def character(self, i: int) -> str:
        """One character, its numbers added; empty where there is none to be seen."""
        item: int | None = _OBJECT(self.text, i)
        sign = self.sign(i) if item else ""
        if not item or not sign or sign.isspace():
            return ""
        style = self.styles.get(item)
        if style is None:
            style = self.styles[item] = self.style(i, item)
        size, turn, visible = style
        if not visible:
            self.hidden += 1
            return ""
        _ORIGIN(self.text, i, *self.origin.at)
        x0, y0, x1, y1 = self.around(i, _LARGEST * size)
        x, y = self.origin()
        if not -_FAR < x0 + y0 + x1 + y1 + x + y < _FAR:
            return ""
        if x0 > x1 or y0 > y1:
            x0, y0, x1, y1 = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        self.numbers.extend((x0, y0, x1, y1, x, y, size, turn))
        return sign

    def sign(self, i: int) -> str:
        """The character itself; what the font does not name stays visible as such."""
        code: int = _UNICODE(self.text, i)
        if _HIGH <= code < _END:
            return self.half(code)
        if code == _HYPHEN:
            return "-"
        if code < _SPACE or _UNNAMED(self.text, i) == 1:
            return "" if 0 < code < _SPACE else UNKNOWN
        return chr(code)

    def half(self, code: int) -> str:
        """A character in two halves, told with the second."""
        high, self.high = self.high, code if code < _LOW else 0
        if code < _LOW:
            return ""
        return chr(0x10000 + ((high - _HIGH) << 10) + (code - _LOW)) if high else UNKNOWN

    def style(self, i: int, item: int) -> _Style:
        """Size, turn and visibility, as all characters of a piece of text have them."""
        _MATRIX(self.text, i, self.matrix.at[0])
        a, b, c, d, _, _ = self.matrix()
        size = _SIZE(self.text, i) * math.hypot(c, d)
        return abs(size), _turn(a, b), _MODE(item) != _INVISIBLE

    def around(self, i: int, most: float) -> tuple[float, float, float, float]:
        """The room that a character takes on its line; that of its ink where it is written in upright columns."""
        _ROOM(self.text, i, self.box.at[0])
        x0, y1, x1, y0 = self.box()
        if x1 - x0 <= most and y1 - y0 <= most:
            return x0, y0, x1, y1
        _INK(self.text, i, *self.ink.at)
        x0, x1, y0, y1 = self.ink()
        return x0, y0, x1, y1


def _turn(a: float, b: float) -> int:
    """How many quarters to the left a line goes that runs so far right and up; -1 where it is slanted."""
    if b == 0 and a > 0:
        return 0
    angle = math.atan2(b, a) / (math.pi / 2)
    return round(angle) % 4 if abs(angle - round(angle)) <= _SLANT else -1
