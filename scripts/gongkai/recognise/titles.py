"""Lines that are the title of a report: what they say of its agency and its year, and which one is the document's."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.forms import WORDING
from gongkai.forms.wording import YEARS
from gongkai.recognise import agencies
from gongkai.recognise.agencies import Directory
from gongkai.recognise.keys import simple

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年度?")
_TITLE: Final = re.compile(rf"(?P<before>[^。,;:>》|]{{0,60}}?)(?P<words>{WORDING.title})(?:\([^()]{{0,20}}\))?")
_WORDS: Final = re.compile(WORDING.title)
_SPACES: Final = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_SIGNS: Final = re.compile(r"^[\d\W]*(?:年度?)?|关于|\d+(?:年度?)?$")
_GOVERNMENT: Final = WORDING.agencies.government
#: A character that every title has, however it is spaced.
_IN_ALL: Final = "信"
#: The longest title, spaces between its characters included.
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Title:
    """A title, the agency's name and the year in it; `beside` says that the name stands in the line beside it."""

    text: str
    name: str
    year: int | None
    beside: bool = False


def title_in(line: str) -> Title | None:
    """The title that a line is; `None` where it is anything else."""
    if len(line) > _LONGEST or _IN_ALL not in line:
        return None
    shown = _SPACES.sub("", line.strip())
    half = shown[: len(shown) // 2]
    shown = half if shown == half * 2 else shown  # printed twice
    match = _TITLE.fullmatch(simple(shown))
    if match is None:
        return None
    years = {int(year) for year in _YEAR.findall(match["before"]) if int(year) in YEARS}
    name = "" if _WORDS.search(match["before"]) else _clean(_YEAR.sub("", match["before"]))
    return Title(shown, name, years.pop() if len(years) == 1 else None)


def titles(top: Sequence[str], known: Directory) -> list[Title]:
    """The titles above the first section that say most: those with name and year, else those with a name, else all.

    Where none names the agency, one takes the name from the line beside it.
    """
    found = [(i, title) for i, line in enumerate(top) if (title := title_in(line))]
    named = [title for _, title in found if title.name]
    if named:
        return [title for title in named if title.year] or named
    for step in (-1, 1):
        for i, title in found:
            beside = top[i + step] if 0 <= i + step < len(top) else ""
            if agencies.is_name(beside, known):
                return [Title(f"{beside}{title.text}", simple(beside), title.year, beside=True)]
    return [title for _, title in found]


def chosen(found: Sequence[Title], years: Collection[int]) -> tuple[Title | None, bool]:
    """The document's own title, and whether that is clear: of several, the one of a year that else is said too."""
    fitting = [title for title in found if title.year in years] or list(found)
    first = fitting[0] if fitting else None
    clear = all(first and title.year == first.year and _same(title.name, first.name) for title in fitting)
    return first, clear


def _same(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _clean(name: str) -> str:
    """A name without what is left of a year; `…人民` lost its 政府 to the words that follow."""
    bare = _SIGNS.sub("", name)
    return f"{bare}政府" if bare.endswith(_GOVERNMENT.removesuffix("政府")) else bare
