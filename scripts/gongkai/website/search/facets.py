"""By what results can be filtered: the years of reports, and the regions of the highest level that has several."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from gongkai.website.search.parts import Card

#: The place of an entry that lies in no region of that level.
NOWHERE: Final = -1


def facets(cards: Sequence[Card]) -> dict[str, object]:
    """`years`, the newest first; `regions` in their order; `runs`: place in `regions`, how many entries, and so on."""
    level = _level(cards)
    regions = (card.places for card in cards if card.kind == "region" and len(card.places) > level)
    names = list(dict.fromkeys(places[: level + 1] for places in regions))
    places = {name: place for place, name in enumerate(names)}
    found = [places.get(card.places[: level + 1], NOWHERE) for card in cards]
    return {
        "years": sorted({year for card in cards for year in card.years}, reverse=True),
        "regions": [name[-1] for name in names],
        "runs": [number for place, run in groupby(found) for number in (place, len(list(run)))],
    }


def _level(cards: Sequence[Card]) -> int:
    """The first level, from above, at which entries lie in different regions; 0 where there is none."""
    deepest = max((len(card.places) for card in cards), default=0)
    found = (
        level
        for level in range(deepest)
        if len({card.places[: level + 1] for card in cards if len(card.places) > level}) > 1
    )
    return next(found, 0)
