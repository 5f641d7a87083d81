"""The identities of the forms, applied: totals with their parts, within a report and over two years.

A blank figure makes a line uncertain, a missing table, row or year not assessable; neither ever counts as zero.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import IDENTITIES, RULES, Identity
from gongkai.numerals import Value, grouped, shortest
from gongkai.rules.case import NOTHING, Case, Checked, Sheet, found, not_assessable
from gongkai.rules.plans import Line, Place, applies, plan
from gongkai.rules.words import listed
from gongkai.text import Text

_OVER_YEARS: Final = frozenset(identity.rule for identity in IDENTITIES if identity.years_before)


def check(identity: Identity, case: Case) -> Checked:
    """One place a line. Nothing is looked at where the report's form has no such total."""
    report, rule, table = case.report, identity.rule, identity.table
    if not applies(rule, report.form):
        return NOTHING
    sheet = case.sheets.get(table)
    if sheet is None:
        return not_assessable(rule, case, Cell(table))
    before = case.reports.get(report.year - 1) if rule in _OVER_YEARS else None
    earlier = Sheet.of(before, table) if before else None
    planned = plan(rule, sheet.rows, earlier.rows if earlier else None)
    figures = sheet.figures + earlier.figures if earlier else sheet.figures
    findings = [_judged(rule, case, line, figures) for line in planned.lines if not line.holds(figures)]
    holds = len(planned.lines) - len(findings)
    if planned.missing:
        findings += not_assessable(rule, case, Cell(table)).findings
    return Checked(holds, tuple(findings))


def _judged(rule: str, case: Case, line: Line, figures: Sequence[Value | None]) -> Finding:
    """What is to be said of a line that does not hold."""
    total = figures[line.total.at]
    blank = tuple([place.at for place in (*line.plus, *line.minus, line.total) if figures[place.at] is None])
    if total is None or blank:
        message = _uncertain(rule, line, blank)
        return found(rule, Outcome.UNCERTAIN, case, line.total.cell, others=line.others, message=message)
    right = _sum(line.plus, figures)
    taken = _sum(line.minus, figures)
    sides = {"left": grouped(total + taken), "right": grouped(right)}
    words = {"line": line.label, "actual": grouped(total), "expected": grouped(right - taken), **sides}
    expected, actual = shortest(right - taken), shortest(total)
    cell, others = line.total.cell, line.others
    return found(rule, Outcome.VIOLATED, case, cell, expected=expected, actual=actual, others=others, words=words)


@lru_cache(maxsize=8192)
def _uncertain(rule: str, line: Line, blank: tuple[int, ...]) -> Text:
    """What is said of figures left blank, by their places: reports leave the same ones out over and over."""
    labels = [place.label for place in (*line.plus, *line.minus, line.total) if place.at in blank]
    return RULES[rule].messages[Outcome.UNCERTAIN].format(line=line.label, blank=listed(labels))


def _sum(places: Iterable[Place], figures: Sequence[Value | None]) -> Value:
    return sum((value for place in places if (value := figures[place.at]) is not None), start=0)
