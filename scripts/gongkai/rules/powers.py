"""规章 by agencies that cannot make them."""

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import LIMITS, Table
from gongkai.numerals import Value, shortest
from gongkai.register import Agency
from gongkai.rules.case import NOTHING, Case, Checked, each, found, not_assessable
from gongkai.rules.words import figure

_RULE = "regulations-without-power"
_LIMITS = LIMITS.regulations


def regulations(case: Case) -> Checked:
    """None are reported, unless the agency, or the government that it is the office of, may make them."""
    table = next((table for table in case.report.layout.tables if _LIMITS.row in table.rows), None)
    if table is None or case.agency is None:
        return not_assessable(_RULE, case, Cell(table.code if table else ""))
    row = case.report.figures.get(table.code, {}).get(_LIMITS.row)
    if row is None:
        return not_assessable(_RULE, case, Cell(table.code))
    if _may(case.agency):
        return NOTHING
    columns = table.columns(_LIMITS.row)
    return each(_judged(case, table, column.code, value) for column, value in zip(columns, row, strict=True))


def _judged(case: Case, table: Table, column: str, value: Value | None) -> Finding | None:
    if not value or case.agency is None:
        return None
    cell = Cell(table.code, _LIMITS.row, column)
    sure = column in _LIMITS.made and case.agency.kind not in _LIMITS.doubtful
    index = table.column_index[_LIMITS.row][column]
    words = {"row": table.rows[_LIMITS.row], "column": table.columns(_LIMITS.row)[index], "actual": figure(value)}
    outcome = Outcome.VIOLATED if sure else Outcome.UNCERTAIN
    return found(_RULE, outcome, case, cell, actual=shortest(value), words=words)


def _may(agency: Agency) -> bool:
    kind = "government" if agency.name.endswith(_LIMITS.offices) else agency.kind
    return any((maker.kind, maker.level) == (kind, agency.level) for maker in _LIMITS.makers)
