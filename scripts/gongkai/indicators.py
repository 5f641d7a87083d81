"""Figures that can be compared across agencies and years, each with its guard.

A share with a missing part is missing; 0/0 is “no cases”, never 0 %; a share of few cases is shown as its two
counts and not ranked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from gongkai.cell import Cell
from gongkai.forms import FORMS, INDICATORS, Indicator
from gongkai.forms.load import matches
from gongkai.numerals import Value
from gongkai.report import Report

#: Shares are known to so many decimals, and counted in so many parts of one.
DECIMALS: Final = 6
MILLION: Final = 10**DECIMALS
#: A share of fewer cases than this is shown as counts and takes no part in rankings.
FEWEST_CASES: Final = 30


class Status(StrEnum):
    """What can be said of an indicator."""

    VALUE = "value"
    FEW_CASES = "few_cases"  # a share of fewer than `FEWEST_CASES`
    NO_CASES = "no_cases"  # nothing to take a share of
    MISSING = "missing"  # a figure that it needs is blank or not in the report


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator of one report; `denominator` is `None` for plain counts and where a part is missing."""

    indicator: Indicator
    numerator: Value | None
    denominator: Value | None
    status: Status

    def __reduce__(self) -> tuple[object, ...]:
        """Kept without the indicator, which is the same in every measure of it and in every process."""
        return _measure, (self.indicator.code, self.numerator, self.denominator, self.status)

    @property
    def share(self) -> Decimal | None:
        """The share from 0 (1 is 100 %), to six decimals; `None` for counts and where there is none."""
        if self.numerator is None or not self.denominator:
            return None
        return _share(self.numerator, self.denominator)

    @property
    def value(self) -> Value | None:
        """What is published: the share, or the count of a plain count."""
        return self.share if self.indicator.denominator else self.numerator


def _measure(code: str, numerator: Value | None, denominator: Value | None, status: Status) -> Measure:
    return Measure(INDICATORS[code], numerator, denominator, status)


@lru_cache(4096)
def _share(numerator: Value, denominator: Value) -> Decimal:
    return round(Decimal(numerator) / Decimal(denominator), DECIMALS)


class Column(NamedTuple):
    """One indicator of some reports: what is said of each stands in the same place.

    It is small, and soon read. `shares` are whole millionths, `None` where there is none and of plain counts.
    """

    agencies: tuple[str, ...]
    numerators: tuple[Value | None, ...]
    denominators: tuple[Value | None, ...]
    statuses: tuple[Status, ...]
    shares: tuple[int | None, ...]

    def compared(self, indicator: Indicator) -> Iterator[tuple[str, Value]]:
        """What can be compared, by agency: shares of enough cases, in whole millionths, or plain counts."""
        values = self.shares if indicator.denominator else self.numerators
        for agency, status, value in zip(self.agencies, self.statuses, values, strict=True):
            if status is Status.VALUE and value is not None:
                yield agency, value

    def measure(self, indicator: Indicator, place: int) -> Measure:
        """What is said of the report in a place."""
        return Measure(indicator, self.numerators[place], self.denominators[place], self.statuses[place])


def column(found: Iterable[tuple[str, Measure]]) -> Column:
    """An indicator of some agencies' reports."""
    rows = [(agency, one.numerator, one.denominator, one.status, _millionths(one)) for agency, one in found]
    return Column(*zip(*rows, strict=True)) if rows else Column((), (), (), (), ())


def _millionths(found: Measure) -> int | None:
    share = found.share
    return None if share is None else int(share.scaleb(DECIMALS))


def exactly(millionths: Value) -> Decimal:
    """A share as it is published."""
    return Decimal(millionths).scaleb(-DECIMALS)


def measure(indicator: Indicator, report: Report) -> Measure:
    """One indicator of one report."""
    numerator = _sum(indicator.numerator, report)
    if not indicator.denominator:
        return Measure(indicator, numerator, None, Status.MISSING if numerator is None else Status.VALUE)
    denominator = _sum(indicator.denominator, report)
    if numerator is None or denominator is None:
        return Measure(indicator, None, None, Status.MISSING)
    if denominator == 0:
        return Measure(indicator, numerator, denominator, Status.NO_CASES)
    return Measure(indicator, numerator, denominator, Status.FEW_CASES if denominator < FEWEST_CASES else Status.VALUE)


def measures(report: Report) -> dict[str, Measure]:
    """Every indicator of one report, by code."""
    return {code: measure(indicator, report) for code, indicator in INDICATORS.items()}


class _Place(NamedTuple):
    """Where a figure stands in reports of one form; `column` counts from 0, `None` where the form has no such cell."""

    table: str
    row: str
    column: int | None
    needed: bool


def _sum(patterns: tuple[str, ...], report: Report) -> Value | None:
    total: Value = 0
    for table, row, column, needed in _places(patterns, report.form):
        rows = report.figures.get(table)
        figures = rows.get(row) if rows else None
        if figures is not None and column is not None:
            value = figures[column]
            if value is None:
                return None
            total += value
        elif needed or rows is None:
            return None
    return total


@cache
def _places(patterns: tuple[str, ...], form: str) -> tuple[_Place, ...]:
    """The figures that patterns mean; each that is named must be there, of those that `*` means any may be absent."""
    tables = FORMS[form].table
    return tuple(
        _Place(cell.table, cell.row, tables[cell.table].column_index.get(cell.row, {}).get(cell.column), "*" not in one)
        for one in patterns
        for cell in _cells(one, form)
    )


def _cells(pattern: str, form: str) -> tuple[Cell, ...]:
    """The cells of a form that a pattern means; a plain cell stands for itself, in the form or not."""
    cells = tuple(
        Cell(table.code, row, column.code)
        for table in FORMS[form].tables
        for row in table.rows
        for column in table.columns(row)
    )
    return tuple(c for c in cells if matches(pattern, str(c))) if "*" in pattern else (Cell.parse(pattern),)
