"""What a rule looks at, and how it says what it found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import RULES
from gongkai.numerals import Value
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.rules.around import Around
from gongkai.text import Text


class Rows(NamedTuple):
    """The rows of one table that a report has, in the report's own order, and the form it uses."""

    form: str
    codes: tuple[str, ...]


class Sheet(NamedTuple):
    """One table of a report: its rows, and their figures one row after the other."""

    rows: Rows
    figures: tuple[Value | None, ...]

    @classmethod
    def of(cls, report: Report, table: str) -> "Sheet | None":
        """A report's table, where it has that."""
        rows = report.figures.get(table)
        return None if rows is None else cls(Rows(report.form, tuple(rows)), tuple(chain.from_iterable(rows.values())))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A report with what is around it, as far as it is known.

    `reports` are the agency's reports by year, this one among them or not; `agency` is its entry in the register.
    """

    report: Report
    reports: Mapping[int, Report] = field(default_factory=dict)
    agency: Agency | None = None
    around: Around | None = None

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        """The report's tables by code: several rules look at each."""
        made = ((table, Sheet.of(self.report, table)) for table in self.report.figures)
        return {table: sheet for table, sheet in made if sheet}

    @property
    def others(self) -> list[Report]:
        """The agency's reports of other years."""
        return [one for year, one in self.reports.items() if year != self.report.year]


class Checked(NamedTuple):
    """What a rule came to: at how many places it holds, and a finding for each place where it does not."""

    holds: int = 0
    findings: tuple[Finding, ...] = ()


NO_WORDS: Final[Mapping[str, object]] = {}
#: The rule has nothing to look at in this report.
NOTHING = Checked()
HOLDS = Checked(1)
_OUTCOME: Final = Outcome.NOT_ASSESSABLE
#: Severity and message by rule: this outcome is the most frequent one that is told.
_NOT_ASSESSABLE: Final = {
    code: (rule.severity, rule.messages[_OUTCOME]) for code, rule in RULES.items() if _OUTCOME in rule.messages
}


def found(  # noqa: PLR0913  the fields of a finding
    rule: str,
    outcome: Outcome,
    case: Case,
    cell: Cell,
    *,
    part: str = "",
    expected: str = "",
    actual: str = "",
    others: tuple[Cell, ...] = (),
    words: Mapping[str, object] = NO_WORDS,
    message: Text | None = None,
) -> Finding:
    """A finding in the rule's own words, which `words` fill in, or in its `message` where that is ready."""
    declared = RULES[rule]
    said = message or declared.messages[outcome]
    return Finding(
        agency_id=case.report.agency,
        year=case.report.year,
        rule=rule,
        outcome=outcome,
        severity=declared.severity,
        cell=cell,
        message=said.format(**words) if words else said,
        expected=expected,
        actual=actual,
        part=part,
        others=others,
    )


def not_assessable(rule: str, case: Case, cell: Cell) -> Checked:
    """What the rule needs is not there."""
    report, (severity, message) = case.report, _NOT_ASSESSABLE[rule]
    return Checked(0, (Finding(report.agency, report.year, rule, _OUTCOME, severity, cell, message),))


def holding(places: int, findings: Iterable[Finding]) -> Checked:
    """So many places were looked at; each finding is one that does not hold."""
    listed = tuple(findings)
    return Checked(places - len(listed), listed)


def each(judged: Iterable[Finding | None]) -> Checked:
    """One result a place: `None` where the rule holds."""
    results = list(judged)
    return holding(len(results), (finding for finding in results if finding))
