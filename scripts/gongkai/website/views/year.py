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
from gongkai.website.parts.groups import Group, groups
from gongkai.website.parts.lines import Block, blocks
from gongkai.website.parts.peers import Peers, compared, in_millionths
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
                "together": tuple(_together(site, words, year)),
                "blocks": found.blocks,
                "spreads": _spreads(words, found, year),
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
    blocks: tuple[Block, ...]
    peers: Peers
    missing: list[Agency]


def _found(site: Site, year: int) -> Found:
    agencies, summary = site.register.agencies, one_year(site, year)
    present = {agency_id for agency_id, years in site.others.reporting.items() if year in years}
    values = dict(site.values[SPREAD, year].compared(INDICATORS[SPREAD]))
    entries = (entry for entry in site.reports if entry[1].year == year)
    return Found(
        summary=summary,
        blocks=tuple(blocks(site, summary.groups, entries)),
        peers=in_millionths(compared({year: values}, groups(agencies[one] for one in values))),
        missing=_missing(site, year, present),
    )


def _spreads(words: Words, found: Found, year: int) -> Mapping[str, Chart]:
    """A picture by the code of each group that has enough shares."""
    fields = {group.code: found.peers.field(group, year) for group, _ in found.summary.groups}
    drawn = {code: spread(words, field, INDICATORS[SPREAD]) for code, field in fields.items()}
    return {code: chart for code, chart in drawn.items() if chart}


def _pill(year: int, here: int) -> Pill:
    return Pill(str(year), "" if year == here else f"years/{year}.html")


def _together(site: Site, words: Words, year: int) -> Iterator[Together]:
    """The groups that have at least one table to be added up."""
    form = form_of(year)
    if form is None:
        return
    for group, count in site.once(_found, year).summary.groups:
        total, said = site.sums[year, group], site.together[year, group]
        if total.telling:
            yield Together(
                group=group,
                reports=count,
                violated=said.violated,
                picture=answered(words, year, group, said.answers),
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
