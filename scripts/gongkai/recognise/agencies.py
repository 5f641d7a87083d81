"""Names of agencies → agencies of the register, or proposals for it: region, level, kind and id from the name alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from gongkai.forms import WORDING
from gongkai.pinyin import syllables
from gongkai.recognise.keys import simple
from gongkai.register import PROPOSED, Agency, Region, Register

_WORDS: Final = WORDING.agencies
_KINDS: Final = sorted(_WORDS.kinds, key=lambda kind: -len(kind.suffix))
_SUFFIXES: Final = tuple(kind.suffix for kind in _KINDS)
_SHORT: Final = re.compile(rf"(?:{'|'.join(sorted(_WORDS.peoples, key=len, reverse=True))})+自治(?=[州县旗]$)")
_AUTONOMOUS: Final = re.compile(rf"(?:{'|'.join(sorted(_WORDS.peoples, key=len, reverse=True))})?自治区$")
_TOWN: Final = re.compile(rf"^.{{1,12}}?(?:{'|'.join(_WORDS.townships)})")
_NAME: Final = re.compile(r"[一-鿿·()]{3,40}")
_LONGEST_ID: Final = 90
_LONGEST_PLACE: Final = 20
_TOKENS: Final = re.compile("|".join([*sorted(_WORDS.words, key=len, reverse=True), "[a-z0-9]+"]), re.IGNORECASE)


@dataclass
class Directory:
    """The agencies and regions by name, for finding them; grows by the agencies that one run proposes."""

    register: Register
    agencies: dict[str, Agency]
    names: dict[str, list[Agency]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, list[Region]] = field(default_factory=lambda: defaultdict(list))
    located: dict[tuple[str, str], list[Agency]] = field(default_factory=lambda: defaultdict(list))

    def add(self, agency: Agency) -> None:
        """Know an agency from now on, under its name and its other names, and by what its name says of its place."""
        self.agencies[agency.agency_id] = agency
        region, rest = _region(simple(agency.name), self)
        if region and rest:
            self.located[region.region_code, rest].append(agency)
        for name in {agency.name, *agency.shorts}:
            self.names[simple(name)].append(agency)


def directory(register: Register) -> Directory:
    """Index a register; some 30 ms for all regions of the country, once a run."""
    found = Directory(register, {})
    for region in register.regions.values():
        for name in {region.name, _short(region)}:
            found.places[name].append(region)
    for agency in register.agencies.values():
        found.add(agency)
    return found


def find(name: str, known: Directory) -> Agency | None:
    """The one agency of the register that a document names so; `None` where there is none, or more than one.

    A short name counts only where it says the place: every county has a 发改局.
    """
    bare = simple(name)
    for wording in (bare, f"{bare}{_WORDS.government}"):
        fitting = [agency for agency in known.names.get(wording, ()) if _certain(wording, agency, known)]
        if len(fitting) == 1:
            return fitting[0]
    return _in_its_place(bare, known)


def _in_its_place(bare: str, known: Directory) -> Agency | None:
    """The one agency called the same but for the places above its own, such as the city of its county."""
    region, rest = _region(f"{bare}{_WORDS.government}" if _is_place(bare, known) else bare, known)
    same = known.located.get((region.region_code, rest), ()) if region and rest else ()
    return same[0] if len(same) == 1 else None


def propose(name: str, known: Directory) -> Agency | None:
    """An agency for the register, from its name alone; `None` where the name does not say which region it is in."""
    bare = simple(name)
    full = f"{bare}{_WORDS.government}" if _is_place(bare, known) else bare
    kind = next((kind for kind in _KINDS if full.endswith(kind.suffix)), None)
    region, rest = _region(full, known)
    if kind is None or region is None or not rest or not _NAME.fullmatch(full):
        return None
    town = _TOWN.match(rest.removeprefix(_WORDS.government)) is not None
    words = _pinyin(full, known)
    return Agency(
        agency_id=_free_id(words, region.region_code, known),
        name=full,
        name_en=" ".join(words),
        region_code=region.region_code,
        level=kind.level or ("township" if town else region.level),
        kind=kind.kind,
        status=PROPOSED,
    )


def admitted(proposal: Agency, known: Directory) -> Agency:
    """A proposal made elsewhere: the one of that name that is known here, else known from now on by a free id."""
    if known.agencies.get(proposal.agency_id) == proposal:
        return proposal
    for agency in known.names.get(simple(proposal.name), ()):
        if (agency.name, agency.status) == (proposal.name, PROPOSED):
            return agency
    same = _in_its_place(simple(proposal.name), known)
    if same and same.status == PROPOSED:
        return same
    agency = replace(proposal, agency_id=_free_id(proposal.name_en.split(), proposal.region_code, known))
    known.add(agency)
    return agency


def is_name(text: str, known: Directory) -> bool:
    """Whether a line is nothing but an agency's name, or that of a place that has a government."""
    bare = simple(text)
    return bool(_NAME.fullmatch(bare)) and (bare in known.names or bare.endswith(_SUFFIXES) or _is_place(bare, known))


def names_in(text: str, known: Directory) -> Iterator[str]:
    """The name that ends a text, from each place in it on: `现公布钦州市投资促进局` holds `钦州市投资促进局`."""
    bare = simple(text)
    for start in range(max(len(bare) - 40, 0), len(bare) - 2):
        if bare[start:] in known.names or _place_at(bare, start, known):
            yield bare[start:]


