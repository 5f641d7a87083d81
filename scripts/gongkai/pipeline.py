"""The story on one screen: read the dataset, judge it, package it, publish it."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from gongkai import (
    cache,
    chapters,
    datapackage,
    explanations,
    files,
    memory,
    packaging,
    present,
    stages,
    surveying,
    website,
)
from gongkai.chapters import Compiled, Packs, Sheets
from gongkai.contents import contents
from gongkai.datapackage import Edition
from gongkai.dataset import Dataset, Folder, load, load_explanations, report_file
from gongkai.errors import BuildError, DataError, Problem
from gongkai.explanations import Explanations
from gongkai.finding import Finding
from gongkai.packaging import Making, Package
from gongkai.present import Packed, Pages, Present
from gongkai.rules import Judgement, around, explained, judgements
from gongkai.surveying import Survey
from gongkai.text import Text
from gongkai.website import Key, Overall, Site, Themed
from gongkai.work import HERE, Workers


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: how many reports and pages there are, and the problems of what was left out."""

    reports: int
    pages: int
    problems: tuple[Problem, ...]


def build(folder: Folder, workers: Workers = HERE, *, anew: bool = False) -> Built:
    """Check, package, publish: the site in `build/site/` is replaced by a complete new one, or stays as it is.

    A report that breaks its schema is left out and named in `problems`. Where nothing has changed since the site was
    built, nothing is done, unless it is to be built `anew`. A build that was stopped goes on from where it was:
    chapters that were read and judged are kept. Raises `BuildError` where the site is being built already.
    """
    with alone(folder):
        return _built(folder, workers, anew=anew)


@contextmanager
def alone(folder: Folder) -> Iterator[None]:
    """As long as it lasts no other process builds this site; the system ends it with this one, however that ends."""
    if not folder.agencies.is_file():  # nothing will be built, and nothing is to be left in somebody's folder
        yield
        return
    folder.cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.cache / "building", blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise BuildError(_BUSY.format(folder=folder.name(folder.build))) from error
    try:
        yield
    finally:
        lock.release()


def _built(folder: Folder, workers: Workers, *, anew: bool) -> Built:
    now = contents(folder, (workers.workbooks, workers.whole))
    known: tuple[str, Built] | None = cache.load(folder.cache / "built")
    if known and known[0] == now.state and folder.site.is_dir() and not anew:
        return known[1]
    done = _build(folder, now.reports, Present() if anew else present.present(folder), workers)
    cache.save(folder.cache / "built", (now.state, done))
    return done


def _build(folder: Folder, reports: Mapping[str, str], old: Present, workers: Workers) -> Built:
    workers.warm(stages.__name__)
    register, said = folder.register(), load_explanations(folder)
    fresh = _empty(folder.build / "site.new")
    found, alike = stages.read(folder, register, reports, workers)
    judging = stages.judge(folder, register, said, found, alike, workers)
    whole = workers.whole or sum(len(one.reports) for one in found) <= packaging.MOST_WHOLE
    making = packaging.making(folder, register, fresh, old)
    themes = website.themed(folder)
    with (
        packaging.package(making, judging, workers, whole=whole) as made,
        Survey(folder, made.judged, themes, fresh, old) as survey,
    ):
        if made.early:
            survey.begin(site_of(making, made, made.early, {}), workers)
        signs = website.signs(register, made.others)
        packs = packaging.portions(making, made, workers)
        site = site_of(making, made, made.edition, packs.packed)
        printing = chapters.printing_of(folder, site, themes, fresh)
        sheets = stages.print_pages(printing, made.judged, signs, packs.packed, old, workers)
        memory.give_back()
        compiled = survey.end(site, made, sheets, workers)
        pages = surveying.pages(sheets, compiled)
    kept = {*_kept_pages(sheets, themes), *_kept_overviews(compiled), *_kept_files(packs), *made.tables.result().kept}
    present.put(folder, fresh, kept, old, Present(_pages(sheets, old), compiled.pages, packs.packed, made.volumes))
    stages.forget(folder, found, made.judged, sheets, made.volumes.values(), survey.columns)
    problems = (*(problem for one in found for problem in one.problems), *said.problems)
    explained_ones = {finding for one in made.judged for finding in one.explained}
    return Built(sum(len(one.reports) for one in found), pages, (*problems, *_unknown(said, explained_ones, problems)))


