"""What can be found: one page of the site and the words that lead to it."""

from dataclasses import dataclass


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
