"""An indicator: what it means and what it does not tell, its formula, and its values within each kind and level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import quantiles
from typing import Final

from gongkai.forms import INDICATORS, NEWEST, Indicator
from gongkai.indicators import Measure, Status
from gongkai.numerals import Value
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.overall import LONGEST
from gongkai.website.parts.charts import Chart
from gongkai.website.parts.citation import cited
from gongkai.website.parts.formulas import terms
from gongkai.website.parts.groups import Group, group_of
from gongkai.website.parts.peers import FEWEST_PEERS, Peers, peers, shares
from gongkai.website.parts.pictures import spread
from gongkai.website.parts.pieces import Crumb
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.words import Words

#: A middle of fewer values than this says nothing.
FEWEST_MIDDLE: Final = 5


@dataclass(frozen=True, slots=True)
class Middle:
    """How the values of a group and year spread: half of the agencies lie between `low` and `high`."""

    year: int
    count: int
    low: Value
    middle: Value
    high: Value


@dataclass(frozen=True, slots=True)
class Row:
    """An agency's values by year, and its rank in the newest year where there is a ranking."""

    agency: Agency
    measures: Mapping[int, Measure]
    rank: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """One kind and level; `rows` is empty where the list would be longer than a page bears."""

    group: Group
    agencies: int
    years: tuple[int, ...]
    middles: tuple[Middle, ...]
    rows: tuple[Row, ...]
    ranked: int
    ranked_year: int | None


def index(site: Site, language: Language) -> Iterator[Context]:
    """The list of indicators."""
    del site, language
    yield {"indicators": tuple(INDICATORS.values())}


def pages(site: Site, language: Language) -> Iterator[Context]:
    """One context an indicator."""
    words = Words(language)
    above = (Crumb(words["indicators_title"], "indicators/index.html"),)
    for code, indicator in INDICATORS.items():
        if not site.shows(code):
            continue
        yield {
            "indicator": code,
            "definition": indicator,
            "crumbs_above": above,
            "fewest_ranked": FEWEST_PEERS,
            "numerator": terms(indicator.numerator, NEWEST),
            "denominator": terms(indicator.denominator, NEWEST),
            "blocks": site.once(_blocks, code),
            "spreads": _spreads(site, words, indicator) if indicator.denominator else {},
            "cited": cited(site, indicator.label, f"indicators/{code}.html"),
        }


def _spreads(site: Site, words: Words, indicator: Indicator) -> Mapping[str, Chart]:
    """A picture by the code of each group that has a year with enough shares: of the newest such year."""
    found = site.once(_peers, indicator.code)
    groups = {group for group, _ in found.shares}
    drawn = {group.code: spread(words, found.newest_field(group), indicator) for group in groups}
    return {code: chart for code, chart in drawn.items() if chart}


def _peers(site: Site, code: str) -> Peers:
    found = {(agency, year): one for year in site.years for agency, one in site.values[code, year].items()}
    return peers(site.register, shares(found))


def _blocks(site: Site, code: str) -> tuple[Block, ...]:
    groups: dict[Group, list[Row]] = {}
    for agency_id, years in site.others.reporting.items():
        agency = site.register.agencies[agency_id]
        found = {year: site.values[code, year][agency_id] for year in years}
        groups.setdefault(group_of(agency), []).append(Row(agency, found, None))
    blocks, listed = [], 0
    for group in sorted(groups, key=lambda group: group.order):
        listed += len(groups[group])
        blocks.append(_block(group, groups[group], listed=listed <= LONGEST))
    return tuple(blocks)


def _block(group: Group, rows: list[Row], *, listed: bool) -> Block:
    years = tuple(sorted({year for row in rows for year in row.measures}, reverse=True))
    ranked_year, ranks = _ranks(rows, years)
    ranked = [replace(row, rank=ranks.get(row.agency.agency_id)) for row in (rows if listed else ())]
    ranked.sort(key=lambda row: (row.rank or len(rows), row.agency.region_code, row.agency.agency_id))
    return Block(
        group=group,
        agencies=len(rows),
        years=years,
        middles=tuple(middle for year in years if (middle := _middle(rows, year))),
        rows=tuple(ranked),
        ranked=len(ranks),
        ranked_year=ranked_year,
    )


def _values(rows: list[Row], year: int) -> dict[str, Value]:
    """What can be compared: values of a year by agency, without shares of few cases."""
    found = {row.agency.agency_id: row.measures[year] for row in rows if year in row.measures}
    values = {agency: one.value for agency, one in found.items() if one.status is Status.VALUE}
    return {agency: value for agency, value in values.items() if value is not None}


def _ranks(rows: list[Row], years: tuple[int, ...]) -> tuple[int | None, dict[str, int]]:
    """The newest year with enough agencies, and ranks in it from the highest value, equal values alike."""
    for year in years:
        values = _values(rows, year)
        if len(values) >= FEWEST_PEERS:
            first: dict[Value, int] = {}
            for place, value in enumerate(sorted(values.values(), reverse=True), start=1):
                first.setdefault(value, place)
            return year, {agency: first[value] for agency, value in values.items()}
    return None, {}


def _middle(rows: list[Row], year: int) -> Middle | None:
    values = [Decimal(value) for value in _values(rows, year).values()]
    if len(values) < FEWEST_MIDDLE:
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Middle(year, len(values), low, middle, high)
