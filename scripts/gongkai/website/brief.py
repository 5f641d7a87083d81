"""What pages about many reports say of one: its key figures, its indicators, and what its checks came to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from gongkai.finding import Outcome, Severity
from gongkai.indicators import Measure, measures
from gongkai.numerals import Value
from gongkai.report import Report, Source
from gongkai.rules import Judgement
from gongkai.website.parts.answers import values
from gongkai.website.parts.counts import counts

#: An agency's id and a year: the key of a report.
Key = tuple[str, int]

#: The rows of the tables whose figures stand in lists and sentences.
KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "requests": ("received_new", "carried_in", "total", "carried_out"),
    "legal_challenges": ("reconsideration", "litigation_direct", "litigation_after_reconsideration"),
}


@dataclass(frozen=True, slots=True)
class Brief:
    """One report, small: a kilobyte, so that all reports of a nation fit in memory.

    `report` has the rows of `KEPT` only, and neither text nor marks; `answers` is `None` where they do not add up.
    `outcomes`: places by what they are shown as. `contradicting`: figures contradict each other; `departing`: it
    departs from the form. `cells`: how many it has, `blank`: how many of them hold no figure.
    """

    report: Report
    measures: Mapping[str, Measure]
    answers: tuple[Value, ...] | None
    outcomes: Mapping[str, int]
    contradicting: bool
    departing: bool
    cells: int
    blank: int


def brief(report: Report, judgement: Judgement) -> Brief:
    """A report in brief."""
    rows = [row for table in report.figures.values() for row in table.values()]
    return Brief(
        report=_cut(report),
        measures=measures(report),
        answers=values(report),
        outcomes=counts(judgement),
        contradicting=_has(judgement, Severity.ERROR),
        departing=_has(judgement, Severity.WARNING),
        cells=sum(map(len, rows)),
        blank=sum(row.count(None) for row in rows),
    )


def briefs(reports: Iterable[Report], judgements: Mapping[Key, Judgement]) -> dict[Key, Brief]:
    """Reports in brief, each with its own judgement."""
    return {(one.agency, one.year): brief(one, judgements[one.agency, one.year]) for one in reports}


def _cut(report: Report) -> Report:
    figures = {
        table: {row: rows[row] for row in KEPT.get(table, ()) if row in rows} for table, rows in report.figures.items()
    }
    return replace(report, figures=figures, source=Source(), stated=(), facts=None, text={}, marks=())


def _has(judgement: Judgement, severity: Severity) -> bool:
    return any(one.outcome is Outcome.VIOLATED and one.severity is severity for one in judgement.findings)
