"""The page of one agency: who it is, its latest year, and all its years side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.dataset import History
from gongkai.register import PROPOSED, Agency
from gongkai.text import Language
from gongkai.website.others import Beside
from gongkai.website.parts import series
from gongkai.website.parts.citation import cited_of
from gongkai.website.parts.groups import group_of
from gongkai.website.parts.lines import line
from gongkai.website.parts.pieces import Download
from gongkai.website.parts.portions import downloads
from gongkai.website.parts.summary import Figures, Year, change, sentence
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.views.report import crumbs, name
from gongkai.website.words import Words

#: What is drawn over the years.
SERIES: Final = ("requests_received", "disclosure_rate", "not_held_rate", "reconsideration_corrected_rate")


def pages(site: Site, language: Language) -> Iterator[Context]:
    """One context an agency that has a report."""
    words = Words(language)
    for history in site.histories:
        yield {
            **_head(site, words, history),
            **_latest(site, words, history),
            **_years(site, words, history),
            **_peers(site.besides[history.agency.agency_id]),
        }


def _head(site: Site, words: Words, history: History) -> Context:
    agency, language = history.agency, words.language
    called, pills = name(agency, language), series.pills(site, words, history)
    return {
        "agency_id": agency.agency_id,
        "agency": agency,
        "called": called,
        "other_name": agency.name_en if language == "zh" else agency.name,
        "crumbs": crumbs(site, history, language),
        "pills": pills,
        "gaps": any(pill.missing for pill in pills),
        "region": site.register.regions.get(agency.region_code),
        "group": group_of(agency).label,
        "proposed": agency.status == PROPOSED,
        "successor": _successor(site.besides[agency.agency_id]),
    }


@dataclass(frozen=True, slots=True)
class Successor:
    """The agency that took over; `address` is empty where it has no page."""

    agency: Agency
    address: str


def _successor(beside: Beside) -> Successor | None:
    one = beside.successor
    return Successor(one, f"agencies/{one.agency_id}/index.html" if beside.reports else "") if one else None


def _latest(site: Site, words: Words, history: History) -> Context:
    report = history.latest
    year, before = _year(site, history, report.year), _year(site, history, report.year - 1)
    assert year is not None  # noqa: S101  the latest report is one of the history's
    said = sentence(words, year)
    return {
        "latest": report,
        "sentence": said,
        "change": change(words, year, before),
        "key_figures": Figures(words, year, before, {}).all(),
        "description": words.say("agency_description", agency=name(history.agency, words.language), sentence=said),
    }


def _year(site: Site, history: History, year: int) -> Year | None:
    report = history.reports.get(year)
    return Year(report, site.measures[report.agency, year]) if report else None


def _years(site: Site, words: Words, history: History) -> Context:
    reports = list(history.reports.values())
    return {
        "series": series.series(site, words, history, SERIES),
        "lines": tuple(line(site.register, site.briefs[one.agency, one.year]) for one in reversed(reports)),
        "cited": cited_of(site, history),
        "whole": downloads(site.besides[history.agency.agency_id].files, f"agencies/{history.agency.agency_id}", words),
        "changed": len({report.form for report in reports}) > 1,
        "files": {
            report.year: tuple(
                Download(kind.upper(), f"agencies/{report.agency}/{report.year}.{kind}") for kind in ("csv", "json")
            )
            for report in reversed(reports)
        },
    }


def _peers(beside: Beside) -> Context:
    return {"peers": beside.near, "peer_count": beside.peers}
