"""A report and its neighbours → findings: what must hold, judged with four outcomes.

Each rule is declared in `forms/rules.yml`; the arithmetic ones are rows of `forms/identities.yml`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from gongkai.dataset import History
from gongkai.finding import Finding, Outcome
from gongkai.forms import IDENTITIES
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.rules import arithmetic
from gongkai.rules.case import Case, Checked

__all__ = ["CHECKS", "Case", "Checked", "Judgement", "judge", "judgements"]

#: Every check: rule code → a function of a case.
CHECKS: Final[Mapping[str, Callable[[Case], Checked]]] = {
    **{identity.rule: partial(arithmetic.check, identity) for identity in IDENTITIES},
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one report: each place that does not hold, and how often each outcome came, by rule."""

    findings: tuple[Finding, ...]
    tally: Mapping[tuple[str, Outcome], int]

    def count(self, outcome: Outcome) -> int:
        """Places with that outcome, over all rules."""
        return sum(n for (_, found), n in self.tally.items() if found is outcome)


def judge(report: Report, reports: Mapping[int, Report], agency: Agency | None = None) -> Judgement:
    """All rules on one report; `reports` are the agency's reports by year, this one among them or not."""
    case = Case(report=report, reports=reports, agency=agency)
    findings: list[Finding] = []
    tally: Counter[tuple[str, Outcome]] = Counter()
    for rule, check in CHECKS.items():
        checked = check(case)
        if checked.holds:
            tally[rule, Outcome.HOLDS] = checked.holds
        for finding in checked.findings:
            tally[rule, finding.outcome] += 1
            findings.append(finding)
    return Judgement(tuple(findings), tally)


def judgements(history: History) -> Iterator[tuple[Report, Judgement]]:
    """Every report of an agency with its judgement, the oldest first."""
    for report in history.reports.values():
        yield report, judge(report, history.reports, history.agency)
