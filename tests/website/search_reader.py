"""Reads a search index as a browser would, but all of it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.website.search.postings import decode

_CALL = re.compile(r'gongkaiSearch\("([0-9a-f]{8})",(.*)\);\n')


@dataclass(frozen=True)
class Index:
    """A whole index: token → entry numbers; what is shown of every entry."""

    manifest: dict[str, Any]
    near: dict[str, set[int]]
    far: dict[str, set[int]]
    text: dict[str, set[int]]
    shown: list[list[Any]]


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
        [entry for block in _shards(folder, "entries", blocks) for entry in block],
    )


def data(path: Path) -> Any:  # noqa: ANN401  JSON
    """What a file hands over: one call with a version and plain JSON, nothing else."""
    call = _CALL.fullmatch(path.read_text(encoding="utf-8"))
    assert call, path.name
    return json.loads(call[2])


def _shards(folder: Path, group: str, count: int) -> Iterator[Any]:
    return (data(folder / f"{group}-{place}.js") for place in range(count))
