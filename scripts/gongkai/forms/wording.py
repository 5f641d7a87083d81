"""What documents print around the statutory words, and what their sections state in figures, as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import ConfigDict, with_config

from gongkai.text import Text

_STRICT = ConfigDict(extra="forbid")

#: The years that may be meant where a document writes one.
YEARS: Final = range(2008, 2100)


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Ignorable:
    """Words that carry no figure; `label` is the reason for leaving them out."""

    code: str
    label: Text
    pattern: str


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyKind:
    """How names of one kind of agency end; `level` where the ending decides it."""

    suffix: str
    kind: str
    level: str = ""


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyWords:
    """What names of agencies are made of.

    `government` is what a place named alone stands for; `places` and `townships` end the names of places; `words`,
    `single` (at the end) and `joining` say where pinyin names have their spaces; `peoples` are left out of the short
    names of autonomous places.
    """

    kinds: tuple[AgencyKind, ...]
    government: str
    places: tuple[str, ...]
    townships: tuple[str, ...]
    words: tuple[str, ...]
    single: tuple[str, ...]
    joining: tuple[str, ...]
    peoples: tuple[str, ...]


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPattern:
    """A wording in which a text names something of a kind (`named_kind`) as its own; the group `name` is its name."""

    kind: str
    pattern: str


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a figure may be about: the words that name it, those of `others`, and what makes a clause another matter.

    In `sections` it need not be named.
    """

    code: str
    pattern: str
    others: str
    sections: tuple[str, ...]
    unless: str = ""


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class TextWords:
    """What texts say beside figures.

    `silent` is all that an empty section says; `partial` words make a figure one of a part, as does what stands
    `beside` it; `every` undoes that;
    `earlier` words make it one of another time; a list with `overlapping` or `unlisted` words is no sum of parts;
    `leading` words come before a name that is kept where it is `placed`;
    `another` makes it that of others, `visited` does so for the rest of the sentence, `media` are nobody's own;
    sentences with `boilerplate` are in all reports.
    """

    silent: str
    fees: str
    partial: str
    every: str
    beside: str
    earlier: str
    topics: tuple[Topic, ...]
    overlapping: str
    unlisted: str
    named: tuple[NamedPattern, ...]
    leading: str
    placed: str
    another: str
    visited: str
    media: str
    boilerplate: str


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of `wording.yml`; patterns are regular expressions for text without spaces, widths made equal."""

    ignorable: tuple[Ignorable, ...]
    other_unit: str
    changing: str
    own_rows: tuple[str, ...]
    blank: frozenset[str]
    units: tuple[str, ...]
    money: Mapping[str, int]
    increase: tuple[str, ...]
    decrease: tuple[str, ...]
    title: str
    published: str
    chapter_numbers: str
    text: TextWords
    agencies: AgencyWords
    traditional: str

    @property
    def simplified(self) -> Iterator[tuple[str, str]]:
        """Each traditional character with its simplified one."""
        return zip(self.traditional[::2], self.traditional[1::2], strict=True)


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a sentence counts.

    `cells` are the cells (`table.row.column`, the row may end in `*`) whose sum it states; empty where no table has it.
    `also` are other sums that the wording may as well mean, `rule` the rule that compares them.
    `patterns` find the figure, `none` the wordings that state a zero; `{n}` is a number, `{u}` its unit.
    `parts` says whether a clause that follows may list its parts, `whole` that what follows 其中 is no statement of it.
    `share_of` are the sums of cells that a per cent beside it may be a share of.
    `topic` is what the sentence must be about (a `Topic`), empty where the wording itself says so.
    """

    code: str
    label: Text
    unit: str
    patterns: tuple[str, ...]
    none: tuple[str, ...] = ()
    cells: tuple[str, ...] = field(default=())
    also: tuple[tuple[str, ...], ...] = ()
    rule: str = ""
    topic: str = ""
    share_of: tuple[tuple[str, ...], ...] = ()
    parts: bool = False
    whole: bool = False
