"""What the reports of all chapters say together: sums of some chapters at a time, kept while these stay the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gongkai import cache, website
from gongkai.chapters.judging import Judged
from gongkai.dataset import Folder
from gongkai.website import Overall

#: Chapters of one sum: where one has changed, as many are added up again, and their sum to those of all others.
_TOGETHER: Final = 16


def together(folder: Folder, judged: Sequence[Judged]) -> Overall:
    """What the reports of all chapters say together."""
    lots = [judged[start : start + _TOGETHER] for start in range(0, len(judged), _TOGETHER)]
    kept = folder.cache / "summed"
    paths = [kept / cache.digest(*(one.path.name for one in lot)) for lot in lots]
    overall = website.together(_sum(path, lot) for path, lot in zip(paths, lots, strict=True))
    cache.prune(kept, paths)
    return overall


def _sum(path: Path, judged: Sequence[Judged]) -> Overall:
    known: Overall | None = cache.load(path)
    if known is None:
        known = website.together(cache.kept(one.overall) for one in judged)
        cache.save(path, known)
    return known
