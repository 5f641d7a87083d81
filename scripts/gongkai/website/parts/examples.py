"""An identity of the forms at work: a real report's total with the parts that it is the sum of."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from gongkai.cell import Cell
from gongkai.dataset import History
from gongkai.forms import IDENTITIES, Column, Identity, Part
from gongkai.numerals import Value
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.text import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A summand: its sign, its label, the year of the report that states it, and its figure."""

    minus: bool
    label: Text
    year: int
    value: Value


@dataclass(frozen=True, slots=True)
class Example:
    """`terms` add up to `total`; parts that are zero are left out."""

    agency: Agency
    year: int
    label: Text
    total: Value
    terms: tuple[Term, ...]


def identity_of(rule: str) -> Identity | None:
    """The identity that a rule looks for; `None` where it looks for something else."""
    return next((one for one in IDENTITIES if one.rule == rule), None)


def example(identity: Identity, history: History, report: Report) -> Example | None:
    """The report's largest total that the identity holds for; `None` where there is none."""
    if identity.table not in report.figures:
        return None
    totals = [(total, cell) for cell in _totals(identity, report) if (total := report.known(cell))]
    largest = sorted(totals, key=itemgetter(0), reverse=True)
    return next((case for total, cell in largest if (case := _case(identity, history, report, cell, total))), None)


def _totals(identity: Identity, report: Report) -> Iterator[Cell]:
    """The cells that hold the identity's totals."""
    for row, index in report.layout.table[identity.table].column_index.items():
        if identity.axis == "columns" and identity.total in index:
            yield Cell(identity.table, row, identity.total)
        elif identity.axis == "rows" and row == identity.total:
            yield from (Cell(identity.table, row, column) for column in index)


def _case(identity: Identity, history: History, report: Report, cell: Cell, total: Value) -> Example | None:
    terms = [_term(identity, history, report, cell, part) for part in identity.parts]
    known = [term for term in terms if term is not None]
    if sum((-t.value if t.minus else t.value for t in known), start=0) != total:
        return None
    shown = tuple(term for term in known if term.value)
    return Example(history.agency, report.year, label(report, cell), total, shown)


def _term(identity: Identity, history: History, report: Report, total: Cell, part: Part) -> Term | None:
    cell = total._replace(column=part.code) if identity.axis == "columns" else total._replace(row=part.code)
    source = history.reports.get(report.year - part.years_before)
    value = source.known(cell) if source else None
    if source is None or value is None:
        return None
    one = _column(source, cell) if identity.axis == "columns" else _row(source, cell)
    return Term(part.weight < 0, one, source.year, value)


def label(report: Report, cell: Cell) -> Text:
    """Row and column of a cell in the form's words; a column of totals goes without saying."""
    row, column = _row(report, cell), _column(report, cell)
    if column.total and cell.row and report.layout.table[cell.table].rows[cell.row].total:
        return row
    return Text(zh=f"{row.zh} · {column.zh}", en=f"{row.en} · {column.en}")


def _row(report: Report, cell: Cell) -> Text:
    row = report.layout.table[cell.table].rows[cell.row]
    return Text(zh=f"{row.number}{row.zh}", en=row.en)


def _column(report: Report, cell: Cell) -> Column:
    table = report.layout.table[cell.table]
    return table.columns(cell.row)[table.column_index[cell.row][cell.column]]
