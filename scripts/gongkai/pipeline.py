"""The story on one screen: read the dataset, judge it, package it, publish it."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai import cache, chapters, datapackage, explanations, files, stages, website
from gongkai.chapters import Judged
from gongkai.datapackage import Shelf
from gongkai.dataset import Dataset, Folder, History, load, load_explanations, report_file
from gongkai.errors import DataError, Problem
from gongkai.finding import Finding
from gongkai.register import Register
from gongkai.rules import Judgement, around, explained, judgements
from gongkai.website import Key, Overall, Site
from gongkai.work import HERE, Workers


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: how many reports and pages there are, and the problems of what was left out."""

    reports: int
    pages: int
    problems: tuple[Problem, ...]


def build(folder: Folder, workers: Workers = HERE) -> Built:
    """Check, package, publish: the site in `build/site/` is replaced by a complete new one, or stays as it is.

    A report that breaks its schema is left out and named in `problems`. A build that was stopped goes on from where it
    was: chapters that were read and judged are kept.
    """
    register, said = folder.register(), load_explanations(folder)
    found = stages.read(folder, register, workers)
    judged = stages.judge(folder, register, said, found, workers)
    overall = website.together(one.overall for one in judged)
    fresh = _empty(folder.build / "site.new")
    site = package(folder, register, judged, overall, fresh, workers)
    themes = website.themed(folder)
    printed = stages.print_pages(folder, site, themes, fresh, judged, workers)
    pages = website.publish_many(with_reports(site, judged, overall), folder, themes, fresh, printed)
    datapackage.verify(fresh / "data", {place: sums for one in judged for place, sums in one.sums.items()})
    _replace(folder.site, fresh)
    unknown = explanations.unknown(said, {finding for one in judged for finding in one.explained})
    problems = (*(problem for one in found for problem in one.problems), *said.problems, *unknown)
    return Built(sum(len(one.reports) for one in found), pages, problems)


def with_reports(site: Site, judged: Sequence[Judged], overall: Overall) -> Site:
    """The site for pages about many: all reports in brief, and a way to each agency's whole ones."""
    paths = {agency: one.path for one in judged for agency in one.agencies}

    def library(agency_id: str) -> History:
        ((history, _),) = chapters.opened(paths[agency_id], [agency_id])
        return history

    histories = website.in_brief(site.register, overall)
    return replace(site, histories=histories, overall=overall, library=library)


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
    broken = {problem.file for problem in dataset.problems}
    waiting = {one for one in dataset.explanations.by_finding if _report_file(one) in broken}
    unknown = explanations.unknown(dataset.explanations, waiting.union(finding.id for finding in findings(judged)))
    return replace(dataset, problems=(*dataset.problems, *unknown))


def _report_file(finding_id: str) -> str:
    """The file of the report that a finding's id begins with."""
    agency_id, _, place = finding_id.partition("/")
    year = place.partition("/")[0]
    return report_file(agency_id, int(year)) if year.isdecimal() else ""


def findings(judged: Mapping[Key, Judgement]) -> tuple[Finding, ...]:
    """Every place that does not hold, by agency and year."""
    return tuple(finding for judgement in judged.values() for finding in judgement.findings)


def package(
    folder: Folder, register: Register, judged: Sequence[Judged], overall: Overall, top: Path, workers: Workers
) -> Site:
    """Write the data package and the portions of agencies and regions below a site's top.

    Returns what the pages are made from, without the reports.
    """
    url = website.site_url(folder)
    releases = datapackage.releases.read(folder.releases)
    released = next((one.checksums for one in releases if one.version == folder.version), None)
    datapackage.publish_versions(releases, folder.releases, top, url)
    with Shelf(_empty(folder.build / "shelf")) as shelf:
        published = datapackage.write_parts(
            register,
            (cache.load(one.part) for one in judged),
            top / "data",
            waiting=folder.waiting,
            shelf=shelf,
            version=folder.version,
            released=released,
            url=url,
        )
    tables = datapackage.of_register(register)
    packing = chapters.Packing(shelf, tables["codes"], published.edition, top, workbooks=workers.workbooks)
    reporting = {agency for one in judged for agency in one.agencies}
    wanted = list(datapackage.portions(tables["agencies"], tables["regions"], reporting))
    portions = stages.pack(folder, packing, wanted, workers)
    shutil.rmtree(folder.build / "shelf")
    return Site(
        register,
        histories=(),
        overall=Overall(),
        others=website.others(register, overall),
        version=published.edition.version,
        url=url,
        edition=published.edition,
        files=published.files,
        portions=portions,
        releases=releases,
        codebook=datapackage.codebook(published.rows),
    )


def _empty(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def _replace(site: Path, fresh: Path) -> None:
    """Put the new site in the old one's place; should that fail, the old one comes back."""
    old = site.with_name("site.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        fresh.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)
