"""Markdown → paragraphs and grids: text whose headings are marked with `#` and whose emphasis is not part of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gongkai.document import Paragraph, Piece
from gongkai.readers import text

_HEADING: Final = re.compile(r"(#{1,6})\s+(\S.*)")
_EMPHASIS: Final = re.compile(r"\*\*|__")


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read a Markdown file; raises `DocumentError` where it is too large or no text."""
    lines = [line._replace(text=_EMPHASIS.sub("", line.text)) for line in text.lines(content, name)]
    return tuple(_with_levels(text.pieces(lines, name)))


def _with_levels(found: Iterator[Piece]) -> Iterator[Piece]:
    for piece in found:
        if isinstance(piece, Paragraph) and piece.text.startswith("#"):
            heading = _HEADING.fullmatch(piece.text)
            if heading:
                yield replace(piece, text=heading[2].rstrip("# "), level=len(heading[1]))
        else:
            yield piece
