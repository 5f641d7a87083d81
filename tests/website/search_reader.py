"""Reads a search index as a browser would, but all of it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from gongkai.website.search.postings import ALPHABET

_CALL = re.compile(r'gongkaiSearch\("([0-9a-f]{8})",(.*)\);\n')


@dataclass(frozen=True)
class Index:
    """A whole index: token → entry numbers; what is shown of every entry."""

    manifest: dict[str, Any]
    near: dict[str, set[int]]
    far: dict[str, set[int]]
    text: dict[str, set[int]]
    shown: list[list[str]]


def read(folder: Path) -> Index:
    """The index in a folder."""
    manifest = data(folder / "manifest.js")
    names = {token: lists for shard in _shards(folder, "names", manifest["names"]) for token, lists in shard.items()}
    texts = {token: lists for shard in _shards(folder, "text", manifest["text"]) for token, lists in shard.items()}
    blocks = -(-manifest["count"] // manifest["block"])
    return Index(
        manifest,
        {token: set(decode(lists.split(".")[0])) for token, lists in names.items()},
        {token: set(decode(lists.split(".")[1])) for token, lists in names.items() if "." in lists},
        {token: set(decode(lists)) for token, lists in texts.items()},
        [lines for block in _shards(folder, "entries", blocks) for lines in shown(block)],
    )


def data(path: Path) -> Any:  # noqa: ANN401  JSON
    """What a file hands over: one call with a version and plain JSON, nothing else."""
    call = _CALL.fullmatch(path.read_text(encoding="utf-8"))
    assert call, path.name
    return json.loads(call[2])


def _shards(folder: Path, group: str, count: int) -> Iterator[Any]:
    return (data(folder / f"{group}-{place}.js") for place in range(count))


def shown(block: list[list[str]]) -> Iterator[list[str]]:
    """The lines of each entry of a block."""
    before: list[str] = []
    for differences in block:
        before = [_line(*pair) for pair in zip_longest(differences, before[: len(differences)], fillvalue="")]
        yield before


def _line(difference: str, before: str) -> str:
    if not difference:
        return before
    start, end = map(ALPHABET.index, difference[:2])
    return before[:start] + difference[2:] + before[len(before) - end :]


def decode(text: str) -> list[int]:
    """The numbers of a list; none of an empty one."""
    first, second = divmod(ALPHABET.index(text[0]), 4) if text else (0, 0)
    bits = "".join(f"{ALPHABET.index(character):06b}" for character in text[1:])
    found: list[int] = []
    at, number = 0, 0
    while "1" in bits[at:]:
        left_out, at = _count(bits, at, first)
        following, at = _count(bits, at, second)
        start = number + left_out
        found.extend(range(start, start + following + 1))
        number = start + following + 2
    return found


def _count(bits: str, at: int, order: int) -> tuple[int, int]:
    """The count that is written from this bit on, and where it ends."""
    start = bits.index("1", at)
    end = start + start - at + order + 1
    return int(bits[start:end], 2) - (1 << order), end
