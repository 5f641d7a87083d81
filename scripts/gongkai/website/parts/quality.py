"""How good the data of a year are: how many reports agree with themselves, keep to the form, leave cells blank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.website.brief import Brief
from gongkai.website.parts.counts import added
from gongkai.website.parts.figures import percent


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of a year's reports: all, with figures that contradict each other, that depart from the form; cells.

    `outcomes`: places by what they are shown as.
    """

    reports: int
    contradicting: int
    departing: int
    cells: int
    blank: int
    outcomes: Mapping[str, int]

    @property
    def consistent(self) -> int:
        """Reports in which no figure was found to contradict another."""
        return self.reports - self.contradicting

    @property
    def blank_share(self) -> str:
        """How many cells hold no figure, in per cent; empty where no report has a table."""
        return percent(Decimal(self.blank) / self.cells) if self.cells else ""

    def __add__(self, other: "Quality") -> "Quality":
        """The reports of both, of one year."""
        return Quality(
            self.reports + other.reports,
            self.contradicting + other.contradicting,
            self.departing + other.departing,
            self.cells + other.cells,
            self.blank + other.blank,
            added([self.outcomes, other.outcomes]),
        )


def quality(briefs: Iterable[Brief]) -> Quality:
    """The reports of one year."""
    every = tuple(briefs)
    return Quality(
        reports=len(every),
        contradicting=sum(one.contradicting for one in every),
        departing=sum(one.departing for one in every),
        cells=sum(one.cells for one in every),
        blank=sum(one.blank for one in every),
        outcomes=added(one.outcomes for one in every),
    )
