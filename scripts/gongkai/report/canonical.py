"""The YAML that `writing` writes, taken apart by its lines: what a national build reads most.

It understands the writer's own lines and guesses at others, so it proves nothing by itself: `reading` takes what it
returns only where writing it again gives the same bytes. Quotes, comments, doubled keys, dates, octal numbers and all
else that YAML would read in its own way are then left to YAML (docs/decisions/0007).
"""

import json
import re
from functools import lru_cache
from typing import Final

from gongkai.numerals import Value, plain
from gongkai.report.tree import Plain

_TOP: Final = re.compile(r"^(\w+):(?: (.+))?\n((?:(?:  .*)?\n)*)", re.MULTILINE)
_INNER: Final = re.compile(r"^  (\w+):(?: (.+))?\n((?:(?:    .*)?\n)*)", re.MULTILINE)
_IN_FLOW: Final = re.compile(r'(\w+): ("[^"\\]*(?:\\.[^"\\]*)*"|\[[^]]*\]|[^,{}]*)')
_ITEM: Final = "- "
_LITERAL: Final = "|-"
#: Longer words are no figures, and too many to remember.
_SHORT: Final = 60
#: Below it every whole number is a plain one.
_LARGE: Final = 10**15


def parse(text: str) -> dict[str, Plain]:
    """The content of a file, right if the writer wrote it; raises `ValueError` for some that it did not write."""
    return {key: _value(inline) if inline else _block(block) for key, inline, block in _TOP.findall(text)}


def _block(block: str) -> Plain:
    """What stands below a key at the top: a list of records, or keys with values."""
    if block.startswith(f"  {_ITEM}"):
        return _records(block)
    return {key: _nested(inline, lines) if lines else _value(inline) for key, inline, lines in _INNER.findall(block)}


def _nested(inline: str, lines: str) -> Plain:
    if inline == _LITERAL:
        return lines.removesuffix("\n").removeprefix("    ").replace("\n    ", "\n")
    return _records(lines)


def _records(lines: str) -> list[Plain]:
    """A list with a line for each record."""
    return [_value(line.strip().removeprefix(_ITEM)) for line in lines.splitlines()]


def _value(written: str) -> Plain:
    first = written[:1]
    if first == "[":
        return _figures(written[1:-1].split(", "))
    if first == "{":
        return {key: _value(value) for key, value in _IN_FLOW.findall(written)}
    if first == '"':
        return written[1:-1] if "\\" not in written else str(json.loads(written))
    return _bare(written) if len(written) <= _SHORT else written


def _figures(written: list[str]) -> list[Plain]:
    """A list of whole numbers that are not large, as nearly all are, or of other plain values."""
    try:
        numbers = list(map(int, written))
    except ValueError:
        return [_bare(one) for one in written]
    return [*numbers] if -_LARGE < min(numbers) <= max(numbers) < _LARGE else [_bare(one) for one in written]


@lru_cache(maxsize=4096)
def _bare(written: str) -> str | Value | None:
    if written == "null":
        return None
    number = plain(written)
    return written if number is None else number
