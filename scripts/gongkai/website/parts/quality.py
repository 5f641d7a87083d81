"""How good the data of a year are: how many reports agree with themselves, keep to the form, leave cells blank."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.website.brief import Brief
from gongkai.website.parts.figures import percent
from gongkai.website.site import Site


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of a year's reports: all, with figures that contradict each other, that depart from the form; cells."""

    year: int
    reports: int
    contradicting: int
    departing: int
    cells: int
    blank: int

    @property
    def consistent(self) -> int:
        """Reports in which no figure was found to contradict another."""
        return self.reports - self.contradicting

    @property
    def blank_share(self) -> str:
        """How many cells hold no figure, in per cent; empty where no report has a table."""
        return percent(Decimal(self.blank) / self.cells) if self.cells else ""


def by_year(site: Site) -> Iterator[Quality]:
    """Every year that has reports, the newest first."""
    for year in reversed(site.years):
        yield _quality(year, [brief for (_, of), brief in site.briefs.items() if of == year])


def _quality(year: int, briefs: list[Brief]) -> Quality:
    return Quality(
        year=year,
        reports=len(briefs),
        contradicting=sum(one.contradicting for one in briefs),
        departing=sum(one.departing for one in briefs),
        cells=sum(one.cells for one in briefs),
        blank=sum(one.blank for one in briefs),
    )
