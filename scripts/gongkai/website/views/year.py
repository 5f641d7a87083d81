"""A year: what its reports say together, within a kind and level; every report in a line; whose report is not here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.forms import INDICATORS, Form, form_of
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.parts.answers import Picture, answered
from gongkai.website.parts.charts import Chart
from gongkai.website.parts.citation import cited
from gongkai.website.parts.groups import Entry, Group, by_group
from gongkai.website.parts.lines import LONGEST, blocks
from gongkai.website.parts.peers import Peers
from gongkai.website.parts.pictures import spread
from gongkai.website.parts.pieces import Pill
from gongkai.website.parts.printed import Filled, filled
from gongkai.website.parts.sums import Sum, added
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.views.years import years
from gongkai.website.words import TEXTS, Words

#: The share whose spread within a group is drawn.
SPREAD: Final = "disclosure_rate"


@dataclass(frozen=True, slots=True)
class Added:
    """One table in the form's layout: the sum of `counted` reports; `left_out` of the group did not go in."""

    table: Filled
    counted: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Together:
    """A group's reports of one year, added up; `violated` of them have figures that do not agree."""

    group: Group
    reports: int
    violated: int
    picture: Picture | None
    tables: tuple[Added, ...]


def pages(site: Site, language: Language) -> Iterator[Context]:
    """One context a year, the newest first."""
    words, peers = Words(language), Peers(site, SPREAD)
    with_reports = {history.agency.agency_id for history in site.histories}
    for summary in years(site):
        entries = [entry for entry in site.reports if entry[1].year == summary.year]
        missing = _missing(site, summary.year, {report.agency for _, report in entries})
        yield {
            "year": summary.year,
            "pills_of_years": tuple(_pill(year, summary.year) for year in reversed(site.years)),
            "summary": summary,
            "together": tuple(_together(site, words, entries, summary.year)),
            "blocks": tuple(blocks(site, entries)),
            "spreads": _spreads(words, peers, entries, summary.year),
            "missing": missing[:LONGEST],
            "missing_count": len(missing),
            "with_reports": with_reports,
            "cited": cited(site, TEXTS["year_heading"].format(year=summary.year), f"years/{summary.year}.html"),
        }


def _spreads(words: Words, peers: Peers, entries: list[Entry], year: int) -> Mapping[str, Chart]:
    """A picture by the code of each group that has enough shares."""
    drawn = {group.code: spread(words, peers.field(group, year), INDICATORS[SPREAD]) for group in by_group(entries)}
    return {code: chart for code, chart in drawn.items() if chart}


def _pill(year: int, here: int) -> Pill:
    return Pill(str(year), "" if year == here else f"years/{year}.html")


def _together(site: Site, words: Words, entries: list[Entry], year: int) -> Iterator[Together]:
    """The groups that have at least one table to be added up."""
    form = form_of(year)
    if form is None:
        return
    for group, members in by_group(entries).items():
        reports = [report for _, report in members]
        total = added(reports, form, year)
        if total.counted:
            yield Together(
                group=group,
                reports=len(reports),
                violated=sum(_violated(site, report.agency, year) for report in reports),
                picture=answered(words, year, group, reports),
                tables=tuple(_tables(total, form, group)),
            )


def _tables(total: Sum, form: Form, group: Group) -> Iterator[Added]:
    for code, counted in total.counted.items():
        table = filled(total.report, form.table[code], prefix=f"{group.code}:")
        yield Added(table, counted, len(total.left_out[code]))


def _violated(site: Site, agency_id: str, year: int) -> bool:
    return bool(site.judgements[agency_id, year].contradictions)


def _missing(site: Site, year: int, present: set[str]) -> list[Agency]:
    """Agencies of the register that existed in the year and whose report is not here, by region."""
    agencies = site.register.agencies.values()
    absent = [agency for agency in agencies if agency.expected(year) and agency.agency_id not in present]
    return sorted(absent, key=lambda agency: (agency.region_code, agency.agency_id))