def _certain(wording: str, agency: Agency, known: Directory) -> bool:
    """Whether a name can mean only this agency: its own name, or one that begins with the place it lies in."""
    if wording == simple(agency.name):
        return True
    lineage = known.register.ancestry(agency.region_code)
    stems = {stem for region in lineage for stem in (region.name, _short(region), _stem(region.name))}
    named = max((stem for stem in stems if wording.startswith(stem)), key=len, default="")
    meant = known.places.get(named, ())
    return bool(named) and len(meant) < 2  # noqa: PLR2004  a place of which there are two says nothing


def _stem(name: str) -> str:
    return name[:-1] if len(name) > 2 and name.endswith(_WORDS.places) else name  # noqa: PLR2004  a stem has two


def _short(region: Region) -> str:
    """化隆回族自治县 is 化隆县, 广西壮族自治区 is 广西."""
    return _AUTONOMOUS.sub("", _SHORT.sub("", region.name))


def _is_place(name: str, known: Directory) -> bool:
    """Whether the name is a place that has a government of its own: 宿迁市, 五常市民意乡, 川主乡."""
    if name in known.places:
        return True
    region, rest = _region(name, known)
    if not rest:
        return region is not None
    return name.endswith(_WORDS.townships) and (region is not None or len(name) <= 6)  # noqa: PLR2004


def _region(name: str, known: Directory) -> tuple[Region | None, str]:
    """The region that a name begins with, the innermost of nested ones (广州市荔湾区…), and what follows it."""
    found: Region | None = None
    rest = name
    while rest:
        step = _step(rest, found, known)
        if step is None:
            break
        found, rest = step
    return found, rest


def _step(rest: str, inside: Region | None, known: Directory) -> tuple[Region, str] | None:
    """The longest place at the beginning that lies in the one before; none where two places are called so."""
    for size in range(min(len(rest), _LONGEST_PLACE), 1, -1):
        fitting = [r for r in known.places.get(rest[:size], ()) if inside is None or _lies_in(r, inside, known)]
        if len(fitting) == 1:
            return fitting[0], rest[size:]
        if fitting and (nested := _unless_nested(fitting, rest[size:], known)):
            return nested, rest[size:]
    return None


def _unless_nested(fitting: Iterable[Region], rest: str, known: Directory) -> Region | None:
    """Of several places of one name, the only one in which the next named place lies."""
    holding = [region for region in fitting if _step_into(rest, region, known)]
    return holding[0] if len(holding) == 1 else None


def _step_into(rest: str, inside: Region, known: Directory) -> bool:
    return any(
        _lies_in(region, inside, known)
        for size in range(min(len(rest), _LONGEST_PLACE), 1, -1)
        for region in known.places.get(rest[:size], ())
    )


def _lies_in(region: Region, outer: Region, known: Directory) -> bool:
    lineage = known.register.ancestry(region.parent_code)
    return any(parent.region_code == outer.region_code for parent in lineage)


def _place_at(text: str, start: int, known: Directory) -> bool:
    return any(text[start : start + size] in known.places for size in range(2, _LONGEST_PLACE))


# pinyin


def _pinyin(name: str, known: Directory) -> list[str]:
    """The name in pinyin words, each with a capital: Qinzhou Shi Touzi Cujin Ju."""
    syllables = _syllables(name)
    words = []
    begin = 0
    for size in _sizes(name, known):
        words.append("".join(syllables[begin : begin + size]).capitalize())
        begin += size
    return [word for word in words if word]


def _syllables(name: str) -> list[str]:
    """One syllable a character; what is neither Chinese nor a Latin letter has none."""
    return [_latin(character, syllable) for character, syllable in zip(name, syllables(name), strict=True)]


def _latin(character: str, syllable: str) -> str:
    if character == syllable:
        return character.lower() if character.isascii() and character.isalnum() else ""
    return syllable.replace("v", "u")


def _sizes(name: str, known: Directory) -> Iterator[int]:
    """How many characters each word has: places and their kinds, words of the list, pairs of characters."""
    rest = name
    inside: Region | None = None
    while step := _step(rest, inside, known):
        yield from _place_sizes(rest[: len(rest) - len(step[1])])
        inside, rest = step
    town = _TOWN.match(rest.removeprefix(_WORDS.government))
    if town and rest.startswith(town[0]):
        yield from _place_sizes(town[0])
        rest = rest[town.end() :]
    i = 0
    while i < len(rest):
        size = _word_size(rest, i)
        yield size
        i += size


def _place_sizes(place: str) -> tuple[int, ...]:
    kind = next((k for k in (*_WORDS.places, *_WORDS.townships) if place.endswith(k) and len(place) > len(k) + 1), "")
    return (len(place) - len(kind), len(kind)) if kind else (len(place),)


def _word_size(rest: str, i: int) -> int:
    """A word of the list, a single character that is a word, or a pair."""
    if known := _TOKENS.match(rest, i):
        return len(known[0])
    last = i + 1 == len(rest)
    if last or (rest[i] in _WORDS.joining and i):
        return 1
    return 1 if i + 2 == len(rest) and rest[-1] in _WORDS.single and rest[i:] not in _SUFFIXES else 2


def _free_id(words: Iterable[str], region_code: str, known: Directory) -> str:
    """An id that no other agency has: of the same sound are told apart by their regions."""
    base = "-".join(word.lower() for word in words)[:_LONGEST_ID].rstrip("-")
    candidates = (base, f"{base}-{region_code}", *(f"{base}-{i}" for i in range(2, 100)))
    return next((candidate for candidate in candidates if candidate not in known.agencies), base)
