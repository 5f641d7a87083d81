"""What of a hand-written page can be found, read from its themed HTML."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.website.search.entry import Entry
from gongkai.website.search.tokens import HAN

#: Where a page's own words stand, the first that there is.
_ARTICLES: Final = ("article", "main", "body")
_HEADINGS: Final = "h2, h3"
#: Parts of an article that say nothing of its subject.
_NO_TEXT: Final = "script, style, svg, nav, form, template, .headerlink, .md-source-file, .md-content__button"
#: Tags that do not end a word.
_INLINE: Final = ["a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup"]
#: A line of Markdown may end between two Chinese characters; no space is meant there.
_WRAPPED: Final = re.compile(rf"(?<=[{HAN}])\s*\n\s*(?=[{HAN}])")
_BLOCK_END: Final = "\x1f"
#: How much of the first paragraph stands below a page's title.
_SUB_LENGTH: Final = 60


def page_entries(pages: Iterable[tuple[str, str]]) -> Iterator[Entry]:
    """Each page (address, HTML) that has a heading of the first level; others, such as redirects, are no results."""
    for address, html in pages:
        entry = page_entry(address, html)
        if entry is not None:
            yield entry


def page_entry(address: str, html: str) -> Entry | None:
    """A page by its title, its headings and the text of its article; `None` where it has no title."""
    article = _article(html)
    title = _text(article.css_first("h1")) if article else ""
    if article is None or not title:
        return None
    return Entry(
        kind="page",
        title=title,
        url=address,
        sub=_shortened(_text(article.css_first("p"))),
        names=tuple(filter(None, map(_text, article.css(_HEADINGS)))),
        text=_text(article),
    )


def _article(html: str) -> LexborNode | None:
    """The page's own part, with nothing in it but blocks of text."""
    page = LexborHTMLParser(html)
    article = next((node for node in map(page.css_first, _ARTICLES) if node is not None), None)
    if article is not None:
        for node in article.css(_NO_TEXT):
            node.decompose()
        article.unwrap_tags(_INLINE)
        article.merge_text_nodes()
    return article


def _text(node: LexborNode | None) -> str:
    """A node's text on one line, blocks apart, sentences whole."""
    if node is None:
        return ""
    return " ".join(_WRAPPED.sub("", node.text(separator=_BLOCK_END)).replace(_BLOCK_END, " ").split())


def _shortened(text: str) -> str:
    return text if len(text) <= _SUB_LENGTH else text[: _SUB_LENGTH - 1].rstrip() + "…"
