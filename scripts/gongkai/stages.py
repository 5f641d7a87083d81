"""The stages of a build, each shared out among workers a chapter of agencies at a time."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Generic, TypeVar

from gongkai import cache, chapters
from gongkai.chapters import (
    Alike,
    Compiled,
    Compiling,
    Here,
    Judged,
    Packing,
    Packs,
    Printing,
    Read,
    Sheets,
    Task,
    Wanted,
    binding,
)
from gongkai.datapackage import Portion, Volume
from gongkai.dataset import Folder
from gongkai.explanations import Explanations
from gongkai.present import Packed, Pages, Present
from gongkai.register import Register
from gongkai.rules import resemblances
from gongkai.text import Text
from gongkai.work import Workers

R = TypeVar("R")

#: How folders of excerpts begin.
_GATHERED: Final = "gathered-"
#: Agencies or regions that are packed at a time.
_PORTIONS: Final = 25


@dataclass(frozen=True, slots=True)
class _Stage(Generic[R]):
    """What watchers call it, what is done with each task, and how few of them are done before a process begins."""

    name: Text
    work: Callable[[Task], R]
    few: int = 3


def read(folder: Folder, register: Register, reports: Mapping[str, str], workers: Workers) -> tuple[list[Read], Alike]:
    """Every chapter as read, and which of their texts are alike, each compared with all others.

    `reports` are the digests of each agency's, in order.
    """
    state = cache.digest(cache.software(), folder.agencies.read_bytes(), folder.regions.read_bytes())
    reading, every = chapters.Reading(folder, register, state), chapters.chapters(reports)
    known = [chapters.already_read(reading, [(agency, reports[agency]) for agency in one]) for one in every]
    missing = [one for one, there in zip(every, known, strict=True) if there is None]
    found = list(_in_turn(known, _each(folder, workers, _READING, reading, missing)))
    return found, _alike(folder, register, state, found)


def _alike(folder: Folder, register: Register, state: str, found: Sequence[Read]) -> Alike:
    """Which texts are alike, looked for again when a fingerprint of them has changed, or what is in `state`."""
    path = folder.cache / "alike" / cache.digest(state, *(one.printed for one in found))
    known: Alike | None = cache.load(path)
    if known is None:
        known = resemblances((text for one in found for text in cache.kept(one.prints)), register)
        cache.save(path, known)
    cache.prune(path.parent, [path])
    return known


def judge(
    folder: Folder, register: Register, said: Explanations, found: Sequence[Read], alike: Alike, workers: Workers
) -> Iterator[Judged]:
    """Every chapter as judged, with what people say about it; `alike`: the texts that are like others."""
    state = cache.digest(cache.software(), repr(sorted(said.by_finding.items())))
    judging = chapters.Judging(folder, register, said, state)
    every = [(one.path, {key: alike[key] for key in one.reports if key in alike}) for one in found]
    known = [chapters.already_judged(judging, *one) for one in every]
    missing = [one for one, there in zip(every, known, strict=True) if there is None]
    return _in_turn(known, _each(folder, workers, _JUDGING, judging, missing))


def bind(
    folder: Folder, data: Path, wanted: Sequence[binding.Wanted], present: Present, workers: Workers
) -> list[tuple[Volume, Path]]:
    """The volumes of a large package, each with the package's folder that it stands in: this one, or the `present`."""
    common = binding.Binding(folder, data)
    begun = _begun(folder, common, [one for one in wanted if present.volumes.get(one.lot.name) != one.key], workers)
    there = {one.key: binding.bound(folder, one, present) for one in wanted}
    missing = [one for one in wanted if there[one.key] is None and one.key not in begun]
    made = _each(folder, workers, _BINDING, common, missing)
    anew = dict(zip((one.key for one in missing), made, strict=True)) | {
        key: one.result() for key, one in begun.items()
    }
    known = ((one.key, there[one.key]) for one in wanted)
    return [(volume, folder.site / "data") if volume else (anew[key], data) for key, volume in known]


def _begun(
    folder: Folder, common: binding.Binding, missing: Sequence[binding.Wanted], workers: Workers
) -> dict[str, Future[Volume]]:
    """A volume that is missing alone: another process begins with it at once, while this one looks at the others."""
    if len(missing) != 1 or not workers.jobs:
        return {}
    aside = ThreadPoolExecutor(1)
    made = aside.submit(workers.apart, binding.bind, Task(cache.keep(_commons(folder), common), missing[0]))
    aside.shutdown(wait=False)
    return {missing[0].key: made}


def pack(
    folder: Folder,
    packing: Packing,
    wanted: Sequence[Portion],
    agencies: Mapping[str, str],
    present: Present,
    workers: Workers,
) -> Packs:
    """The files of agencies and regions; `agencies` have each the digest of their rows, `present` is the site there."""
    state = packing.state
    keys = {one.address: chapters.portion_key(one, state, agencies) for one in wanted}
    site = folder.site
    there = {one: chapters.packed_there(present, site, one, key) for one, key in keys.items()}
    missing = [one for one in wanted if there[one.address] is None]
    lots = [missing[start : start + _PORTIONS] for start in range(0, len(missing), _PORTIONS)]
    found = _each(folder, workers, _PACKING, packing, lots)
    made = {address: files for some in found for address, files in some.items()}
    packed = {one: there[one] or Packed(key, made[one]) for one, key in keys.items()}
    return Packs(packed, frozenset(made))


