"""The story on one screen: read the dataset, judge it, package it, publish it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from gongkai import datapackage, website
from gongkai.dataset import Dataset, Folder, load
from gongkai.finding import Finding
from gongkai.rules import judgements
from gongkai.website import Judgements, Site


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the dataset with the problems of what was left out, and the number of generated pages."""

    dataset: Dataset
    pages: int


def judge(dataset: Dataset) -> Judgements:
    """What the rules say of every report."""
    return {
        (report.agency, report.year): judgement
        for history in dataset.histories
        for report, judgement in judgements(history)
    }


def findings(judged: Judgements) -> tuple[Finding, ...]:
    """Every place that does not hold, by agency and year."""
    return tuple(finding for judgement in judged.values() for finding in judgement.findings)


def build(folder: Folder) -> Built:
    """Check, package, publish: the site in `build/site/` is replaced by a complete new one, or stays as it is.

    A report that breaks its schema is left out and named in the result's `dataset.problems`.
    """
    dataset = load(folder)
    judged = judge(dataset)
    fresh = _empty(folder.build / "site.new")
    package = datapackage.publish(dataset, judged, fresh)
    pages = website.publish(Site(dataset, judged, package), folder, fresh)
    _replace(folder.site, fresh)
    return Built(dataset, pages)


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
