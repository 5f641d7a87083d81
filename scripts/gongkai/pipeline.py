"""The story on one screen: read the dataset, judge it, package it, publish it."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai import datapackage, explanations, files, website
from gongkai.dataset import Dataset, Folder, load, report_file
from gongkai.errors import DataError
from gongkai.finding import Finding
from gongkai.rules import Judgement, around, explained, judgements
from gongkai.website import Key, Site, whole


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the dataset with the problems of what was left out, and how many pages there are."""

    dataset: Dataset
    pages: int


def build(folder: Folder) -> Built:
    """Check, package, publish: the site in `build/site/` is replaced by a complete new one, or stays as it is.

    A report that breaks its schema is left out and named in the result's `dataset.problems`.
    """
    dataset = load(folder)
    judged = judge(dataset)
    dataset = with_unknown(dataset, judged)
    fresh = _empty(folder.build / "site.new")
    site = package(folder, dataset, judged, fresh)
    datapackage.verify(fresh / "data", datapackage.sums(dataset.reports))
    pages = website.publish(site, folder, fresh)
    _replace(folder.site, fresh)
    return Built(dataset, pages)


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


def package(folder: Folder, dataset: Dataset, judged: Mapping[Key, Judgement], top: Path) -> Site:
    """Write the data package and the portions of agencies and regions below a site's top.

    Returns all that the pages are made from.
    """
    tables = datapackage.tables(dataset, judged, folder.waiting)
    url = website.site_url(folder)
    releases = datapackage.releases.read(folder.releases)
    released = next((one.checksums for one in releases if one.version == folder.version), None)
    datapackage.publish_versions(releases, folder.releases, top, url)
    published = datapackage.write(tables, top / "data", version=folder.version, released=released, url=url)
    version = published.edition.version
    portions = datapackage.write_portions(tables, top, version=version, url=url)
    return replace(
        whole(dataset, judged, version, url),
        edition=published.edition,
        files=published.files,
        portions=portions,
        releases=releases,
        codebook=datapackage.codebook(tables),
        waiting=folder.waiting,
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
