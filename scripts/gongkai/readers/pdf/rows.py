"""Tables without rulings: lines whose parts stand far apart, with numbers among them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from gongkai.document import Grid, GridCell, Place
from gongkai.readers.pdf.paragraphs import Placed

_VALUE: Final = re.compile(r"[-+]?\d[\d,.]*|[-—–―/／]{1,2}")


def stretches(lines: Sequence[Placed]) -> Iterator[tuple[bool, list[Placed]]]:
    """Cut lines into text and tables (`True`)."""
    text: list[Placed] = []
    for apart, group in groupby(lines, key=lambda placed: len(placed.line.parts) > 1):
        found = list(group)
        if apart and any(_row(placed) for placed in found):
            if text:
                yield False, text
            text = []
            yield True, found
        else:
            text += found
    if text:
        yield False, text


def grid(lines: Sequence[Placed], number: int) -> Grid:
    """The rows as they stand; blank cells cannot be seen, so a cell's column is only its number in the row."""
    cells = tuple(
        GridCell(part.text, row, column, Place(page=placed.page, table=number, row=row + 1, column=column + 1))
        for row, placed in enumerate(lines)
        for column, part in enumerate(placed.line.parts)
    )
    return Grid(cells, Place(page=lines[0].page, table=number))


def _row(placed: Placed) -> bool:
    return any(_VALUE.fullmatch(part.text) for part in placed.line.parts[1:])
