"""Whose report a document is: by the name in its title; by other names only where they fit that, or agree."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

from gongkai.forms import WORDING
from gongkai.recognise import agencies
from gongkai.recognise import doubts as say
from gongkai.recognise.agencies import Directory
from gongkai.recognise.draft import Doubt
from gongkai.recognise.keys import simple
from gongkai.recognise.titles import Title, title_in
from gongkai.register import Agency

_IN_TEXT: Final = re.compile(rf"(?P<name>[一-鿿()]{{4,50}})(?<!\d)20\d\d年度?(?:{WORDING.title})")
#: A longer line is no name.
_LONGEST: Final = 40


class Names(NamedTuple):
    """The names in a document: in sentences that name the report, in its file name, and alone on a line."""

    in_text: tuple[str, ...]
    of_file: tuple[str, ...]
    alone: tuple[str, ...]


def names(top: Sequence[str], overview: str, file: str, known: Directory) -> Names:
    """Every name that the document may be called by, but the title's."""
    text = "\n".join((*map(simple, top), overview))
    stem = title_in(PurePath(file).stem)
    return Names(
        tuple(name for match in _IN_TEXT.finditer(text) for name in agencies.names_in(match["name"], known)),
        (stem.name,) if stem and stem.name else (),
        tuple(simple(line) for line in top if len(line) <= _LONGEST and agencies.is_name(line, known)),
    )


def whose(
    title: Title | None, others: Callable[[], Names], known: Directory
) -> tuple[Agency | None, tuple[Doubt, ...]]:
    """The agency of the register, or a proposal for it; where that is not certain, a doubt.

    Names besides the title's are looked for only where that is not in the register.
    """
    own = title.name if title and not title.beside else ""
    if own and (registered := agencies.find(own, known)):
        return registered, ()
    found = others()
    every = (*found.in_text, *found.of_file, *found.alone)
    if own:
        fitting = [own, *(name for name in every if _fits(name, own, known))]
        return _told(_first(fitting, known), fitting, known)
    beside = (title.name,) if title and title.name else ()
    for group in ((beside, found.in_text, found.of_file), ((name,) for name in found.alone)):
        meant = {one.agency_id: one for names in group if (one := _first(names, known))}
        if len(meant) > 1:
            listed = "、".join(agency.name for agency in meant.values())
            return None, (say.doubt(say.AGENCIES, found=listed),)
        if meant:
            return next(iter(meant.values())), ()
    return _told(None, every, known)


def _first(named: Sequence[str], known: Directory) -> Agency | None:
    """The agency of the register that is named, else a proposal from the first name that says its region."""
    registered = (agency for name in named if (agency := agencies.find(name, known)))
    proposed = (agency for name in named if (agency := agencies.propose(name, known)))
    return next(registered, None) or next(proposed, None)


def _fits(name: str, own: str, known: Directory) -> bool:
    """Whether a name can be that in the title: with more places before it or, where that says no place, in full."""
    if name.endswith(own):
        return True
    return agencies.propose(own, known) is None and name[-1:] == own[-1:] and _in_order(own, iter(name))


def _in_order(short: Iterable[str], full: Iterator[str]) -> bool:
    """Whether the characters of a short name stand in the full one, in their order: 投促局 in 投资促进局."""
    return all(sign in full for sign in short)


def _told(agency: Agency | None, named: Sequence[str], known: Directory) -> tuple[Agency | None, tuple[Doubt, ...]]:
    if agency:
        return agency, ()
    regional = next((name for name in named if agencies.is_name(name, known)), "")
    words = say.REGION if regional else say.AGENCY
    return None, (say.doubt(words, found=regional or next(iter(named), "")),)
