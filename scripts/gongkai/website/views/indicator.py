"""An indicator: what it means and what it does not tell, its formula, and its values within each kind and level."""

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from gongkai.forms import INDICATORS, NEWEST, Indicator
from gongkai.indicators import Measure, exactly
from gongkai.numerals import Value
from gongkai.register import Agency
from gongkai.text import Language
from gongkai.website.parts.charts import Chart
from gongkai.website.parts.citation import cited
from gongkai.website.parts.formulas import terms
from gongkai.website.parts.groups import Group
from gongkai.website.parts.lines import listed
from gongkai.website.parts.peers import FEWEST_PEERS, Compared, Field, compared, in_millionths
from gongkai.website.parts.pictures import spread
from gongkai.website.parts.pieces import Crumb
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.words import Words

#: A middle of fewer values than this says nothing.
FEWEST_MIDDLE: Final = 5
_QUARTERS: Final = 4


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
    drawn = {field.group.code: spread(words, field, indicator) for field in site.once(_fields, indicator.code)}
    return {code: chart for code, chart in drawn.items() if chart}


def _fields(site: Site, code: str) -> tuple[Field, ...]:
    found = in_millionths(site.once(_found, code).fields)
    newest = (found.newest_field(group) for group in {group for group, _ in found.shares})
    return tuple(field for field in newest if field)


@dataclass(frozen=True)
class Found:
    """What can be compared of an indicator: by year and agency. Shares are whole millionths."""

    indicator: Indicator
    values: Mapping[int, Mapping[str, Value]]
    groups: Mapping[str, Group]

    @cached_property
    def fields(self) -> Compared:
        """Within each group and year."""
        return compared(self.values, self.groups)

    def exact(self, value: Value) -> Decimal:
        """As it is published."""
        return exactly(value) if self.indicator.denominator else Decimal(value)


def _found(site: Site, code: str) -> Found:
    indicator = INDICATORS[code]
    values = {year: dict(site.values[code, year].compared(indicator)) for year in site.years}
    return Found(indicator, values, site.places.groups)


def _blocks(site: Site, code: str) -> tuple[Block, ...]:
    found = site.once(_found, code)
    members = site.places.members
    shown = listed((group, len(some)) for group, some in members.items())
    measures = _measures(site, found.indicator, {one for group in shown for one in members[group]})
    return tuple(_block(site, found, group, members[group], measures) for group in members)


def _measures(site: Site, indicator: Indicator, agencies: Container[str]) -> dict[str, dict[int, Measure]]:
    """All that is said of some agencies, by year."""
    found: dict[str, dict[int, Measure]] = {}
    for year in site.years:
        column = site.values[indicator.code, year]
        for place, agency_id in enumerate(column.agencies):
            if agency_id in agencies:
                found.setdefault(agency_id, {})[year] = column.measure(indicator, place)
    return found


def _block(
    site: Site, found: Found, group: Group, agencies: Sequence[str], measures: Mapping[str, Mapping[int, Measure]]
) -> Block:
    """A group's agencies, with their `measures` where they are listed."""
    years = sorted({year for agency_id in agencies for year in site.others.reporting[agency_id]}, reverse=True)
    fields = {year: found.fields.get((group, year), ()) for year in years}
    ranked_year = next((year for year in years if len(fields[year]) >= FEWEST_PEERS), None)
    ranked = fields[ranked_year] if ranked_year else ()
    values = found.values[ranked_year] if ranked_year else {}
    rows = [
        Row(site.register.agencies[one], measures[one], _rank(ranked, values.get(one)))
        for one in agencies
        if one in measures
    ]
    rows.sort(key=lambda row: (row.rank or len(agencies), row.agency.region_code, row.agency.agency_id))
    return Block(
        group=group,
        agencies=len(agencies),
        years=tuple(years),
        middles=tuple(middle for year in years if (middle := _middle(found, year, fields[year]))),
        rows=tuple(rows),
        ranked=len(ranked),
        ranked_year=ranked_year,
    )


def _rank(ordered: Sequence[Value], value: Value | None) -> int | None:
    """The rank of a value from the highest, equal values alike; `None` without one."""
    return len(ordered) - bisect_right(ordered, value) + 1 if ordered and value is not None else None


def _middle(found: Found, year: int, ordered: Sequence[Value]) -> Middle | None:
    if len(ordered) < FEWEST_MIDDLE:
        return None
    low, middle, high = (_quantile(found, ordered, quarter) for quarter in range(1, _QUARTERS))
    return Middle(year, len(ordered), low, middle, high)


def _quantile(found: Found, ordered: Sequence[Value], quarter: int) -> Decimal:
    """The value below which so many quarters of all are, between the two next to it, as `statistics.quantiles`."""
    place, over = divmod(quarter * (len(ordered) - 1), _QUARTERS)
    below, above = (found.exact(ordered[one]) for one in (place, min(place + 1, len(ordered) - 1)))
    return (below * (_QUARTERS - over) + above * over) / _QUARTERS
