"""The page on which readers put agencies side by side: filled by a script from what they choose."""

from collections.abc import Iterator
from typing import Final

from gongkai.forms import INDICATORS
from gongkai.text import Language
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.words import Words

#: What is shown until a reader chooses otherwise.
FIRST: Final = ("requests_received", "disclosure_rate")
#: As many agencies as a page bears side by side.
MOST: Final = 12
_WORDS: Final = ("compare_", "indicator_no_report", "col_", "search_failed", "chart_numbers", "colon")


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    words = Words(language)
    yield {
        "years": tuple(reversed(site.years)),
        "indicators": tuple(INDICATORS.values()),
        "first": FIRST,
        "compared": {
            "most": MOST,
            "indicators": {
                one.code: {"label": one.label[language], "share": bool(one.denominator)} for one in INDICATORS.values()
            },
            "words": {key: words[key] for key in words.keys(*_WORDS)},
        },
    }
