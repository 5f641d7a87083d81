"""Jinja inside Markdown: hidden from the Markdown parser and the theme as plain words, and put back in the HTML.

A template page is ordinary Markdown with `{{ … }}` and `{% … %}`. Each becomes a word of letters and digits, which
passes through Markdown, the theme, titles, links and attributes untouched; afterwards the themed HTML, with every
word turned back, is a Jinja template of the whole page.
"""

import re
from typing import Final

_JINJA: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WORD: Final = re.compile(r"gkq(\d+)qkg")
_PARAGRAPH: Final = re.compile(r"<p>((?:\s*gkq\d+qkg)+\s*)</p>")
#: Anything in themed HTML that Jinja would take for its own.
_FOREIGN: Final = re.compile(r"\{[{%#]")


class Placeholders:
    """The Jinja pieces of one site's template pages, each with the word that stands for it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pieces: list[str] = []
        self._words: dict[str, str] = {}

    def hide(self, markdown: str) -> str:
        """The text with every Jinja piece replaced by its word; the same piece has the same word."""
        return _JINJA.sub(lambda found: self._word(found[0]), markdown)

    def reveal(self, html: str) -> str:
        """The themed HTML as a Jinja template.

        A paragraph of nothing but statements (`{% include … %}`, `{% for … %}`) loses its `<p>`, for what comes
        out of them are blocks. Braces of the theme's own scripts and styles stay what they are.
        """
        return self._put_back(_FOREIGN.sub(_literal, _PARAGRAPH.sub(self._bare, html)))

    def _word(self, piece: str) -> str:
        if piece not in self._words:
            self._words[piece] = f"gkq{len(self._pieces)}qkg"
            self._pieces.append(piece)
        return self._words[piece]

    def _bare(self, found: re.Match[str]) -> str:
        pieces = [self._pieces[int(number)] for number in _WORD.findall(found[1])]
        return found[1].strip() if all(piece.startswith("{%") for piece in pieces) else found[0]

    def _put_back(self, html: str) -> str:
        return _WORD.sub(lambda found: self._pieces[int(found[1])], html)


def _literal(found: re.Match[str]) -> str:
    return "{{ '" + found[0] + "' }}"
