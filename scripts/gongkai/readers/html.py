"""Web pages → paragraphs and grids, as a browser would show them; nothing that a page refers to is fetched."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.document import Piece
from gongkai.errors import DocumentError
from gongkai.readers import layout, styles
from gongkai.readers.encoding import decode
from gongkai.readers.layout import Block, Cell, Line, Table
from gongkai.readers.words import words

#: Larger pages are refused; a page saved by a word processor has up to 2 MB.
LARGEST: Final = 20_000_000
_MOST_TAGS: Final = 150_000
_MOST_CHARACTERS: Final = 4_000_000
#: So few take no time, however they stand; an attribute has one of these signs before it.
_FEW_TAGS, _FEW_ATTRIBUTES, _BEFORE_ATTRIBUTES = 8_000, 20_000, " =/\n\t\r\f"
#: Characters of a tag without the values of its attributes.
_LONGEST_TAG: Final = 4_000
_LONGEST_SPAN: Final = 7
_DEEPEST: Final = 1_000

#: Pictures that are part of the page's text, which the parser need not see.
_INLINE_DATA: Final = re.compile(r"""data:[\w/+.;=-]{1,80},[^"'<>\s)]*""")
_TAG: Final = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)""")
_QUOTED: Final = re.compile(r""""[^"]*+"|'[^']*+'""")
#: By what a browser does with them: tags that need no end; elements that are no part of the text, or struck out of it;
#: elements that begin a line.
_ENDLESS, _LEFT_OUT, _BLOCKS = (
    frozenset(elements.split())
    for elements in (
        """area base basefont br col colgroup dd dt embed frame hr img input keygen li link meta option p param source
        tbody td tfoot th thead tr track wbr""",
        """applet aside audio button canvas datalist del footer frameset head iframe input map math nav noembed noframes
        noscript object s script select strike style svg template textarea title video""",
        """address article blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
        form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td tfoot th
        thead tr ul""",
    )
)
_CELLS: Final = frozenset(("td", "th"))
#: Cells are aligned by the same words, and `sub` and `sup` are set apart already.
_NEVER_APART: Final = _CELLS | {"sub", "sup", "tr", "table", "body"}
#: What stands above or below the line is set apart: a note's number behind a figure is no digit of it.
_RAISED: Final = frozenset(("sub", "sup"))
#: Elements that make no difference here: word processors put each word into several.
_TRANSPARENT: Final = ["span", "font", "b", "strong", "i", "em", "u", "a"]
#: The sizes of pictures that only keep something in its place.
_TINY: Final = frozenset("01")
_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
#: Not shown, or struck out.
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration(?:-line)?\s*:[^;]*line-through",
    re.IGNORECASE,
)
_SIGNS_OF_HIDDEN: Final = ("hidden", "display", "mso-hide", "line-through")
_MAYBE_HIDDEN: Final = '[style*="none" i],[style*="hidden" i],[style*="mso-hide" i],[style*="line-th" i],[hidden]'
#: The same as in elements `sub` and `sup`, said as style.
_SHIFTED: Final = re.compile(r"vertical-align\s*:\s*su(?:b|per)\b", re.IGNORECASE)
_SIGN_OF_SHIFTED: Final = "vertical-align"
_MAYBE_SHIFTED: Final = '[style*="vertical-align" i]'
#: A figure that stands in a cell as the content of a field of a form.
_FIGURE: Final = re.compile(r"[\d.,+-]{1,20}")


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read a web page; raises `DocumentError` where it is too large, nested too deep, or no text."""
    if len(content) > LARGEST:
        raise DocumentError(layout.TOO_MUCH.format(name=name))
    return read_text(decode(content, name), name)


def read_text(text: str, name: str) -> tuple[Piece, ...]:
    """Read the characters of a web page."""
    if "data:" in text:
        text = _INLINE_DATA.sub("", text)
    _check(text, name)
    page, lowered = LexborHTMLParser(text), text.lower()
    if any(sign in lowered for sign in _SIGNS_OF_HIDDEN):
        for node in page.css(_MAYBE_HIDDEN):
            if "hidden" in node.attributes or _HIDDEN.search(node.attributes.get("style") or ""):
                node.decompose()
    if _SIGN_OF_SHIFTED in lowered:
        for node in page.css(_MAYBE_SHIFTED):
            if _SHIFTED.search(node.attributes.get("style") or ""):
                _set_apart(node)
    if "<style" in lowered and (rules := styles.rules(page)):
        _put_on(page, rules)
    page.unwrap_tags(_TRANSPARENT)
    body = page.body or page.root
    return layout.pieces(_Walk().blocks(body), name) if body else ()


def _set_apart(node: LexborNode) -> None:
    """Put brackets around what a style puts above or below the line."""
    if node.tag not in _NEVER_APART and (node.text() or "").strip():
        node.insert_before("[")
        node.insert_after("]")


def _put_on(page: LexborHTMLParser, rules: Mapping[str, Sequence[styles.Rule]]) -> None:
    """Take out, or set apart, what the page's style sheets say so of; what is inside others comes first."""
    for node in reversed(page.css("[class]")):
        attributes = node.attributes
        values = styles.values(rules, node.tag or "", attributes.get("class") or "", attributes.get("style") or "")
        if styles.hidden(values):
            node.decompose()
        elif styles.shifted(values) and not _SHIFTED.search(attributes.get("style") or ""):
            _set_apart(node)


