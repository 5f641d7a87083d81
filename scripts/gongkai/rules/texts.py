"""Figures of the text against those of the tables, and totals of the text against their parts.

One of several readings that agrees is enough; without any, a blank figure or several statements make it uncertain.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import FORMS, SUBJECTS, Subject
from gongkai.forms.load import matches
from gongkai.numerals import Value, grouped, shortest
from gongkai.report import Statement
from gongkai.rules.case import NOTHING, Case, Checked, each, found, not_assessable
from gongkai.rules.words import figure, told
from gongkai.text import Text

#: The unit of statements that are shares.
PER_CENT: Final = "%"
#: Points of a per cent from which on a share is another one.
_FAR: Final = 1
#: The rows of a table that a report does not have.
_NO_ROWS: Final[Mapping[str, Sequence[Value | None]]] = {}
_SUBJECTS: Final = {
    rule: tuple(subject for subject in SUBJECTS.values() if subject.rule == rule)
    for rule in ("text-requests", "text-outcomes", "text-challenges")
}


def against_tables(rule: str, case: Case) -> Checked:
    """What the text counts is what the tables say. A place is a subject."""
    if not case.report.stated:
        return NOTHING if case.report.facts else not_assessable(rule, case, Cell(""))
    return each(_subjects(rule, case))


def _subjects(rule: str, case: Case) -> Iterator[Finding | None]:
    for subject in _SUBJECTS[rule]:
        stated = [one for one in case.report.stated if one.subject == subject.code]
        values = {one.value for one in stated if one.unit != PER_CENT}
        if values:
            yield _judged(rule, case, subject, values)
        shares = {one.value for one in stated if one.unit == PER_CENT}
        if shares:
            yield _shared(rule, case, subject, shares)


def _judged(rule: str, case: Case, subject: Subject, values: set[Value]) -> Finding | None:
    first = _sum(case, subject.cells)
    if first in values:
        return None
    cells = _cells(case, subject.cells)
    place = cells[0] if len(cells) == 1 else Cell(subject.cells[0].partition(".")[0])
    if place.table not in case.report.figures:
        return found(rule, Outcome.NOT_ASSESSABLE, case, Cell(place.table), part=subject.code)
    sums = [first, *(_sum(case, paths) for paths in subject.also)]
    if not values.isdisjoint(value for value in sums if value is not None):
        return None
    sure = len(values) == 1 and None not in sums
    stated = "、".join(shortest(value) for value in sorted(values))
    expected = "" if sums[0] is None else shortest(sums[0])
    return found(
        rule,
        Outcome.VIOLATED if sure else Outcome.UNCERTAIN,
        case,
        place,
        part=subject.code,
        expected=expected,
        actual=stated,
        others=cells if len(cells) > 1 else (),
        words={"subject": subject.label, "stated": stated, "figure": told("" if sums[0] is None else grouped(sums[0]))},
    )


def _shared(rule: str, case: Case, subject: Subject, stated: set[Value]) -> Finding | None:
    """Shares in per cent, of any of the sums that they may be shares of; about right is not yet wrong."""
    cells = _cells(case, subject.cells)
    if not cells:
        return None
    part, wholes = _sum(case, subject.cells), [_sum(case, paths) for paths in subject.share_of]
    shares = [] if part is None else [Decimal(100) * part / whole for whole in wholes if whole]
    distances = [abs(share - value) for value in stated for share in shares]
    written = max(stated)
    if any(abs(share - value) <= _last_place(value) for value in stated for share in shares):
        return None
    sure = len(stated) == 1 and None not in wholes and bool(distances) and min(distances) > _FAR
    expected = f"{shares[0]:.1f}%" if shares else ""
    return found(
        rule,
        Outcome.VIOLATED if sure else Outcome.UNCERTAIN,
        case,
        cells[0] if len(cells) == 1 else Cell(cells[0].table),
        part=f"{subject.code}.share",
        expected=expected,
        actual=f"{shortest(written)}%",
        others=cells if len(cells) > 1 else (),
        words={"subject": subject.label, "stated": f"{shortest(written)}%", "figure": told(expected)},
    )


def _last_place(value: Value) -> Decimal:
    """One of the last place that is written: shares are rounded, or cut off."""
    exponent = Decimal(value).as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _cells(case: Case, paths: tuple[str, ...]) -> tuple[Cell, ...]:
    """The cells of the report that the paths mean."""
    figures = case.report.figures
    return tuple(cell for cell, _ in _meant(case.report.form, paths) if cell.row in figures.get(cell.table, ()))


@lru_cache(maxsize=1024)
def _meant(form: str, paths: tuple[str, ...]) -> tuple[tuple[Cell, int], ...]:
    """The cells of a form that paths mean, each with its place in its row; the row of a path may end in `*`."""
    return tuple(
        (cell, place)
        for path in paths
        for table in FORMS[form].tables
        for row, index in table.column_index.items()
        for column, place in index.items()
        for cell in (Cell(table.code, row, column),)
        if matches(path, str(cell))
    )


def _sum(case: Case, paths: tuple[str, ...]) -> Value | None:
    """The cells that the paths mean, added up; `None` where one is blank, or the report has none of them."""
    figures, values = case.report.figures, []
    for cell, place in _meant(case.report.form, paths):
        row = figures.get(cell.table, _NO_ROWS).get(cell.row)
        if row is not None:
            values.append(row[place])
    return None if None in values or not values else sum(value for value in values if value is not None)


def parts(case: Case) -> Checked:
    """Parts listed after a total make no more than it. A place is a statement with parts."""
    if not case.report.stated:
        return NOTHING if case.report.facts else not_assessable("text-parts", case, Cell(""))
    with_parts = [one for one in case.report.stated if one.parts]
    return each(_parts(case, one, i) for i, one in enumerate(with_parts, start=1))


def added(stated: Statement) -> Outcome:
    """Whether parts make their total; fewer may not be all of them."""
    together = sum(stated.parts)
    if together == stated.value:
        return Outcome.HOLDS
    return Outcome.VIOLATED if together > stated.value else Outcome.UNCERTAIN


def _parts(case: Case, stated: Statement, number: int) -> Finding | None:
    together, outcome = sum(stated.parts), added(stated)
    if outcome is Outcome.HOLDS:
        return None
    known = SUBJECTS.get(stated.subject)
    label = known.label if known else Text(zh=stated.subject, en=stated.subject)
    words = {"subject": label, "stated": figure(stated.value), "figure": figure(together)}
    return found(
        "text-parts",
        outcome,
        case,
        Cell(stated.section),
        part=f"{stated.subject}.{number}",
        expected=shortest(together),
        actual=shortest(stated.value),
        words=words,
    )
