"""Whose report of which year a document is: title, agency, year and date of publication."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from gongkai.document import Document, Grid, Paragraph, Piece
from gongkai.forms import WORDING
from gongkai.forms.wording import YEARS
from gongkai.recognise import agencies
from gongkai.recognise import doubts as say
from gongkai.recognise.agencies import Directory
from gongkai.recognise.draft import Doubt
from gongkai.recognise.keys import simple
from gongkai.register import Agency

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年度?")
_YEAR_OF_FILE: Final = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)")
_TITLE: Final = re.compile(rf"(?P<before>[^。,;:>》|]{{0,60}}?)(?P<words>{WORDING.title})(?:\([^()]{{0,20}}\))?")
_WORDS: Final = re.compile(WORDING.title)
_IN_TEXT: Final = re.compile(rf"(?P<name>[一-鿿()]{{4,50}})(?<!\d)20\d\d年度?(?:{WORDING.title})")
_PERIOD: Final = re.compile(r"(?<!\d)(20\d\d)年1月1日(?:起)?[至到—-]+(?:\1年)?12月31日")
_DATE: Final = r"(?<!\d)(20\d\d)[-年./](\d{1,2})[-月./](\d{1,2})(?!\d)日?"
_PUBLISHED: Final = re.compile(rf"(?:{WORDING.published}):?{_DATE}")
_DATE_ALONE: Final = re.compile(rf"\(?{_DATE}\)?")
_SIGNS: Final = re.compile(r"^[\d\W]*(?:年度?)?|关于|\d+(?:年度?)?$")
#: Pieces before the first section in which title, agency and date are looked for.
_TOP: Final = 80
_GOVERNMENT: Final = WORDING.agencies.government
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


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    name: str
    year: int | None


def identify(document: Document, first_heading: int, text: Mapping[str, Sequence[str]], known: Directory) -> Identity:
    """Find out whose report this is; `first_heading` is the position of the first section's heading."""
    top = list(_lines(document.pieces[: min(first_heading, _TOP)]))
    overview = simple("\n".join(next(iter(text.values()), ()))[:_LONGEST])
    title = _title(top, known)
    names = list(_names(title, top, overview, document.name, known))
    agency = _agency(names, known)
    year = title.year if title and title.year else _year_in(overview, top) or _year_of_file(document.name, overview)
    doubts = []
    if not title:
        doubts.append(say.doubt(say.TITLE))
    if agency is None:
        regional = next((name for name in names if agencies.is_name(name, known)), "")
        doubts.append(say.doubt(say.REGION if regional else say.AGENCY, found=regional or next(iter(names), "")))
    if year is None:
        doubts.append(say.doubt(say.YEAR, found="、".join(sorted(set(_YEAR.findall(overview)))) or "—"))
    return Identity(
        title=title.text if title else "",
        agency=agency,
        year=year,
        published=_published(top, year),
        doubts=tuple(doubts),
    )


def _lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """The lines above the first section; a row of a table of metadata is a line."""
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield piece.text
        elif isinstance(piece, Grid):
            yield from (" ".join(cell.text for cell in row) for row in piece.rows)


# title


def _title(top: Sequence[str], known: Directory) -> _Title | None:
    """The line that is the title; where it does not name the agency, with the line beside it that does."""
    found = [(i, title) for i, line in enumerate(top) if (title := _as_title(line))]
    named = next((title for _, title in found if title.name), None)
    if named or not found:
        return named
    for step in (-1, 1):
        for i, title in found:
            beside = top[i + step] if 0 <= i + step < len(top) else ""
            if agencies.is_name(beside, known):
                return _Title(f"{beside}{title.text}", simple(beside), title.year)
    return found[0][1]


def _as_title(line: str) -> _Title | None:
    shown = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", line.strip())
    half = shown[: len(shown) // 2]
    shown = half if shown == half * 2 else shown  # printed twice
    match = _TITLE.fullmatch(simple(shown)) if len(line) <= 160 else None  # noqa: PLR2004  the longest, with spaces
    if match is None:
        return None
    years = {int(year) for year in _YEAR.findall(match["before"]) if int(year) in YEARS}
    name = "" if _WORDS.search(match["before"]) else _clean(_YEAR.sub("", match["before"]))
    return _Title(shown, name, years.pop() if len(years) == 1 else None)


def _clean(name: str) -> str:
    """A name without what is left of a year; `…人民` lost its 政府 to the words that follow."""
    bare = _SIGNS.sub("", name)
    return f"{bare}政府" if bare.endswith(_GOVERNMENT.removesuffix("政府")) else bare


# agency


def _names(title: _Title | None, top: Sequence[str], overview: str, file: str, known: Directory) -> Iterator[str]:
    """Every name that the document may be called by, the surest first."""
    if title and title.name:
        yield title.name
    yield from (simple(line) for line in top if len(line) <= 40 and agencies.is_name(line, known))  # noqa: PLR2004
    for match in _IN_TEXT.finditer(simple("\n".join(top)) + "\n" + overview):
        yield from agencies.names_in(match["name"], known)
    stem = _as_title(PurePath(file).stem)
    yield from (stem.name,) if stem and stem.name else ()


def _agency(names: Sequence[str], known: Directory) -> Agency | None:
    """The agency of the register that is named, else a proposal from the first name that says its region."""
    registered = (agency for name in names if (agency := agencies.find(name, known)))
    proposed = (agency for name in names if (agency := agencies.propose(name, known)))
    return next(registered, None) or next(proposed, None)


# year and date


def _year_in(overview: str, top: Sequence[str]) -> int | None:
    """The year of the period that the text says it covers, or the only year that section one speaks of."""
    periods = set(_PERIOD.findall(simple("\n".join(top)) + overview))
    years = periods or set(_YEAR.findall(overview))
    year = int(years.pop()) if len(years) == 1 else 0
    return year if year in YEARS else None


def _year_of_file(name: str, overview: str) -> int | None:
    """The only year in the file name (a day in it is when the file was made), unless the text speaks of others."""
    years = set(_YEAR_OF_FILE.findall(simple(PurePath(name).stem)))
    year = int(next(iter(years))) if len(years) == 1 else 0
    spoken = set(_YEAR.findall(overview))
    return year if year in YEARS and (not spoken or str(year) in spoken) else None


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
