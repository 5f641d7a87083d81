"""What can be found: one page of the site and the words that lead to it."""

from dataclasses import dataclass
from typing import Final

#: Kinds in the order in which equal matches of different kinds are shown; others come after them, by name.
KINDS: Final = ("agency", "region", "year", "report", "indicator", "rule", "page")

Rank = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One result of the search.

    `kind` is a word of the caller's, by which results are grouped (`agency`, `report`, `region`, `year`, `page` …).
    `url` is relative to the root of the site's language. `sub` is a short second line.
    `names` are other names to match as fully as the title; one that the title does not already show is shown.
    `keywords` are matched, a little less, and never shown. `text` is matched least and never shown.
    `spoken` are Chinese names, whole and short, that pinyin and initials lead to; never shown.
    `years` are those of an agency's reports, which stand as `<year>.html` in the folder of `url`:
    whoever asks for the agency and one of these years is led to the report.
    `places` are the regions that it lies in, the highest first: by them results are filtered.
    `rank`: between entries of a kind that match equally well, the lower rank is shown first.
    """

    kind: str
    title: str
    url: str
    sub: str = ""
    names: tuple[str, ...] = ()
    keywords: str = ""
    text: str = ""
    spoken: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    rank: Rank = ()

    @property
    def order(self) -> tuple[int, str, Rank]:
        """By what entries are sorted: kind, then rank."""
        return KINDS.index(self.kind) if self.kind in KINDS else len(KINDS), self.kind, self.rank
