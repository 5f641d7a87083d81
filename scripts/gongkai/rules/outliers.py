"""Figures far outside the agency's own series: by the median and the usual deviation from it, on a scale of ratios."""

from math import exp, log, log1p
from statistics import median
from typing import Final

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import LIMITS
from gongkai.numerals import Value, shortest
from gongkai.rules.case import Case, Checked, each, found, not_assessable
from gongkai.rules.words import figure
from gongkai.text import Text

_LIMITS: Final = LIMITS.outliers
_CELLS: Final = tuple(Cell.parse(path) for path in _LIMITS.cells)
#: Makes the median of deviations comparable to a standard deviation.
_NORMAL: Final = 1.4826


def outlier(case: Case) -> Checked:
    """No main figure is several times the median of the other years, or a small part of it."""
    if len(case.others) + 1 < _LIMITS.fewest_years:
        return not_assessable("outlier", case, Cell(""))
    series = ((cell, _value(case, cell), _others(case, cell)) for cell in _CELLS)
    return each(
        _judged(case, cell, value, others)
        for cell, value, others in series
        if value is not None and len(others) + 1 >= _LIMITS.fewest_years
    )


def _judged(case: Case, cell: Cell, value: Value, others: list[float]) -> Finding | None:
    logs = [log1p(other) for other in others]
    middle = median(logs)
    spread = _NORMAL * median(abs(one - middle) for one in logs)
    distance = abs(log1p(float(value)) - middle)
    usual = median(others)
    if distance <= max(log(_LIMITS.times), _LIMITS.deviations * spread) or max(float(value), usual) < _LIMITS.least:
        return None
    typical = round(exp(middle) - 1)
    words = {"line": _label(case, cell), "actual": figure(value), "expected": figure(typical), "years": len(others)}
    return found("outlier", Outcome.VIOLATED, case, cell, expected=str(typical), actual=shortest(value), words=words)


def _value(case: Case, cell: Cell) -> Value | None:
    return case.report.known(cell)


def _others(case: Case, cell: Cell) -> list[float]:
    """What the other years report; a unit of its own, or a mark of doubt, is left to the other rules."""
    values = (one.known(cell) for one in case.others)
    return [float(value) for value in values if value is not None]


def _label(case: Case, cell: Cell) -> Text:
    table = case.report.layout.table[cell.table]
    row, column = table.rows[cell.row], table.columns(cell.row)[table.column_index[cell.row][cell.column]]
    return row if column.total else Text(zh=f"{row.zh}·{column.zh}", en=f"{row.en}, {column.en}")
