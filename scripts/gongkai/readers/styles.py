"""What the style sheets in a page do to elements of a class: which are not shown, which stand above or below the line.

Only selectors of one element are known (`sup`, `.note`, `span.note`), and only sheets for any screen: what holds for
print or for narrow windows, and what elements are in, is left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser

#: Longer sheets, and more rules, are no work of an office; what is beyond is not looked at.
_LONGEST: Final = 500_000
_MOST_RULES: Final = 5_000
_MOST_OF_CLASS: Final = 20
#: Sheets for these are for any screen.
_SCREENS: Final = frozenset(("", "all", "screen"))
_BRACE: Final = re.compile("([{}])")
_SELECTOR: Final = re.compile(r"([a-zA-Z][\w]*)?((?:\.[\w-]+)+)")
_DISPLAY: Final = re.compile(r"(?<![\w-])display\s*:\s*([\w-]+)", re.IGNORECASE)
_VISIBLE: Final = re.compile(r"(?<![\w-])visibility\s*:\s*([\w-]+)", re.IGNORECASE)
_ALIGN: Final = re.compile(r"(?<![\w-])vertical-align\s*:\s*([\w-]+)", re.IGNORECASE)
_PROPERTIES: Final = (_DISPLAY, _VISIBLE, _ALIGN)

#: What each property is set to, in the order of `_PROPERTIES`; empty where nothing is said of it.
Values = tuple[str, ...]
NOTHING: Final[Values] = ("",) * len(_PROPERTIES)


class Rule(NamedTuple):
    """What is said of elements of a tag (empty: any) that have all these classes; the higher weight counts more."""

    tag: str
    classes: frozenset[str]
    values: Values
    weight: tuple[int, bool, int]


def rules(page: LexborHTMLParser) -> Mapping[str, Sequence[Rule]]:
    """The rules of a page's sheets, each by one of its classes; none where none of them hides or moves anything."""
    sheets = [node for node in page.css("style") if (node.attributes.get("media") or "").strip().lower() in _SCREENS]
    merged: dict[tuple[str, frozenset[str]], Values] = {}
    for selector, said in islice(_said("\n".join(node.text() for node in sheets)[:_LONGEST]), _MOST_RULES):
        merged[selector] = _over(merged.pop(selector, NOTHING), said)
    if not any(hidden(said) or shifted(said) for said in merged.values()):
        return {}
    found: dict[str, list[Rule]] = {}
    for place, ((tag, classes), said) in enumerate(merged.items()):
        found.setdefault(min(classes), []).append(Rule(tag, classes, said, (len(classes), bool(tag), place)))
    return {one: some[:_MOST_OF_CLASS] for one, some in found.items()}


def hidden(values: Values) -> bool:
    """Whether something so styled is not shown."""
    display, visible, _ = values
    return display == "none" or visible == "hidden"


def shifted(values: Values) -> bool:
    """Whether something so styled stands above or below its line."""
    return values[-1] in ("super", "sub")


def values(known: Mapping[str, Sequence[Rule]], tag: str, classes: str, style: str) -> Values:
    """What an element's classes say of it, and its own style above all."""
    having = frozenset(classes.split())
    said = NOTHING
    fitting = [rule for one in having for rule in known.get(one, ()) if rule.tag in ("", tag)]
    for rule in sorted(fitting, key=lambda rule: rule.weight):
        if rule.classes <= having:
            said = _over(said, rule.values)
    return _over(said, _values(style)) if said != NOTHING and style else said


def _said(sheet: str) -> Iterator[tuple[tuple[str, frozenset[str]], Values]]:
    """The tag and classes of each selector that is known, and what is said of them."""
    for selectors, declarations in _blocks(_without_comments(sheet)):
        said = _values(declarations)
        for selector in selectors.split(",") if said != NOTHING else ():
            if found := _SELECTOR.fullmatch(selector.strip()):
                yield ((found[1] or "").lower(), frozenset(found[2][1:].split("."))), said


def _without_comments(sheet: str) -> str:
    first, *others = sheet.split("/*")
    text = " ".join([first, *(other.partition("*/")[2] for other in others)])
    return text.replace("<!--", " ").replace("-->", " ")


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; a block with blocks in it, such as one for print, is left out."""
    depth, selectors, declarations = 0, "", ""
    for part in _BRACE.split(text):
        if part == "{":
            depth += 1
        elif part == "}":
            if depth == 1 and not selectors.startswith("@"):
                yield selectors, declarations
            depth, declarations = max(depth - 1, 0), ""
        elif depth:
            declarations = part
        else:
            selectors = part.rpartition(";")[2].strip()


def _values(declarations: str) -> Values:
    """What declarations set each property to: the last of each."""
    found = (pattern.findall(declarations) for pattern in _PROPERTIES)
    return tuple(one[-1].lower() if one else "" for one in found)


def _over(before: Values, after: Values) -> Values:
    return tuple(later or earlier for earlier, later in zip(before, after, strict=True))
