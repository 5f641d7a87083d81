"""The page on which readers put agencies side by side: filled by a script from what they choose."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from gongkai.forms import INDICATORS
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.parts.groups import by_group
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.words import Words

#: What is shown until a reader chooses otherwise.
FIRST: Final = ("requests_received", "disclosure_rate")
#: As many agencies as a page bears side by side.
MOST: Final = 12
#: Agencies of an example, and how many examples are offered.
EXAMPLE: Final = 3
EXAMPLES: Final = 3
_WORDS: Final = ("compare_", "indicator_no_report", "col_", "search_failed", "chart_numbers", "colon", "list_joint")


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    words = Words(language)
    yield {
        "years": tuple(reversed(site.years)),
        "indicators": tuple(INDICATORS.values()),
        "first": FIRST,
        "examples": tuple(islice(_examples(site), EXAMPLES)),
        "compared": {
            "most": MOST,
            "indicators": {
                one.code: {"label": one.label[language], "share": bool(one.denominator)} for one in INDICATORS.values()
            },
            "words": {key: words[key] for key in words.keys(*_WORDS)},
        },
    }


def _examples(site: Site) -> Iterator[tuple[Agency, ...]]:
    """Agencies that compare: of each group that has several, those with the most years."""
    for members in by_group((history, history.latest) for history in site.histories).values():
        fullest = sorted((history for history, _ in members), key=lambda one: (-len(one.reports), one.agency.agency_id))
        if len(fullest) > 1:
            yield tuple(history.agency for history in fullest[:EXAMPLE])
