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
_USUAL, _MOST = 16, 64
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


@dataclass(frozen=True, slots=True, eq=False)
class Here:
    """What all tasks of a stage need, for tasks that are done in this process."""

    value: Any


#: What all tasks of a stage need: where workers find it, or itself.
Common = Path | Here


@dataclass(frozen=True, slots=True)
class Task:
    """Work on one chapter: what all tasks need, and what this one needs."""

    common: Common
    of: Any


def common_of(common: Common) -> Any:  # noqa: ANN401  whatever the stage needs
    """What all tasks of a stage need, loaded once by each worker."""
    return common.value if isinstance(common, Here) else _loaded(common)


@lru_cache(maxsize=KEPT)
def _loaded(path: Path) -> Any:  # noqa: ANN401  likewise
    return cache.kept(path)
