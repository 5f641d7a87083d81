"""A report and its neighbours → findings: what must hold, judged with four outcomes.

Each rule is declared in `forms/rules.yml` and has one function here; the arithmetic ones share theirs, which goes by
the rows of `forms/identities.yml`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from gongkai.dataset import History
from gongkai.finding import Explanation, Finding, Outcome, Severity
from gongkai.forms import IDENTITIES
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.rules import (
    arithmetic,
    cells,
    content,
    dates,
    form,
    labels,
    likeness,
    outliers,
    places,
    powers,
    texts,
)
from gongkai.rules.around import Around, around
from gongkai.rules.case import Case, Checked
from gongkai.rules.gazetteer import Gazetteer
from gongkai.rules.resemblance import Print, Resemblance, prints, resemblances

__all__ = [
    "CHECKS",
    "Around",
    "Case",
    "Checked",
    "Gazetteer",
    "Judgement",
    "Print",
    "Resemblance",
    "around",
    "explained",
    "judge",
    "judgements",
    "prints",
    "resemblances",
]

#: Every check: rule code → a function of a case.
CHECKS: Final[Mapping[str, Callable[[Case], Checked]]] = {
    **{identity.rule: partial(arithmetic.check, identity) for identity in IDENTITIES},
    **{rule: partial(texts.against_tables, rule) for rule in ("text-requests", "text-outcomes", "text-challenges")},
    "text-parts": texts.parts,
    "form-outdated": form.outdated,
    "form-undivided-other": form.undivided,
    "section-missing": form.sections,
    "table-missing": form.tables,
    "cell-blank": cells.blank,
    "cell-unreadable": cells.unreadable,
    "cell-unit": cells.unit,
    "cell-note": cells.note,
    "row-unknown": labels.unknown,
    "label-variant": labels.variant,
    "regulations-without-power": powers.regulations,
    "fees-unexplained": content.fees,
    "problems-empty": content.problems,
    "other-place": places.other,
    "repeats-last-year": likeness.last_year,
    "repeats-other": likeness.other_agency,
    "published-late": dates.late,
    "year-gap": dates.gap,
    "outlier": outliers.outlier,
}


_HOLDS: Final = Outcome.HOLDS


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one report: each place that does not hold, and how often each outcome came, by rule."""

    findings: tuple[Finding, ...]
    tally: Mapping[tuple[str, Outcome], int]

    def count(self, outcome: Outcome) -> int:
        """Places with that outcome, over all rules."""
        return sum(n for (_, found), n in self.tally.items() if found is outcome)

    @property
    def contradictions(self) -> int:
        """Places where figures contradict each other: violated rules of the gravest kind."""
        return sum(one.outcome is Outcome.VIOLATED and one.severity is Severity.ERROR for one in self.findings)


def judge(
    report: Report, reports: Mapping[int, Report], agency: Agency | None = None, surroundings: Around | None = None
) -> Judgement:
    """All rules on one report; `reports` are the agency's reports by year, this one among them or not.

    What is not known of agency and surroundings makes the rules that need it not assessable.
    """
    case = Case(report=report, reports=reports, agency=agency, around=surroundings)
    findings: list[Finding] = []
    tally: dict[tuple[str, Outcome], int] = {}
    for rule, check in CHECKS.items():
        holds, found = check(case)
        if holds:
            tally[rule, _HOLDS] = holds
        for finding in found:
            place = rule, finding.outcome
            tally[place] = tally.get(place, 0) + 1
        findings += found
    return Judgement(tuple(findings), tally)


def explained(judgement: Judgement, said: Mapping[str, Explanation]) -> Judgement:
    """The judgement with what people say about its findings, by finding."""
    if not said:
        return judgement
    return replace(judgement, findings=tuple(one._replace(explanation=said.get(one.id)) for one in judgement.findings))


def judgements(history: History, surroundings: Around | None = None) -> Iterator[tuple[Report, Judgement]]:
    """Every report of an agency with its judgement, the oldest first."""
    for report in history.reports.values():
        yield report, judge(report, history.reports, history.agency, surroundings)
