"""What the checks came to, counted as readers should see it: contradicting figures apart from mere remarks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from gongkai.finding import Outcome, Severity
from gongkai.rules import Judgement

#: A violated rule that is no contradiction of figures: a blank cell, an older form, a late day.
REMARK: Final = "remark"
#: What places are shown as, in the order in which they are told.
SHOWN: Final = (
    Outcome.HOLDS.value,
    Outcome.VIOLATED.value,
    REMARK,
    Outcome.UNCERTAIN.value,
    Outcome.NOT_ASSESSABLE.value,
)


def shown_as(outcome: Outcome, severity: Severity) -> str:
    """The word under which an outcome is shown: `violated` is kept for figures that contradict each other."""
    return REMARK if outcome is Outcome.VIOLATED and severity is not Severity.ERROR else outcome.value


def counts(judgement: Judgement) -> Mapping[str, int]:
    """Places of one report by what they are shown as: `holds`, `violated`, `remark`, `uncertain`, `not_assessable`."""
    found = dict.fromkeys(SHOWN, 0)
    for (_, outcome), places in judgement.tally.items():
        found[outcome.value] += places
    found[REMARK] = found[Outcome.VIOLATED.value] - judgement.contradictions
    found[Outcome.VIOLATED.value] = judgement.contradictions
    return found


def added(each: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """The counts of several reports together."""
    found: Counter[str] = Counter(dict.fromkeys(SHOWN, 0))
    for one in each:
        found.update(one)
    return found
