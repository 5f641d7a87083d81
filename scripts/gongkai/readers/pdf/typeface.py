"""The typeface that pdfium takes for those that a PDF names but does not bring along.

Which fonts a computer happens to have must not decide what is read: without one for Chinese pdfium leaves out most of
a document, with one it spends half its time on outlines that nobody looks at. In this one every character is the same
square; how wide they are the document says itself. The tables are those of TrueType,
https://learn.microsoft.com/typography/opentype/spec/otff.
"""

import ctypes
import struct
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from pypdfium2 import raw

#: Units of the square, how far it goes above the line and below; as usual in Chinese fonts.
_EM, _ABOVE, _BELOW = 1000, 880, -120
#: The first and last characters that are written so: all but controls, and what is beyond ideographs.
_FIRST, _LAST = 0x20, 0x3FFFF
#: How pdfium asks for a font: the whole file. Asked for a table, it hears that there is none.
_WHOLE: Final = 0
#: Any number but 0 stands for the only font that there is.
_ONLY: Final = 1


@cache
def use() -> Any:  # noqa: ANN401  kept for as long as pdfium may ask
    """Have pdfium take this typeface, and none of the computer's, from now on."""
    told = _info(font())
    raw.FPDF_SetSystemFontInfo(told)
    return told


def _info(content: bytes) -> Any:  # noqa: ANN401  a structure of pdfium's
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)

    def mapped(*_: object) -> int:
        return _ONLY

    def written(_this: object, _font: object, table: int, room: int | None, size: int) -> int:
        if table != _WHOLE:
            return 0
        if room and size >= len(content):
            ctypes.memmove(room, content, len(content))
        return len(content)

    return raw.FPDF_SYSFONTINFO(version=1, MapFont=kinds["MapFont"](mapped), GetFontData=kinds["GetFontData"](written))


def font() -> bytes:
    """The typeface as a TrueType file."""
    return _file({
        b"cmap": _characters(),
        b"glyf": _square(),
        b"head": struct.pack(">IIIIHHqqhhhhHHhhh", 1 << 16, 0, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *_box(), 0, 8, 2, 0, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 1 << 16, _ABOVE, _BELOW, 0, _EM, 0, 0, _EM, 1, *[0] * 7, 2),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(_square()) // 2),
        b"maxp": struct.pack(">IH13H", 1 << 16, 2, 4, 1, 0, 0, 2, *[0] * 8),
    })  # fmt: skip


def _box() -> tuple[int, int, int, int]:
    return 0, _BELOW, _EM, _ABOVE


def _square() -> bytes:
    """The outline: four points on the curve, each from the one before."""
    head = struct.pack(">hhhhhHH", 1, *_box(), 3, 0)
    return head + struct.pack(">4B8h2x", *[1] * 4, 0, 0, _EM, 0, _BELOW, _EM, 0, -_EM)


def _characters() -> bytes:
    """Every character by the square (a map of format 13); outline 0 is blank, and stands for what there is none for."""
    group = struct.pack(">III", _FIRST, _LAST, 1)
    return struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 13, 0, 16 + len(group), 0, 1) + group


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    begin = 12 + 16 * len(tables)
    head, body = struct.pack(">IHHHH", 1 << 16, len(tables), 0, 0, 0), b""
    for name, content in tables.items():
        head += struct.pack(">4sIII", name, 0, begin + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return head + body
