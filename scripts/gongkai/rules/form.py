"""Whether the report has the form of its year, with all its sections, tables and rows."""

from collections.abc import Iterator
from typing import Final

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import FORMS, form_of
from gongkai.rules.case import HOLDS, Case, Checked, each, found, not_assessable

#: Rows that stand for several, with their tables, by form.
_UNDIVIDED: Final = {
    code: [(table.code, row) for table in form.tables for row in table.rows.values() if row.instead_of]
    for code, form in FORMS.items()
}
#: With fewer headings than that, they are not those of the form.
_FEWEST_HEADINGS: Final = 3


def outdated(case: Case) -> Checked:
    """The form of the year was used."""
    report, due = case.report, form_of(case.report.year)
    if due is None:
        return not_assessable("form-outdated", case, Cell(""))
    if due.code == report.form:
        return HOLDS
    words = {"year": report.year, "form": report.layout.label, "expected": due.label}
    return Checked(0, (found("form-outdated", Outcome.VIOLATED, case, Cell(""), words=words),))


def undivided(case: Case) -> Checked:
    """No row stands for several that the form divides."""
    return each(_undivided(case))


def _undivided(case: Case) -> Iterator[Finding | None]:
    for table, row in _UNDIVIDED[case.report.form]:
        rows = case.report.figures.get(table)
        if rows is None:
            yield found("form-undivided-other", Outcome.NOT_ASSESSABLE, case, Cell(table))
        elif row.code in rows:
            cell, words = Cell(table, row.code), {"row": row}
            yield found("form-undivided-other", Outcome.VIOLATED, case, cell, words=words)
        else:
            yield None


def sections(case: Case) -> Checked:
    """Every section has its heading, or its table."""
    facts = case.report.facts
    if facts is None:
        return not_assessable("section-missing", case, Cell(""))
    if len(facts.sections) < _FEWEST_HEADINGS:
        return Checked(0, (found("section-missing", Outcome.UNCERTAIN, case, Cell("")),))
    with_tables = {t.section for t in case.report.layout.tables if t.code in case.report.figures}
    present = with_tables.union(facts.sections)
    return each(
        None
        if section.code in present
        else found(
            "section-missing",
            Outcome.VIOLATED,
            case,
            Cell(section.code),
            words={"section": section, "number": section.number},
        )
        for section in case.report.layout.sections
    )


def tables(case: Case) -> Checked:
    """Every table is there."""
    tables = case.report.layout.tables
    missing = [table for table in tables if table.code not in case.report.figures]
    if not missing:
        return Checked(len(tables))
    findings = (found("table-missing", Outcome.VIOLATED, case, Cell(t.code), words={"table": t}) for t in missing)
    return Checked(len(tables) - len(missing), tuple(findings))
