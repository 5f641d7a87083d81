"""How rows are labelled: as the form does, and none that no form has."""

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.report import Label
from gongkai.rules.case import Case, Checked, found, not_assessable


def unknown(case: Case) -> Checked:
    """No row is in no form. A place is a table."""
    if case.report.facts is None:
        return not_assessable("row-unknown", case, Cell(""))
    labels = case.report.facts.unknown_rows
    findings = tuple(_finding("row-unknown", case, label, i) for i, label in enumerate(labels, start=1))
    return Checked(len(case.report.figures.keys() - {label.cell.table for label in labels}), findings)


def variant(case: Case) -> Checked:
    """No row is labelled otherwise. A place is a row."""
    if case.report.facts is None:
        return not_assessable("label-variant", case, Cell(""))
    labels = case.report.facts.variants
    rows = sum(len(rows) for rows in case.report.figures.values())
    findings = tuple(_finding("label-variant", case, label, 0) for label in labels)
    return Checked(max(rows - len(labels), 0), findings)


def _finding(rule: str, case: Case, label: Label, number: int) -> Finding:
    table = case.report.layout.table[label.cell.table]
    row = table.rows[label.cell.row] if label.cell.row else table
    words = {"table": table, "row": row, "written": label.written}
    part = str(number) if number else ""
    return found(rule, Outcome.VIOLATED, case, label.cell, part=part, actual=label.written, words=words)
