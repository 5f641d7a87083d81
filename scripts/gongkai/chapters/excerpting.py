"""Excerpts of a chapter's reports, one after the other in a file, so that some of them are read without the others."""

import hashlib
from array import array
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Self

from gongkai import cache, files


@dataclass(frozen=True, slots=True)
class Excerpted:
    """What is kept of a chapter: the digest of each excerpt by name, in the file's order, and where each one ends."""

    digests: Mapping[str, bytes]
    ends: "array[int]"

    @classmethod
    def keep(cls, path: Path, excerpts: Mapping[str, bytes]) -> Self:
        """Keep excerpts, whole or not at all."""
        files.write(path, b"".join(excerpts.values()))
        ends = array("Q", accumulate(map(len, excerpts.values())))
        return cls({name: _digest(content) for name, content in excerpts.items()}, ends)

    def read(self, path: Path, names: AbstractSet[str]) -> Iterator[tuple[str, bytes]]:
        """Those of some names that are there, each with its name; raises `BuildError` where one has been spoilt."""
        wanted = [(name, place) for place, name in enumerate(self.digests) if name in names]
        if not wanted:
            return
        with path.open("rb", buffering=0) as stream:
            for name, place in wanted:
                begin = self.ends[place - 1] if place else 0
                stream.seek(begin)
                content = stream.read(self.ends[place] - begin)
                if _digest(content) != self.digests[name]:
                    raise cache.spoilt()
                yield name, content


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
