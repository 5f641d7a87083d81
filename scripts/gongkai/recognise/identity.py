"""Whose report a document is, of which year, and when it was published: from title, text, metadata and file name.

Nothing is settled by the date of a crawl, by a year run into other digits, or by an agency that is only mentioned;
where two places say different things, that is a doubt.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import Final, NamedTuple

from gongkai.document import UNSEEN, Document, Grid, Paragraph, Piece
from gongkai.forms import WORDING
from gongkai.forms.wording import YEARS
from gongkai.recognise import doubts as say
from gongkai.recognise.agencies import Directory
from gongkai.recognise.draft import Doubt
from gongkai.recognise.keys import simple
from gongkai.recognise.titles import Title, chosen, titles
from gongkai.recognise.whose import names, whose
from gongkai.register import Agency

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年度?")
_YEAR_OF_FILE: Final = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)")
_PERIOD: Final = re.compile(r"(?<!\d)(20\d\d)年1月1日(?:起)?[至到—-]+(?:\1年)?12月31日")
_DATE: Final = r"(?<!\d)(20\d\d)[-年./](\d{1,2})[-月./](\d{1,2})(?!\d)日?"
_PUBLISHED: Final = re.compile(rf"(?:{WORDING.published}):?{_DATE}")
_DATE_ALONE: Final = re.compile(rf"\(?{_DATE}\)?")
#: Pieces before the first section in which title, agency and date are looked for.
_TOP: Final = 80
_LATEST: Final = 3
#: Characters of section one in which year and agency are looked for.
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a document says of itself, as far as that is certain."""

    title: str = ""
    agency: Agency | None = None
    year: int | None = None
    published: str = ""
    doubts: tuple[Doubt, ...] = ()


class _Years(NamedTuple):
    """The years of the period that the text says it covers, all that section one speaks of, those in the file name."""

    period: frozenset[int]
    spoken: frozenset[int]
    of_file: frozenset[int]


def identify(document: Document, first_heading: int, text: Mapping[str, Sequence[str]], known: Directory) -> Identity:
    """Find out whose report this is; `first_heading` is the position of the first section's heading."""
    top = list(_lines(document.pieces[: min(first_heading, _TOP)]))
    overview = simple("\n".join(next(iter(text.values()), ()))[:_LONGEST])
    years = _years(top, overview, document.name)
    found = titles(top, known)
    title, clear = chosen(found, years.period or years.of_file)
    agency, unsure = whose(title, partial(names, top, overview, document.name, known), known)
    year, unsettled = _year(title, years)
    doubts = [] if title else [say.doubt(say.TITLE)]
    if not clear:
        doubts.append(say.doubt(say.TITLES, found="、".join(dict.fromkeys(one.text for one in found))))
    return Identity(
        title=title.text if title else "",
        agency=agency,
        year=year,
        published=_published(top, year),
        doubts=(*doubts, *unsure, *unsettled),
    )


def _lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """The lines above the first section; a row of a table of metadata is a line."""
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield piece.text
        elif isinstance(piece, Grid):
            yield from (" ".join(cell.text for cell in row if cell.text != UNSEEN) for row in piece.rows)


# year and date


def _years(top: Sequence[str], overview: str, file: str) -> _Years:
    """A day in the file name is when the file was made."""
    return _Years(
        _of(_PERIOD.findall(simple("\n".join(top)) + overview)),
        _of(_YEAR.findall(overview)),
        _of(_YEAR_OF_FILE.findall(simple(PurePath(file).stem))),
    )


def _of(written: Iterable[str]) -> frozenset[int]:
    return frozenset(map(int, written))


def _year(title: Title | None, years: _Years) -> tuple[int | None, tuple[Doubt, ...]]:
    """The title's year, else the one that text and file name agree on."""
    if title and title.year:
        one = (said for said in (years.period, years.of_file) if len(said) == 1)
        against = next((said for said in one if title.year not in said), None)
        doubts = (say.doubt(say.YEARS, title=title.year, found=_listed(against)),) if against else ()
        return title.year, doubts
    in_text = years.period or years.spoken
    agreed = (in_text & years.of_file) if in_text and years.of_file else in_text or years.of_file
    if len(agreed) == 1 and agreed <= frozenset(YEARS):
        return next(iter(agreed)), ()
    return None, (say.doubt(say.YEAR, found=_listed(in_text | years.of_file)),)


def _listed(years: Collection[int]) -> str:
    return "、".join(map(str, sorted(years))) or "—"


def _published(top: Sequence[str], year: int | None) -> str:
    """The day that the page says it was published on, where that is within three years of the report's."""
    bare = [simple(line) for line in top]
    found = [*(_PUBLISHED.search(line) for line in bare), *(_DATE_ALONE.fullmatch(line) for line in bare)]
    days = (_day(match) for match in found if match)
    return next((day.isoformat() for day in days if day and year and year < day.year <= year + _LATEST), "")


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
