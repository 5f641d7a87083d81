"""A Word document as XML → the same with only what is shown, once: changes accepted, text boxes below their lines."""

from collections.abc import Iterator, Mapping
from copy import copy
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
_RAISED, _LIFTED = f"{W}vertAlign", f"{W}position"
_STYLE, _RUN_STYLE = f"{W}style", f"{W}rStyle"
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


def looks(styles: etree._Element) -> Mapping[str, tuple[etree._Element, ...]]:
    """The styles that hide, strike out, raise or lower what they are put on: elements of their properties."""
    own = {style.get(f"{W}styleId", ""): style for style in styles.iter(_STYLE)}
    found = {
        name: tuple(_properties(style, own)) for name, style in own.items() if style.get(f"{W}type") == "character"
    }
    return {name: properties for name, properties in found.items() if properties}


def _properties(style: etree._Element, styles: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    seen: set[str] = set()
    next_one: etree._Element | None = style
    while next_one is not None and (name := next_one.get(f"{W}styleId", "")) not in seen:
        seen.add(name)
        yield from next_one.iter(*_STRUCK, _RAISED)
        base = next_one.find(f"{W}basedOn")
        next_one = styles.get(base.get(VAL, "")) if base is not None else None


def reduce(body: etree._Element, looks: Mapping[str, tuple[etree._Element, ...]]) -> None:
    """Change the tree in place."""
    if looks:
        _put_on(body, looks)
    for element in list(body.iter(*_GONE, *_STRUCK, _RAISED, _LIFTED, _FALLBACK)):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in (_RAISED, _LIFTED):
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


def _put_on(body: etree._Element, looks: Mapping[str, tuple[etree._Element, ...]]) -> None:
    """Give runs what their style does to them, as if they said it of themselves; what they do say goes first."""
    for named in list(body.iter(_RUN_STYLE)):
        properties = named.getparent()
        if properties is not None:
            said = {other.tag for other in properties}
            properties.extend(copy(look) for look in looks.get(named.get(VAL, ""), ()) if look.tag not in said)


def _remove_run(sign: etree._Element, properties: etree._Element) -> None:
    """Remove the words that are struck out or hidden; the sign may also belong to a paragraph's end, or switch off."""
    run = properties.getparent()
    if run is not None and run.tag == _RUN and sign.get(VAL, "1") not in _OFF:
        _remove(run)


def _set_apart(sign: etree._Element, properties: etree._Element) -> None:
    """Put brackets around what stands above or below the line: a note's number behind a figure is no digit of it.

    Where a whole line is lifted, nothing is above it.
    """
    run = properties.getparent()
    if run is None or run.tag != _RUN:
        return
    before = run.getprevious()
    lifted = sign.tag == _LIFTED and before is not None and before.find(f"{W}rPr/{_LIFTED}") is None
    if lifted or sign.get(VAL) in ("superscript", "subscript"):
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
