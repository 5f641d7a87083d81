"""PDFs made to take long or to break a reader; what is not refused is read in bounded time."""

import zlib
from collections.abc import Callable, Mapping, Sequence

TEXT = b"BT /F 12 Tf 72 700 Td (A text of more than twenty characters) Tj ET\n"
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"


def file(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for i, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, item)
    begin, count = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, begin))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream."""
    packed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream" % (len(packed), entries, packed)


def page(content: bytes, more: Sequence[bytes] = (), *, resources: bytes = b"", entries: bytes = b"") -> bytes:
    """A PDF of one page; `more` are objects from the 6th on."""
    fonts = b"/Font<</F 5 0 R>>"
    shown = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s%s>>%s>>"
    return file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            shown % (fonts, resources, entries),
            stream(content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


def nested_forms(depth: int, times: int) -> bytes:
    """Form objects, each of which shows the next so many times."""
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    inner = [stream(b"/X Do\n" * times, _FORM + resources % (i + 7)) for i in range(depth)]
    return page(TEXT + b"/X Do\n" * times, [*inner, stream(TEXT, _FORM)], resources=b"/XObject<</X 6 0 R>>")


def form_in_itself() -> bytes:
    """A form object that shows itself."""
    own = b"/Resources<</XObject<</X 6 0 R>>>>"
    return page(TEXT + b"/X Do\n", [stream(b"/X Do /X Do\n", _FORM + own)], resources=b"/XObject<</X 6 0 R>>")


def lines(count: int, step: float) -> bytes:
    """A page with so many lines each way."""
    return page(
        TEXT + b"".join(b"0 %.2f m 600 %.2f l S %.2f 0 m %.2f 800 l S\n" % ((i * step,) * 4) for i in range(count))
    )


def pages(kids: bytes, count: int) -> bytes:
    """A page tree with these children."""
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return file([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), leaf])


#: Refused for a reason that the message names.
REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "many paths": (lambda: page(TEXT + b"0 0 m 9 0 l S\n" * 150_000), "too much"),
    "many parts of one path": (lambda: page(TEXT + b"0 0 m 9 9 l 3 40 l\n" * 60_000 + b"S\n"), "too much"),
    "many lines": (lambda: lines(1_600, 3.6), "too much"),
    "many cells": (lambda: lines(190, 4), "too much"),
    "many notes": (lambda: page(TEXT, entries=b"/Annots[%s]" % (b"<</Subtype/Link>>" * 110_000)), "too much"),
    "many pages": (lambda: pages(b"3 0 R " * 301, 301), "more than 300 pages"),
    "pages without text": (lambda: pages(b"3 0 R " * 300, 300), "no text"),
    "pages in a circle": (lambda: pages(b"2 0 R 2 0 R", 200), "broken"),
    "deep lists": (lambda: file([b"<</Type/Catalog/Pages 2 0 R/Z %s>>" % (b"[" * 200_000)]), "broken"),
    "cut off": (lambda: page(TEXT * 50)[:500], "broken"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "broken"),
    "an archive": (lambda: b"PK\x03\x04" + b"x" * 1000, "broken"),
    "nothing": (lambda: b"", "broken"),
    "a text elsewhere": (lambda: page(b"").replace(b"/Filter/FlateDecode", b"/F(/etc/passwd)    "), "no text|broken"),
}

#: Read, without harm.
READ: Mapping[str, Callable[[], bytes]] = {
    "deep forms": lambda: nested_forms(60, 1),
    "many characters": lambda: page(b"BT /F 12 Tf 72 700 Td (%s) Tj ET\n" % (b"9" * 30_000)),
    "characters in one place": lambda: page(TEXT + b"BT /F 12 Tf 72 700 Td (12) Tj ET\n" * 20_000),
    "places without end": lambda: page(TEXT + b"1e308 1e308 m 9e999 3 l S 9e30 0 0 9e30 0 0 cm 0 0 m 5 5 l S\n"),
    "a page without end": lambda: page(TEXT).replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]"),
    "a program to start": lambda: page(TEXT).replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/Launch/F(sh)>>"),
}

#: Not read before the time is over.
SLOW: Mapping[str, Callable[[], bytes]] = {
    "a form in itself": form_in_itself,
    "forms that show forms": lambda: nested_forms(10, 10),
}
