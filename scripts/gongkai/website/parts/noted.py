"""The findings of one report as its page lists them: by rule, numbered where they stand at a figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from gongkai.finding import Finding, Outcome
from gongkai.forms import RULES, Rule
from gongkai.report import Report
from gongkai.rules import Judgement
from gongkai.website.parts.counts import REMARK, shown_as
from gongkai.website.parts.pieces import Note


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding with its place on the page: `anchor` of its own, `place` of the figure (empty: not on the page)."""

    finding: Finding
    anchor: str
    place: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class RuleNotes:
    """What one rule came to; `holds` counts the places where it does."""

    rule: Rule
    holds: int
    violated: tuple[Noted, ...]
    uncertain: tuple[Noted, ...]
    not_assessable: tuple[Noted, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """Places by what they are shown as; an outcome that the rule never has is not there."""
        return {
            Outcome.HOLDS.value: self.holds,
            self.shown_as: len(self.violated),
            Outcome.UNCERTAIN.value: len(self.uncertain),
            Outcome.NOT_ASSESSABLE.value: len(self.not_assessable),
        }

    @property
    def shown_as(self) -> str:
        """What a violation of the rule is shown as: a contradiction, or a remark."""
        return shown_as(Outcome.VIOLATED, self.rule.severity)


def anchor(finding: Finding) -> str:
    """Where a finding stands on its report's page; the same in every build."""
    return ":".join(filter(None, ("finding", finding.rule, str(finding.cell), finding.part)))


def by_rule(report: Report, judgement: Judgement) -> tuple[RuleNotes, ...]:
    """Every rule that looked at the report: contradictions first, then remarks, else in the rules' order."""
    noted = _noted(report, judgement.findings)
    codes = [rule for rule in RULES if any(looked == rule for looked, _ in judgement.tally)]
    found = [_rule(code, judgement, [one for one in noted if one.finding.rule == code]) for code in codes]
    return tuple(sorted(found, key=lambda one: (not one.violated, one.shown_as == REMARK)))


def notes(listed: Iterable[RuleNotes]) -> Mapping[str, tuple[Note, ...]]:
    """The numbered findings by the cell that they stand at."""
    found: dict[str, tuple[Note, ...]] = {}
    for one in (noted for rule in listed for noted in rule.violated):
        cell = str(one.finding.cell)
        found[cell] = (*found.get(cell, ()), Note(one.number, one.anchor))
    return found


def _rule(code: str, judgement: Judgement, noted: list[Noted]) -> RuleNotes:
    outcomes = {outcome: tuple(one for one in noted if one.finding.outcome is outcome) for outcome in Outcome}
    return RuleNotes(
        rule=RULES[code],
        holds=judgement.tally.get((code, Outcome.HOLDS), 0),
        violated=outcomes[Outcome.VIOLATED],
        uncertain=outcomes[Outcome.UNCERTAIN],
        not_assessable=outcomes[Outcome.NOT_ASSESSABLE],
    )


def _noted(report: Report, findings: Iterable[Finding]) -> list[Noted]:
    """With numbers from 1 for those violated, in the rules' order."""
    order = list(RULES)
    numbers = count(1)
    return [
        Noted(
            finding,
            anchor(finding),
            _place(report, finding),
            next(numbers) if finding.outcome is Outcome.VIOLATED else 0,
        )
        for finding in sorted(findings, key=lambda finding: order.index(finding.rule))
    ]


def _place(report: Report, finding: Finding) -> str:
    cell = finding.cell
    if cell.table not in report.layout.table:
        return ""
    rows = report.figures.get(cell.table, {})
    return f"#{cell}" if cell.row in rows else f"#table-{cell.table}"
