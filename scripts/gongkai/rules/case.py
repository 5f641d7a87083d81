"""What a rule looks at, and how it says what it found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import RULES
from gongkai.register import Agency
from gongkai.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report with the agency's reports by year, this one among them or not; `agency` is `None` where not known."""

    report: Report
    reports: Mapping[int, Report] = field(default_factory=dict)
    agency: Agency | None = None


class Checked(NamedTuple):
    """What a rule came to: at how many places it holds, and a finding for each place where it does not."""

    holds: int = 0
    findings: tuple[Finding, ...] = ()


NO_WORDS: Final[Mapping[str, object]] = {}
#: The rule has nothing to look at in this report.
NOTHING = Checked()
HOLDS = Checked(1)


def found(
    rule: str,
    outcome: Outcome,
    case: Case,
    cell: Cell,
    *,
    others: tuple[Cell, ...] = (),
    words: Mapping[str, object] = NO_WORDS,
) -> Finding:
    """A finding in the rule's own words, which `words` fill in; figures and part are for the rule to add."""
    declared = RULES[rule]
    message = declared.messages[outcome]
    return Finding(
        agency_id=case.report.agency,
        year=case.report.year,
        rule=rule,
        outcome=outcome,
        severity=declared.severity,
        cell=cell,
        message=message.format(**words) if words else message,
        others=others,
    )


def not_assessable(rule: str, case: Case, cell: Cell) -> Checked:
    """What the rule needs is not there."""
    return Checked(0, (found(rule, Outcome.NOT_ASSESSABLE, case, cell),))
