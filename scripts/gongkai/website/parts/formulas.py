"""The cells that an indicator adds up, in the words of the form."""

from dataclasses import dataclass

from gongkai.cell import Cell
from gongkai.forms import Form, Table
from gongkai.forms.load import matches
from gongkai.text import Text
from gongkai.website.words import TEXTS


@dataclass(frozen=True, slots=True)
class Term:
    """One summand: the pattern as `forms/` has it, its table, row and column in words (no column: the total)."""

    pattern: str
    table: Table
    row: Text
    column: Text | None


def terms(patterns: tuple[str, ...], form: Form) -> tuple[Term, ...]:
    """What the patterns of an indicator mean in a form."""
    return tuple(_term(pattern, form) for pattern in patterns)


def _term(pattern: str, form: Form) -> Term:
    code, row, column = pattern.split(".")
    table = form.table[code]
    rows = [one for one in table.rows if matches(pattern, str(Cell(code, one, column)))]
    found = table.columns(rows[0])[table.column_index[rows[0]][column]]
    return Term(pattern, table, _row(table, row, rows), None if found.total else found)


def _row(table: Table, pattern: str, rows: list[str]) -> Text:
    """The row's label; for several rows that of the group that they are all in."""
    first = table.rows[rows[0]]
    if "*" not in pattern:
        return TEXTS["formula_row"].format(number=first.number, row=first)
    group = table.groups[first.group or ""]
    return TEXTS["formula_rows"].format(number=group.number, group=group, count=len(rows))
