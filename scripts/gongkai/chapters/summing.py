"""What the reports of all chapters say together: sums of some chapters at a time, kept while these stay the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from gongkai import cache, website
from gongkai.chapters.judging import Judged
from gongkai.dataset import Folder
from gongkai.website import Overall

#: Chapters of one sum, and sums of a larger one: where a chapter has changed, as many are added up again at each step.
_TOGETHER: Final = 16


@dataclass(frozen=True, slots=True)
class _Sum:
    """What some reports say together: what it is of, and how it is found."""

    name: str
    find: Callable[[], Overall]


def together(folder: Folder, judged: Sequence[Judged]) -> Overall:
    """What the reports of all chapters say together."""
    kept, paths = folder.cache / "summed", []
    sums = [_Sum(one.path.name, partial(cache.kept, one.overall)) for one in judged]
    while len(sums) > 1:
        lots = [sums[start : start + _TOGETHER] for start in range(0, len(sums), _TOGETHER)]
        names = [cache.digest(*(one.name for one in lot)) for lot in lots]
        paths += [kept / name for name in names]
        sums = [_Sum(name, partial(_sum, kept / name, lot)) for name, lot in zip(names, lots, strict=True)]
    overall = sums[0].find() if sums else Overall()
    cache.prune(kept, paths)
    return overall


def _sum(path: Path, of: Sequence[_Sum]) -> Overall:
    known: Overall | None = cache.load(path)
    if known is None:
        known = website.together(one.find() for one in of)
        cache.save(path, known)
    return known
