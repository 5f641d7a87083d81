"""By what results can be filtered: the years of reports, and the regions of the highest level that has several."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from gongkai.website.search.entry import Entry

#: The place of an entry that lies in no region of that level.
NOWHERE: Final = -1


def facets(entries: Sequence[Entry]) -> dict[str, object]:
    """`years`, the newest first; `regions` in their order; `runs`: place in `regions`, how many entries, and so on."""
    level = _level(entries)
    regions = (entry.places for entry in entries if entry.kind == "region" and len(entry.places) > level)
    names = list(dict.fromkeys(places[: level + 1] for places in regions))
    places = {name: place for place, name in enumerate(names)}
    found = [places.get(entry.places[: level + 1], NOWHERE) for entry in entries]
    return {
        "years": sorted({year for entry in entries for year in entry.years}, reverse=True),
        "regions": [name[-1] for name in names],
        "runs": [number for place, run in groupby(found) for number in (place, len(list(run)))],
    }


def _level(entries: Sequence[Entry]) -> int:
    """The first level, from above, at which entries lie in different regions; 0 where there is none."""
    deepest = max((len(entry.places) for entry in entries), default=0)
    found = (
        level
        for level in range(deepest)
        if len({entry.places[: level + 1] for entry in entries if len(entry.places) > level}) > 1
    )
    return next(found, 0)
