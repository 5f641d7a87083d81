"""What a worker is asked to do: the agencies that make a chapter, and where it finds what its stage needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from gongkai import cache

#: The folders of some agencies that follow each other.
Chapter = tuple[str, ...]

#: Agencies of a chapter, about, and at most.
_USUAL, _MOST = 32, 128
#: What a chapter told stands beside what is kept of it.
TOLD: Final = ".told"
#: As many stages as may be under way at once.
KEPT: Final = 2


def chapters(folders: Iterable[str]) -> list[Chapter]:
    """The agencies' folders in chapters; where one ends depends on its names alone, so that a new agency moves few."""
    found: list[Chapter] = []
    current: list[str] = []
    for name in folders:
        current.append(name)
        if crc32(name.encode()) % _USUAL == 0 or len(current) == _MOST:
            found.append(tuple(current))
            current = []
    return [*found, tuple(current)] if current else found


@dataclass(frozen=True, slots=True)
class Task:
    """Work on one chapter: what all tasks need, as kept, and what this one needs."""

    common: Path
    of: Any


@lru_cache(maxsize=KEPT)
def common_of(path: Path) -> Any:  # noqa: ANN401  whatever the stage needs
    """What all tasks of a stage need, loaded once by each worker."""
    return cache.load(path)
