"""What the checks came to, counted as readers should see it: contradicting figures apart from mere remarks."""

from collections.abc import Iterable, Mapping
from typing import Final

from gongkai.finding import Outcome, Severity
from gongkai.rules import Judgement

#: A violated rule that is no contradiction of figures: a blank cell, an older form, a late day.
REMARK: Final = "remark"


def shown_as(outcome: Outcome, severity: Severity) -> str:
    """The word under which an outcome is shown: `violated` is kept for figures that contradict each other."""
    return REMARK if outcome is Outcome.VIOLATED and severity is not Severity.ERROR else outcome.value


def counts(judgements: Iterable[Judgement]) -> Mapping[str, int]:
    """Places by what they are shown as: `holds`, `violated`, `remark`, `uncertain`, `not_assessable`."""
    judged = tuple(judgements)
    contradictions = sum(one.contradictions for one in judged)
    return {
        Outcome.HOLDS.value: sum(one.count(Outcome.HOLDS) for one in judged),
        Outcome.VIOLATED.value: contradictions,
        REMARK: sum(one.count(Outcome.VIOLATED) for one in judged) - contradictions,
        Outcome.UNCERTAIN.value: sum(one.count(Outcome.UNCERTAIN) for one in judged),
        Outcome.NOT_ASSESSABLE.value: sum(one.count(Outcome.NOT_ASSESSABLE) for one in judged),
    }
