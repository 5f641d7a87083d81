"""A year: what its reports say together, within a kind and level; every report in a line; whose report is not here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.forms import INDICATORS, Form, form_of
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.overall import LONGEST
from gongkai.website.parts.answers import Picture, answered
from gongkai.website.parts.charts import Chart
from gongkai.website.parts.citation import cited
from gongkai.website.parts.groups import Entry, Group, by_group
from gongkai.website.parts.lines import Block, blocks
from gongkai.website.parts.peers import Peers, peers, shares
from gongkai.website.parts.pictures import spread
from gongkai.website.parts.pieces import Pill
from gongkai.website.parts.printed import Filled, filled
from gongkai.website.parts.sums import Sum
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.views.years import Year, one_year
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
    words = Words(language)
    for year in reversed(site.years):
        if site.shows(str(year)):
            found = site.once(_found, year)
            yield {
                "year": year,
                "pills_of_years": tuple(_pill(one, year) for one in reversed(site.years)),
                "summary": found.summary,
                "together": tuple(_together(site, words, found.entries, year)),
                "blocks": found.blocks,
                "spreads": _spreads(words, found.peers, found.entries, year),
                "missing": found.missing[:LONGEST],
                "missing_count": len(found.missing),
                "with_reports": site.others.reporting,
                "waiting": {agency_id for agency_id, waiting in site.waiting if waiting == year},
                "cited": cited(site, TEXTS["year_heading"].format(year=year), f"years/{year}.html"),
            }


@dataclass(frozen=True, slots=True)
class Found:
    """What a year's page shows in every language; `missing` are agencies that existed and whose report is not here."""

    summary: Year
    entries: list[Entry]
    blocks: tuple[Block, ...]
    peers: Peers
    missing: list[Agency]


def _found(site: Site, year: int) -> Found:
    entries = [entry for entry in site.reports if entry[1].year == year]
    spread_by = {key: brief.measures[SPREAD] for key, brief in site.briefs.items() if key[1] == year}
    return Found(
        summary=one_year(site, year),
        entries=entries,
        blocks=tuple(blocks(site, entries)),
        peers=peers(site.register, shares(spread_by)),
        missing=_missing(site, year, {report.agency for _, report in entries}),
    )


def _spreads(words: Words, found: Peers, entries: list[Entry], year: int) -> Mapping[str, Chart]:
    """A picture by the code of each group that has enough shares."""
    drawn = {group.code: spread(words, found.field(group, year), INDICATORS[SPREAD]) for group in by_group(entries)}
    return {code: chart for code, chart in drawn.items() if chart}


def _pill(year: int, here: int) -> Pill:
    return Pill(str(year), "" if year == here else f"years/{year}.html")


def _together(site: Site, words: Words, entries: list[Entry], year: int) -> Iterator[Together]:
    """The groups that have at least one table to be added up."""
    form = form_of(year)
    if form is None:
        return
    for group, members in by_group(entries).items():
        briefs = [site.briefs[report.agency, year] for _, report in members]
        total = site.sums[year, group]
        if total.telling:
            yield Together(
                group=group,
                reports=len(briefs),
                violated=sum(brief.contradicting for brief in briefs),
                picture=answered(words, year, group, [(one.report.form, one.answers) for one in briefs]),
                tables=tuple(_tables(total, form, group)),
            )


def _tables(total: Sum, form: Form, group: Group) -> Iterator[Added]:
    for code in total.telling:
        table = filled(total.report, form.table[code], prefix=f"{group.code}:")
        yield Added(table, total.counted[code], total.left_out[code])


def _missing(site: Site, year: int, present: set[str]) -> list[Agency]:
    """Agencies of the register that existed in the year and whose report is not here, by region."""
    agencies = site.register.agencies.values()
    absent = [agency for agency in agencies if agency.expected(year) and agency.agency_id not in present]
    return sorted(absent, key=lambda agency: (agency.region_code, agency.agency_id))
