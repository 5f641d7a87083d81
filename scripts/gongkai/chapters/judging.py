"""A chapter as the rules judge it: findings, rows of the package, what its reports say together."""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gongkai import cache, datapackage, website
from gongkai.chapters.excerpting import Excerpted
from gongkai.chapters.task import KEPT, TOLD, Common, Task, common_of
from gongkai.datapackage import Dated, Part, Totals
from gongkai.dataset import Dataset, Folder, History
from gongkai.explanations import Explanations
from gongkai.register import Register
from gongkai.rules import Around, Gazetteer, Judgement, Resemblance, explained, judgements
from gongkai.text import LANGUAGES, Language
from gongkai.website import BRIEFS, Brief, Key, Shares, compared, joined, overall

#: Texts that are like those of other agencies, by report.
Alike = Mapping[Key, tuple[Resemblance, ...]]
#: What the files of a chapter end with, beside that of its histories.
_PART, _OVERALL, _EXCERPTS = ".part", ".overall", ".excerpts"
#: A chapter's agencies by id, each packed: its history and its judgements.
_Packed = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Judging:
    """What all judging needs. `state` is the digest of it, and of the software."""

    folder: Folder
    register: Register
    explanations: Explanations
    state: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A chapter as judged: where histories and judgements are kept, by what reports are compared, explained findings.

    `dated` are the days and years of its reports, `agencies` have each the digest of its history and judgements,
    `excerpts` are those for pages about many, `found` is the digest of what the search is to find of them, by language.
    """

    path: Path
    agencies: Mapping[str, str]
    excerpts: Excerpted
    found: Mapping[Language, str]
    compared: Shares
    dated: Dated
    explained: frozenset[str]

    @property
    def told(self) -> Path:
        """Where this is kept."""
        return self.path.with_suffix(TOLD)

    @property
    def part(self) -> Path:
        """Where its rows of the package's tables are kept, with what they must add up to."""
        return self.path.with_suffix(_PART)

    @property
    def overall(self) -> Path:
        """Where it is kept what its reports say together."""
        return self.path.with_suffix(_OVERALL)

    @property
    def excerpted(self) -> Path:
        """Where its excerpts for pages about many are kept."""
        return self.path.with_suffix(_EXCERPTS)


def already_judged(common: Judging, kept: Path, alike: Alike) -> Judged | None:
    """A chapter as it was judged before: where its histories are `kept`, and what its texts are like."""
    known: Judged | None = cache.load(_place(common, kept, alike).with_suffix(TOLD))
    return known if known and cache.is_there(known.path, ("", _PART, _OVERALL, _EXCERPTS)) else None


def _place(common: Judging, kept: Path, alike: Alike) -> Path:
    return common.folder.cache / "judged" / cache.digest(common.state, kept.name, repr(sorted(alike.items())))


def judge(task: Task) -> Judged:
    """Judge a chapter (`of`: where its histories are kept, and what its texts are like)."""
    common: Judging = common_of(task.common)
    kept: Path
    alike: Alike
    kept, alike = task.of
    path = _place(common, kept, alike)
    judged = _judged(cache.kept(kept), alike, task.common)
    packed = {h.agency.agency_id: pickle.dumps((h, of)) for h, of in judged}
    cache.save(path, packed)
    every = {key: judgement for _, of in judged for key, judgement in of.items()}
    register = common.register
    dataset = Dataset(register, tuple(history for history, _ in judged))
    short = website.briefs(dataset.reports, every)
    excerpted = {
        name: pickle.dumps(one) for name, one in website.excerpts(dataset.histories, short, every, register).items()
    }
    part = datapackage.part(dataset, every)
    ids = {finding.id for judgement in every.values() for finding in judgement.findings}
    told = Judged(
        path=path,
        agencies={agency_id: cache.digest(content) for agency_id, content in packed.items()},
        excerpts=Excerpted.keep(path.with_suffix(_EXCERPTS), excerpted),
        found={one: cache.digest(website.findable(dataset.histories, register, one)) for one in LANGUAGES},
        compared=compared(short),
        dated=datapackage.dated(part["reports"]),
        explained=frozenset(ids & common.explanations.by_finding.keys()),
    )
    cache.save(told.part, (part, datapackage.totals(dataset.reports)))
    cache.save(told.overall, overall(register, short, every))
    cache.save(told.told, told)
    return told


def parts(judged: Iterable[Judged], totals: list[Totals]) -> Iterator[Part]:
    """The rows of each chapter; `totals` gets what they must add up to."""
    for one in judged:
        rows, expected = cache.kept(one.part)
        totals.append(expected)
        yield rows


def briefs(one: Judged) -> Mapping[Key, Brief]:
    """Every report of a chapter in brief."""
    names = {name for name in one.excerpts.digests if name.startswith(BRIEFS)}
    packed = one.excerpts.read(one.excerpted, names)
    return joined(pickle.loads(content) for _, content in packed).briefs  # noqa: S301  from the publisher's own cache


def _judged(histories: Sequence[History], alike: Alike, common: Common) -> list[tuple[History, dict[Key, Judgement]]]:
    around = Around(_gazetteer(common), alike)
    said = common_of(common).explanations.by_finding
    return [
        (history, {(r.agency, r.year): explained(judged, said) for r, judged in judgements(history, around)})
        for history in histories
    ]


def opened(path: Path, agencies: Iterable[str] | None = None) -> Iterator[tuple[History, dict[Key, Judgement]]]:
    """The agencies of a judged chapter, or some of them."""
    packed: _Packed = cache.kept(path)
    for agency in packed if agencies is None else agencies:
        history, judged = pickle.loads(packed[agency])  # noqa: S301  from the publisher's own cache, checksum seen
        yield history, judged


@lru_cache(maxsize=KEPT)
def _gazetteer(common: Common) -> Gazetteer:
    return Gazetteer(common_of(common).register)
