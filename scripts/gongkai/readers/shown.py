"""A Word document as XML → the same with only what is shown, once: changes accepted, text boxes below their lines."""

from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL: Final = f"{W}val"
P, TEXT, TABLE = f"{W}p", f"{W}t", f"{W}tbl"

#: What was deleted, how things looked before a change, and signs of pronunciation.
_GONE: Final = tuple(
    f"{W}{tag}"
    for tag in ("del", "moveFrom", "cellDel", "rt", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange")
)
_STRUCK: Final = frozenset(f"{W}{tag}" for tag in ("vanish", "strike", "dstrike"))
_RAISED: Final = f"{W}vertAlign"
_FALLBACK, _CHOICE, _ALTERNATIVES = f"{_MC}Fallback", f"{_MC}Choice", f"{_MC}AlternateContent"
_BOX: Final = f"{W}txbxContent"
#: Elements that stand around paragraphs, rows or cells and mean nothing to how they are read.
_WRAPPERS: Final = (
    *(f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml")),
    _CHOICE,
    _ALTERNATIVES,
)
_PROPERTIES: Final = frozenset((f"{W}trPr", f"{W}tcPr"))
_RUN: Final = f"{W}r"
_OFF: Final = frozenset(("0", "false", "off"))


def reduce(body: etree._Element) -> None:
    """Change the tree in place."""
    for element in list(body.iter(*_GONE, *_STRUCK, _RAISED, _FALLBACK)):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag == _RAISED:
            _set_apart(element, parent)
        elif element.tag in _STRUCK:
            _remove_run(element, parent)
        elif parent.tag in _PROPERTIES and not str(element.tag).endswith("Change"):
            _remove(parent.getparent())  # a row or cell that was deleted
        elif element.tag != _FALLBACK or any(other.tag == _CHOICE for other in parent):
            _remove(element)
    for box in reversed(list(body.iter(_BOX))):
        _move_down(box)
    etree.strip_tags(body, *_WRAPPERS)


def _remove_run(sign: etree._Element, properties: etree._Element) -> None:
    """Remove the words that are struck out or hidden; the sign may also belong to a paragraph's end, or switch off."""
    run = properties.getparent()
    if run is not None and run.tag == _RUN and sign.get(VAL, "1") not in _OFF:
        _remove(run)


def _set_apart(sign: etree._Element, properties: etree._Element) -> None:
    """Put brackets around what stands above or below the line: a note's number behind a figure is no digit of it."""
    run = properties.getparent()
    if run is not None and run.tag == _RUN and sign.get(VAL) in ("superscript", "subscript"):
        for text in run.iter(TEXT):
            if (text.text or "").strip():
                text.text = f"[{text.text}]"


def _move_down(box: etree._Element) -> None:
    """Put the content of a text box behind the paragraph that it hangs on."""
    anchor = next(box.iterancestors(P), None)
    if anchor is not None:
        for block in reversed(box):
            anchor.addnext(block)
        _remove(box)


def _remove(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        parent.remove(element)
