"""The findings of one report as its page lists them: by rule, numbered where they stand at a figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple

from gongkai.finding import Finding, Outcome
from gongkai.forms import RULES, Rule
from gongkai.report import Report
from gongkai.rules import Judgement
from gongkai.text import Text
from gongkai.website.parts.counts import REMARK, SHOWN, shown_as
from gongkai.website.parts.pieces import Note

_ORDER: Final = {rule: place for place, rule in enumerate(RULES)}
#: Rules that find contradictions, then those that remark on something.
_LISTED: Final = sorted(RULES, key=lambda code: shown_as(Outcome.VIOLATED, RULES[code].severity) == REMARK)


class Noted(NamedTuple):
    """A finding with its place on the page: `anchor` of its own, `place` of the figure (empty: not on the page)."""

    finding: Finding
    anchor: str
    place: str
    number: int = 0


class Tally(NamedTuple):
    """What one rule came to: how many places are shown as what, in the order of `counts.SHOWN`."""

    code: str
    counts: tuple[int, ...]

    @property
    def label(self) -> Text:
        """The rule's name."""
        return RULES[self.code].label


@dataclass(frozen=True, slots=True)
class RuleNotes:
    """What one rule came to, with each finding; `shown_as` is what a violation of it is shown as."""

    rule: Rule
    shown_as: str
    tally: Tally
    violated: tuple[Noted, ...] = ()
    uncertain: tuple[Noted, ...] = ()
    not_assessable: tuple[Noted, ...] = ()


def anchor(finding: Finding) -> str:
    """Where a finding stands on its report's page; the same in every build."""
    return ":".join(filter(None, ("finding", finding.rule, str(finding.cell), finding.part)))


def by_rule(report: Report, judgement: Judgement) -> tuple[RuleNotes, ...]:
    """Every rule that looked at the report: contradictions first, then remarks, else in the rules' order."""
    noted = _noted(report, judgement.findings)
    holds = Outcome.HOLDS
    held = {rule: n for (rule, outcome), n in judgement.tally.items() if outcome is holds}
    found = [
        _rule(code, held.get(code, 0), noted[code]) if code in noted else _quiet(code, held[code])
        for code in _LISTED
        if code in held or code in noted
    ]
    return tuple(sorted(found, key=lambda one: not one.violated))


def notes(listed: Iterable[RuleNotes]) -> Mapping[str, tuple[Note, ...]]:
    """The numbered findings by the cell that they stand at."""
    found: dict[str, tuple[Note, ...]] = {}
    for one in (noted for rule in listed for noted in rule.violated):
        cell = str(one.finding.cell)
        found[cell] = (*found.get(cell, ()), Note(one.number, one.anchor))
    return found


def _rule(code: str, holds: int, noted: Sequence[Noted]) -> RuleNotes:
    outcomes: dict[Outcome, list[Noted]] = {outcome: [] for outcome in Outcome}
    for one in noted:
        outcomes[one.finding.outcome].append(one)
    rule, listed = RULES[code], {outcome: tuple(found) for outcome, found in outcomes.items()}
    violation = shown_as(Outcome.VIOLATED, rule.severity)
    counted = {Outcome.HOLDS.value: holds}
    counted |= {
        violation if outcome is Outcome.VIOLATED else outcome.value: len(found)
        for outcome, found in listed.items()
        if found
    }
    return RuleNotes(
        rule=rule,
        shown_as=violation,
        tally=Tally(code, tuple(counted.get(shown, 0) for shown in SHOWN)),
        violated=listed[Outcome.VIOLATED],
        uncertain=listed[Outcome.UNCERTAIN],
        not_assessable=listed[Outcome.NOT_ASSESSABLE],
    )


@lru_cache(4096)
def _quiet(code: str, holds: int) -> RuleNotes:
    """A rule that found nothing, as most do in most reports."""
    return _rule(code, holds, ())


def _noted(report: Report, findings: Iterable[Finding]) -> Mapping[str, Sequence[Noted]]:
    """By rule, with numbers from 1 for those violated, in the rules' order."""
    numbers = count(1)
    found: dict[str, list[Noted]] = {}
    for finding in sorted(findings, key=lambda finding: _ORDER[finding.rule]):
        number = next(numbers) if finding.outcome is Outcome.VIOLATED else 0
        found.setdefault(finding.rule, []).append(Noted(finding, anchor(finding), _place(report, finding), number))
    return found


def _place(report: Report, finding: Finding) -> str:
    cell = finding.cell
    if cell.table not in report.layout.table:
        return ""
    rows = report.figures.get(cell.table, {})
    return f"#{cell}" if cell.row in rows else f"#table-{cell.table}"
