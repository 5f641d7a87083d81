"""A finding: what a rule says of one place of one report.

The same finding is a CLI line, a CSV row and a note on a page.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai.cell import Cell
from gongkai.text import Text


class Outcome(StrEnum):
    """What came of checking one rule at one place. A missing figure never counts as zero."""

    HOLDS = "holds"
    VIOLATED = "violated"
    UNCERTAIN = "uncertain"  # a figure that the rule needs is blank
    NOT_ASSESSABLE = "not_assessable"  # the table, the row or the year before is missing

    #: Tallies are kept by outcome: the hash of the word itself, which costs no call.
    __hash__ = str.__hash__


class Severity(StrEnum):
    """How much a violation weighs: a contradiction in figures, a departure from the form, or a thing to look at."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a person says about a finding: who, when (ISO), why, and where that can be looked up."""

    by: str
    date: str
    why: str
    source: str = ""


class Finding(NamedTuple):
    """One rule at one place of one report.

    `expected` and `actual` are figures or words as a reader would write them, empty where there is none.
    `cell` is where the finding stands (its `table` may be a section); `part` tells apart what one rule finds there
    more than once; `others` are the further cells that it speaks of. An `explanation` changes nothing about it.
    """

    agency_id: str
    year: int
    rule: str
    outcome: Outcome
    severity: Severity
    cell: Cell
    message: Text
    expected: str = ""
    actual: str = ""
    part: str = ""
    others: tuple[Cell, ...] = ()
    explanation: Explanation | None = None

    @property
    def id(self) -> str:
        """The same for the same rule at the same place in every build."""
        place = f"{self.agency_id}/{self.year}/{self.rule}/{self.cell}".rstrip("/")
        return f"{place}/{self.part}" if self.part else place