def print_pages(
    printing: Printing,
    judged: Sequence[Judged],
    signs: Mapping[str, str],
    portions: Mapping[str, Packed],
    present: Present,
    workers: Workers,
) -> list[Sheets]:
    """The pages about one agency, of every chapter, but those that the `present` site has.

    `signs` are those of what stands beside each agency's reports, `portions` its files by address.
    """
    agencies = (agency for one in judged for agency in one.agencies)
    files = {one: portions[address].files for one in agencies if (address := f"agencies/{one}/{one}") in portions}
    keys = chapters.page_keys(printing, judged, signs, files)
    own = ({agency: keys[agency] for agency in one.agencies} for one in judged)
    known = [chapters.already_printed(printing, *one, present) for one in zip(judged, own, strict=True)]
    missing = [
        (chapter.path, {agency: files.get(agency, ()) for agency in one.anew})
        for chapter, one in zip(judged, known, strict=True)
        if not one.complete
    ]
    made = _each(printing.folder, workers, _PRINTING, printing, missing)
    printed = _in_turn((one.printed if one.complete else None for one in known), made)
    return [one | new for one, new in zip(known, printed, strict=True)]


def gather(wanted: Iterable[Wanted], judged: Sequence[Judged], gathered: Path) -> None:
    """Gather in a folder the excerpts for what is about many, but for parts that the present site has."""
    sources = (source for one in wanted if one.there is None for source in one.sources.excerpts)
    chapters.gather(judged, {source.name for source in sources if not source.there}, gathered)


def compile_pages(folder: Folder, compiling: Compiling, wanted: Sequence[Wanted], workers: Workers) -> Compiled:
    """What is about many, from excerpts that have been gathered; parts that the present site has are left."""
    missing = [one for one in wanted if one.there is None]
    light = replace(compiling, present=(folder.site, Present()))
    made = _each(folder, workers, _COMPILING, light, missing)
    addresses = dict(zip((one.overview.name for one in missing), made, strict=True))
    pages = {name: one.there or Pages.of(one.key, addresses[name]) for one in wanted for name in [one.overview.name]}
    return Compiled(pages, frozenset(addresses))


@contextmanager
def gathering(folder: Folder) -> Iterator[Path]:
    """Where excerpts of all chapters are, while what is about many is made."""
    folder.cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=_GATHERED, dir=folder.cache, ignore_cleanup_errors=True) as name:
        yield Path(name)


def forget(
    folder: Folder,
    found: Iterable[Read],
    judged: Iterable[Judged],
    sheets: Iterable[Sheets],
    volumes: Iterable[str],
    columns: Iterable[Path],
) -> None:
    """Let go of what earlier builds kept and this one did not need."""
    cache.prune(folder.cache / "read", (path for one in found for path in (one.path, one.told, one.prints)))
    kept = (path for one in judged for path in (one.path, one.told, one.part, one.overall, one.excerpted))
    cache.prune(folder.cache / "judged", kept)
    cache.prune(folder.cache / "bound", (binding.told_of(folder, key) for key in volumes))
    cache.prune(folder.cache / "found", (path for one in sheets for path, _ in one.printed.found.values()))
    cache.prune(chapters.columns(folder), columns)
    cache.prune(_commons(folder), ())
    for left in folder.cache.glob(f"{_GATHERED}*"):  # by a build that was killed
        shutil.rmtree(left, ignore_errors=True)


def _each(folder: Folder, workers: Workers, stage: _Stage[R], common: object, of: Sequence[object]) -> Iterator[R]:
    """What comes of each task, with what all of them need in `common`: written down where other processes need it."""
    by = workers if len(of) > stage.few else replace(workers, jobs=0)
    place = Here(common) if by.alone(of) else cache.keep(_commons(folder), common)
    return by.each(stage.name, stage.work, [Task(place, one) for one in of])


def _in_turn(known: Iterable[R | None], made: Iterator[R]) -> Iterator[R]:
    """What is known already, and in the place of each that is not the next that is made."""
    for one in known:
        yield next(made) if one is None else one
    yield from made  # nothing: but now its workers know that they are done


def _commons(folder: Folder) -> Path:
    return folder.cache / "common"


_READING: Final = _Stage(Text(zh="读取年报", en="Reading reports"), chapters.read)
_JUDGING: Final = _Stage(Text(zh="核对年报", en="Checking reports"), chapters.judge)
_BINDING: Final = _Stage(Text(zh="写分卷数据", en="Writing volumes of data"), binding.bind, few=1)
_PACKING: Final = _Stage(Text(zh="打包下载文件", en="Packing downloads"), chapters.pack)
_PRINTING: Final = _Stage(Text(zh="生成页面", en="Making pages"), chapters.print_pages)
_COMPILING: Final = _Stage(Text(zh="生成汇总页面", en="Making overviews"), chapters.compile_pages)
