"""What a rule looks at, and how it says what it found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import RULES
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.rules.around import Around
from gongkai.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report with what is around it, as far as it is known.

    `reports` are the agency's reports by year, this one among them or not; `agency` is its entry in the register.
    """

    report: Report
    reports: Mapping[int, Report] = field(default_factory=dict)
    agency: Agency | None = None
    around: Around | None = None

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
    declared, report = RULES[rule], case.report
    finding = Finding(
        agency_id=report.agency,
        year=report.year,
        rule=rule,
        outcome=Outcome.NOT_ASSESSABLE,
        severity=declared.severity,
        cell=cell,
        message=declared.messages[Outcome.NOT_ASSESSABLE],
    )
    return Checked(0, (finding,))


def holding(places: int, findings: Iterable[Finding]) -> Checked:
    """So many places were looked at; each finding is one that does not hold."""
    listed = tuple(findings)
    return Checked(places - len(listed), listed)


def each(judged: Iterable[Finding | None]) -> Checked:
    """One result a place: `None` where the rule holds."""
    results = list(judged)
    return holding(len(results), (finding for finding in results if finding))