def _check(text: str, name: str) -> None:
    """Refuse what takes the parser longer than its length: tags inside tags without end, attributes without end."""
    tags = text.count("<")
    if tags > _MOST_TAGS or len(text) > _MOST_CHARACTERS:
        raise DocumentError(layout.TOO_MUCH.format(name=name))
    if tags < _FEW_TAGS and sum(map(text.count, _BEFORE_ATTRIBUTES)) < _FEW_ATTRIBUTES:
        return
    depth = 0
    for tag in _TAG.finditer(text):
        end, element, attributes = tag.groups()
        if end:
            depth -= 1
        elif element not in _ENDLESS and not attributes.endswith("/") and element.lower() not in _ENDLESS:
            depth += 1
        if depth > _DEEPEST or (len(attributes) > _LONGEST_TAG and len(_QUOTED.sub("", attributes)) > _LONGEST_TAG):
            raise DocumentError(layout.TOO_MUCH.format(name=name))


class _Walk:
    """Goes through a page in reading order and keeps in mind where the words go that come next."""

    def __init__(self) -> None:
        self.top: list[Block] = []
        self.into: list[list[Block]] = [self.top]  # the page, then the cells that are open, the innermost last
        self.cells: list[Cell] = []  # the same cells
        self.tables: list[Table] = []  # the tables that are open
        self.words: list[str] = []
        self.level = 0

    def blocks(self, body: LexborNode) -> list[Block]:
        """Everything that the page shows, as nested there."""
        node, depth = body.first_child, 1
        while node is not None and depth:
            tag = node.tag or ""
            if tag == "-text":
                self.words.append(node.text_content or "")
            elif tag == "input" and self.cells:
                self.field(node)
            elif tag not in _LEFT_OUT and tag[0] != "-":
                self.begin(tag, node)
                if inner := node.first_child:
                    node, depth = inner, depth + 1
                    continue
                self.end(tag)
            while node is not None and (following := node.next) is None:
                node, depth = node.parent, depth - 1
                if node is None or not depth:
                    break
                self.end(node.tag or "")
            else:
                node = following
        if self.words:
            self.close_line()
        return self.top

    def begin(self, tag: str, node: LexborNode) -> None:
        """An element begins: a line, a table, a row, a cell, or nothing that shows."""
        if tag in _BLOCKS:
            if self.words:
                self.close_line()
            if tag in _LEVELS:
                self.level = _LEVELS[tag]
            elif tag == "table":
                self.tables.append(Table())
                self.into[-1].append(self.tables[-1])
            elif tag == "tr":
                self.tables[-1].rows.append([])
            elif tag in _CELLS:
                self.begin_cell(node)
        elif tag == "img" and self.cells:
            self.cells[-1].picture = self.cells[-1].picture or not _TINY.issuperset(_sizes(node))
        elif tag in _RAISED and (node.text() or "").strip():
            self.words.append("[")

    def begin_cell(self, node: LexborNode) -> None:
        attributes = node.attributes
        cell = Cell([], _span(attributes.get("colspan")), _span(attributes.get("rowspan")))
        self.tables[-1].rows[-1].append(cell)
        self.into.append(cell.blocks)
        self.cells.append(cell)

    def field(self, node: LexborNode) -> None:
        """A figure typed into a cell."""
        typed = (node.attributes.get("value") or "").strip()
        if _FIGURE.fullmatch(typed):
            self.words.append(typed)

    def end(self, tag: str) -> None:
        """An element ends, and with it its line."""
        if tag in _BLOCKS:
            if self.words:
                self.close_line()
            self.level = 0
            if tag == "table":
                self.tables.pop()
            elif tag in _CELLS:
                self.into.pop()
                self.cells.pop()
        elif tag == "br" and self.words:
            self.close_line()
        elif tag in _RAISED and "[" in self.words:
            self.words.append("]")

    def close_line(self) -> None:
        """What was read since the last line is a line, unless it is empty."""
        line = words("".join(self.words))
        self.words.clear()
        if line:
            self.into[-1].append(Line(line, self.level))


def _sizes(node: LexborNode) -> set[str]:
    """What a picture says of its width and height."""
    return {node.attributes.get(side) or "" for side in ("width", "height")}


def _span(written: str | None) -> int:
    """A span as written; what is no number is 1."""
    if written is None:
        return 1
    digits = written.strip()
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < _LONGEST_SPAN else 1
