"""How the cells of the tables are filled in: blank, no number, with a unit, with a note. A place is a table."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import WORDING, Column, Table
from gongkai.report import Mark
from gongkai.rules.case import Case, Checked, found
from gongkai.rules.words import listed
from gongkai.text import Text

#: With more than so many cells, a table has one finding for all of them.
_MOST: Final = 3
_SPACES: Final = re.compile(r"\s+")
_UNIT: Final = re.compile(r"\d(?:" + "|".join(map(re.escape, WORDING.units)) + ")")
_NOTE: Final = re.compile(r"[(（【\[].*[)）】\]]")


def blank(case: Case) -> Checked:
    """No cell is blank or holds a sign for nothing; a row that is all blank is told once."""
    findings: list[Finding] = []
    for table in case.report.layout.tables:
        if table.code in case.sheets and None in case.sheets[table.code].figures:
            findings += _blank(case, table)
    return _checked(case, findings)


def _blank(case: Case, table: Table) -> Iterable[Finding]:
    unreadable = {mark.cell for mark in case.report.marks if _unreadable(case, mark)}
    places: dict[Cell, int] = {}
    for code, row in case.report.figures[table.code].items():
        cells = table.cells[code]
        empty = [c for c, value in zip(cells, row, strict=True) if value is None and c not in unreadable]
        whole = len(empty) == len(cells) > 1
        places |= {Cell(table.code, code): len(empty)} if whole else dict.fromkeys(empty, 1)
    return _told("cell-blank", case, table, places)


def unreadable(case: Case) -> Checked:
    """No cell holds something that is no number."""
    return _marked("cell-unreadable", case, [m for m in case.report.marks if _unreadable(case, m)])


def unit(case: Case) -> Checked:
    """No figure carries a unit where the form fixes one."""
    marked = [
        mark
        for mark in case.report.marks
        if case.report.figure(mark.cell) is not None
        and _column(case, mark.cell).unit
        and _UNIT.search(_NOTE.sub("", _plain(mark)))
    ]
    return _marked("cell-unit", case, marked)


def note(case: Case) -> Checked:
    """No figure carries a note."""
    marked = [m for m in case.report.marks if case.report.figure(m.cell) is not None and _NOTE.search(m.written)]
    return _marked("cell-note", case, marked)


def _marked(rule: str, case: Case, marks: list[Mark]) -> Checked:
    if not marks:
        return Checked(len(case.report.figures))
    findings: list[Finding] = []
    for table, _ in _tables(case):
        places = {mark.cell: 1 for mark in marks if mark.cell.table == table.code}
        findings += _told(rule, case, table, places)
    return _checked(case, findings)


def _told(rule: str, case: Case, table: Table, places: dict[Cell, int]) -> Iterable[Finding]:
    """A finding for each place; one for the table where there are many."""
    if len(places) > _MOST:
        yield _finding(rule, case, Cell(table.code), places)
    else:
        yield from (_finding(rule, case, place, {place: count}) for place, count in places.items())


def _finding(rule: str, case: Case, cell: Cell, places: dict[Cell, int]) -> Finding:
    table = case.report.layout.table[cell.table]
    words = {"table": table, "count": sum(places.values()), "place": _where(table, list(places))}
    others = tuple(place for place in places if place != cell)
    return found(rule, Outcome.VIOLATED, case, cell, others=others, words=words)


def _where(table: Table, places: list[Cell]) -> Text:
    """Few places by their names, many by the columns and the number of rows that they are in."""
    if len(places) <= _MOST:
        return listed([_called(table, cell) for cell in places])
    blank: dict[str, set[str]] = defaultdict(set)
    for cell in places:
        blank[cell.row].add(cell.column)
    columns = {one.code: one for row, codes in blank.items() for one in table.columns(row) if codes & {"", one.code}}
    named, rows = listed(list(columns.values()), "列"), len(blank)
    return Text(zh=f"在{rows}行的{named.zh}", en=f"{named.en}, in {rows} rows")


def _called(table: Table, cell: Cell) -> Text:
    row = table.rows[cell.row]
    if not cell.column:
        return row
    column = table.columns(cell.row)[table.column_index[cell.row][cell.column]]
    return Text(zh=f"{row.zh}·{column.zh}", en=f"{row.en}, {column.en}")


def _checked(case: Case, findings: list[Finding]) -> Checked:
    tables = {finding.cell.table for finding in findings}
    return Checked(len(case.report.figures) - len(tables), tuple(findings))


def _tables(case: Case) -> Iterable[tuple[Table, dict[str, tuple[object, ...]]]]:
    figures = case.report.figures
    return ((table, dict(figures[table.code])) for table in case.report.layout.tables if table.code in figures)


def _unreadable(case: Case, mark: Mark) -> bool:
    return case.report.figure(mark.cell) is None and _plain(mark) not in WORDING.blank


def _plain(mark: Mark) -> str:
    return _SPACES.sub("", mark.written)


def _column(case: Case, cell: Cell) -> Column:
    table = case.report.layout.table[cell.table]
    return table.columns(cell.row)[table.column_index[cell.row][cell.column]]
