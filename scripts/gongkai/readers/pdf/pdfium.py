"""A PDF → its pages as pdfium knows them, with fields and stamps."""

from collections.abc import Iterator
from typing import Any, Final

from pypdfium2 import raw

from gongkai.readers.pdf import typeface
from gongkai.readers.pdf.characters import characters
from gongkai.readers.pdf.drawn import Drawn
from gongkai.readers.pdf.limits import MOST_CHARS, MOST_OBJECTS, MOST_PAGES, MOST_RULES, RefusedError
from gongkai.readers.pdf.wire import PER_RULE, Numbers

#: What pdfium gives for a document, a page, an object: only ever handed back to it.
Handle = Any

_LOCKED: Final = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
#: Annotations whose looks are part of what a page says: fields, text, stamps.
_SAYING: Final = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})


def pages(content: bytes, numbers: Numbers) -> Iterator[dict[str, Any]]:
    """Each page's edges, text and counts; the numbers of its characters and rulings are added to `numbers`.

    Raises `RefusedError` where the document is locked, broken or too large.
    """
    typeface.use()
    document = raw.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        raise RefusedError("locked" if raw.FPDF_GetLastError() in _LOCKED else "broken")
    count = raw.FPDF_GetPageCount(document)
    if not 0 < count <= MOST_PAGES:
        raise RefusedError("pages" if count > 0 else "broken")
    chars = rules = 0
    for number in range(1, count + 1):
        page = _page(document, number, numbers)
        chars, rules = chars + len(page["text"]), rules + page["rules"]
        if chars > MOST_CHARS or rules > MOST_RULES:
            raise RefusedError("large", number)
        yield page
    raw.FPDF_CloseDocument(document)


def _page(document: Handle, number: int, numbers: Numbers) -> dict[str, Any]:
    page = _loaded(document, number)
    drawn = Drawn(page, number)
    text, hidden = characters(page, number, numbers)
    numbers.extend(drawn.rules)
    found = {
        **_view(page),
        "pictures": drawn.pictures,
        "hidden": hidden,
        "text": text,
        "rules": len(drawn.rules) // PER_RULE,
    }
    raw.FPDF_ClosePage(page)
    return found


def _loaded(document: Handle, number: int) -> Handle:
    """A page; what its fields and stamps say is made part of it."""
    page = raw.FPDF_LoadPage(document, number - 1)
    if page and _says_more(page, number) and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        raw.FPDF_ClosePage(page)
        page = raw.FPDF_LoadPage(document, number - 1)
    if not page:
        raise RefusedError("broken", number)
    return page


def _says_more(page: Handle, number: int) -> bool:
    count = raw.FPDFPage_GetAnnotCount(page)
    if count > MOST_OBJECTS:
        raise RefusedError("large", number)
    return any(_kind(page, i) in _SAYING for i in range(count))


def _kind(page: Handle, i: int) -> int:
    annotation = raw.FPDFPage_GetAnnot(page, i)
    kind: int = raw.FPDFAnnot_GetSubtype(annotation) if annotation else raw.FPDF_ANNOT_UNKNOWN
    raw.FPDFPage_CloseAnnot(annotation)
    return kind


def _view(page: Handle) -> dict[str, Any]:
    """The edges of a page, and by how many quarters it is turned to the right to be shown."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    edges = (box.left, box.bottom, box.right, box.top)
    return {"edges": edges, "quarters": raw.FPDFPage_GetRotation(page) % 4}