def _pages(sheets: Iterable[Sheets], old: Present) -> dict[str, Pages]:
    return {
        agency: Pages.of(key, one.printed.pages[agency].split("\n")) if agency in one.anew else old.pages[agency]
        for one in sheets
        for agency, key in one.keys.items()
    }


def _kept_pages(sheets: Iterable[Sheets], themes: Iterable[Themed]) -> Iterator[str]:
    """The folders of agencies whose pages stay."""
    staying = [agency for one in sheets for agency in one.keys.keys() - one.anew]
    return (f"{theme.base}agencies/{agency}" for theme in themes for agency in staying)


def _kept_overviews(compiled: Compiled) -> Iterator[str]:
    """The files about many that stay."""
    return (address for name in compiled.pages.keys() - compiled.anew for address in compiled.pages[name].addresses)


def _kept_files(packs: Packs) -> Iterator[str]:
    """The files of agencies and regions that stay."""
    for address in packs.packed.keys() - packs.anew:
        folder = address.rpartition("/")[0]
        yield from (f"{folder}/{file.name}" for file in packs.packed[address].files)


def site_of(making: Making, made: Package, edition: Edition, packed: Mapping[str, Packed]) -> Site:
    """What pages are made from, without the reports; the data package says `edition` of itself."""
    return Site(
        making.register,
        histories=(),
        overall=Overall(),
        others=made.others,
        version=edition.version,
        url=website.site_url(making.folder),
        edition=edition,
        formats=made.formats,
        portions={address: one.files for address, one in packed.items()},
        releases=making.releases,
        waiting=making.folder.waiting,
    )


def release(folder: Folder, day: str) -> datapackage.releases.Release | None:
    """Name a version from what changed since the last one and keep it; `None` where nothing did.

    Raises `DataError` where a file breaks its schema: what is released is whole.
    """
    dataset = load(folder)
    judged = judge(dataset)
    if problems := with_unknown(dataset, judged).problems:
        raise DataError(problems)
    tables = datapackage.tables(dataset, judged, folder.waiting)
    first = folder.version if any(datapackage.releases.numbers(folder.version)) else "1.0.0"
    url = website.site_url(folder)
    made = datapackage.releases.release(tables, folder.releases, first=first, day=day, url=url)
    if made:
        files.write(folder.datasets / "VERSION", f"{made.version}\n")
        for language, name in datapackage.CHANGELOGS.items():
            words = datapackage.changelog.markdown(datapackage.releases.read(folder.releases), language)
            files.write(folder.releases / name, words)
    return made


def judge(dataset: Dataset) -> dict[Key, Judgement]:
    """What the rules say of every report, with what people say about it."""
    surroundings = around(dataset)
    said = dataset.explanations.by_finding
    return {
        (report.agency, report.year): explained(judgement, said)
        for history in dataset.histories
        for report, judgement in judgements(history, surroundings)
    }


def with_unknown(dataset: Dataset, judged: Mapping[Key, Judgement]) -> Dataset:
    """The dataset with a problem for each explanation of what is not found; that of a report left out may wait."""
    ids = {finding.id for finding in findings(judged)}
    return replace(dataset, problems=(*dataset.problems, *_unknown(dataset.explanations, ids, dataset.problems)))


def _unknown(said: Explanations, ids: AbstractSet[str], problems: Iterable[Problem]) -> Iterator[Problem]:
    broken = {problem.file for problem in problems}
    waiting = {one for one in said.by_finding if _report_file(one) in broken}
    return explanations.unknown(said, waiting.union(ids))


def _report_file(finding_id: str) -> str:
    """The file of the report that a finding's id begins with."""
    agency_id, _, place = finding_id.partition("/")
    year = place.partition("/")[0]
    return report_file(agency_id, int(year)) if year.isdecimal() else ""


def findings(judged: Mapping[Key, Judgement]) -> tuple[Finding, ...]:
    """Every place that does not hold, by agency and year."""
    return tuple(finding for judgement in judged.values() for finding in judgement.findings)


def _empty(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


_BUSY: Final = Text(
    zh="{folder} 中已有另一个构建正在进行，这次没有开始。请等它结束后再试。",
    en="Another build is under way in {folder}; this one has not begun. Wait until that has ended, then try again.",
)
