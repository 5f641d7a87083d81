"""Texts that repeat: the agency's own of the year before, or another agency's."""

from collections.abc import Iterator
from typing import Final

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import LIMITS
from gongkai.report import Report
from gongkai.rules.case import Case, Checked, each, found, holding, not_assessable
from gongkai.rules.words import share as worded
from gongkai.sketch import alike
from gongkai.text import Text

_LIMITS: Final = LIMITS.likeness


def last_year(case: Case) -> Checked:
    """No section is that of the year before. A place is a section that both years have."""
    before = case.reports.get(case.report.year - 1)
    if case.report.facts is None or before is None or before.facts is None:
        return not_assessable("repeats-last-year", case, Cell(""))
    return each(_sections(case, before))


def _sections(case: Case, before: Report) -> Iterator[Finding | None]:
    here, there = _prints(case.report), _prints(before)
    for section in (code for code in here if code in there):
        share = alike(here[section], there[section])
        words: dict[str, object] = {"year": before.year}
        yield _finding("repeats-last-year", case, section, share, words) if share >= _LIMITS.doubtful else None


def other_agency(case: Case) -> Checked:
    """No section is that of another agency. A place is a section."""
    report = case.report
    if report.facts is None or case.around is None:
        return not_assessable("repeats-other", case, Cell(""))
    alike_ones = case.around.resemblances.get((report.agency, report.year), ())
    findings = (
        _finding(
            "repeats-other",
            case,
            one.section,
            one.share,
            {"agency": Text(zh=one.name, en=one.name_en), "year": one.year},
        )
        for one in alike_ones
    )
    return holding(len(report.facts.sketches), findings)


def _finding(rule: str, case: Case, section: str, share: float, words: dict[str, object]) -> Finding:
    outcome = Outcome.VIOLATED if share >= _LIMITS.same else Outcome.UNCERTAIN
    named = next(one for one in case.report.layout.sections if one.code == section)
    words |= {"section": named, "number": named.number, "share": worded(share)}
    return found(rule, outcome, case, Cell(section), words=words)


def _prints(report: Report) -> dict[str, str]:
    return {sketch.section: sketch.print for sketch in report.facts.sketches} if report.facts else {}
