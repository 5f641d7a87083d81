"""How good the data of a year are: how many reports agree with themselves, keep to the form, leave cells blank."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.finding import Outcome, Severity
from gongkai.report import Report
from gongkai.rules import Judgement
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
        reports = [report for _, report in site.reports if report.year == year]
        if reports:
            yield _quality(year, reports, [site.judgements[report.agency, year] for report in reports])


def _quality(year: int, reports: Iterable[Report], judgements: Iterable[Judgement]) -> Quality:
    values = [value for report in reports for _, value in report.cells()]
    judged = list(judgements)
    return Quality(
        year=year,
        reports=len(judged),
        contradicting=sum(_has(one, Severity.ERROR) for one in judged),
        departing=sum(_has(one, Severity.WARNING) for one in judged),
        cells=len(values),
        blank=sum(value is None for value in values),
    )


def _has(judgement: Judgement, severity: Severity) -> bool:
    return any(one.outcome is Outcome.VIOLATED and one.severity is severity for one in judgement.findings)
