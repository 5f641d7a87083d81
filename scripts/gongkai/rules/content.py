"""Whether the sections say what they are for."""

from gongkai.cell import Cell
from gongkai.finding import Outcome
from gongkai.forms import LIMITS
from gongkai.rules.case import HOLDS, NOTHING, Case, Checked, found, not_assessable

_PROBLEMS = "problems"


def problems(case: Case) -> Checked:
    """Section five says more than that there are none."""
    facts = case.report.facts
    if facts is None or _PROBLEMS not in facts.sections:
        return not_assessable("problems-empty", case, Cell(_PROBLEMS))
    return _unless("problems-empty", case, _PROBLEMS, _PROBLEMS not in facts.silent)


def fees(case: Case) -> Checked:
    """The text speaks of fees for processing information, in the section that is for it or in another."""
    facts, limits = case.report.facts, LIMITS.fees
    if case.report.form not in limits.forms:
        return NOTHING
    if facts is None or limits.section not in facts.sections:
        return not_assessable("fees-unexplained", case, Cell(limits.section))
    return _unless("fees-unexplained", case, limits.section, bool(facts.fees))


def _unless(rule: str, case: Case, section: str, holds: bool) -> Checked:  # noqa: FBT001  the very question
    return HOLDS if holds else Checked(0, (found(rule, Outcome.VIOLATED, case, Cell(section)),))
