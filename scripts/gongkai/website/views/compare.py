"""The page on which readers put agencies side by side: filled by a script from what they choose."""

from collections.abc import Iterator
from heapq import nsmallest
from itertools import islice
from typing import Final

from gongkai.forms import INDICATORS
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.parts.groups import Group, group_of
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
    agencies, reporting = site.register.agencies, site.others.reporting
    groups: dict[Group, list[str]] = {}
    for agency_id in reporting:
        groups.setdefault(group_of(agencies[agency_id]), []).append(agency_id)
    for group in sorted(groups, key=lambda group: group.order):
        if len(groups[group]) > 1:
            fullest = nsmallest(EXAMPLE, groups[group], lambda one: (-len(reporting[one]), one))
            yield tuple(agencies[agency_id] for agency_id in fullest)
