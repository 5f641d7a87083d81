"""What one annual report says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.cell import Cell
from gongkai.forms import FORMS, Form
from gongkai.numerals import Value
from gongkai.report.facts import Facts

#: table → row → figures in the order of the form's columns. `None`: in the form, but blank.
#: A table or row that is not in the agency's form is absent.
Figures = Mapping[str, Mapping[str, tuple[Value | None, ...]]]


class Source(NamedTuple):
    """Where a report's figures come from; dates in ISO. `obtained` is a code of the list `obtained`."""

    url: str = ""
    document: str = ""
    sha256: str = ""
    retrieved: str = ""
    obtained: str = ""


class Statement(NamedTuple):
    """A figure that the text states, as a fact: what it counts, how many, and the parts it is said to consist of."""

    section: str
    subject: str
    value: Value
    unit: str = ""
    parts: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A cell written otherwise than as a plain number; `unit` where the written unit is not the form's."""

    cell: Cell
    written: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One agency's report of one year, exactly as it states its figures.

    `facts` is `None` where nobody has read the text for them: the rules that need them then have nothing to say.
    """

    agency: str
    year: int
    title: str
    form: str
    published: str = ""
    source: Source = field(default_factory=Source)
    figures: Figures = field(default_factory=dict)
    stated: tuple[Statement, ...] = ()
    facts: Facts | None = None
    text: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()

    @property
    def layout(self) -> Form:
        """The form that the report uses."""
        return FORMS[self.form]

    def has(self, cell: Cell) -> bool:
        """Whether the agency's form has the cell at all, blank or not."""
        row = self.figures.get(cell.table, {}).get(cell.row)
        return row is not None and cell.column in self.layout.table[cell.table].column_index[cell.row]

    def figure(self, cell: Cell) -> Value | None:
        """The figure in a cell; `None` where it is blank. Raises `KeyError` where the report has no such cell."""
        index = self.layout.table[cell.table].column_index[cell.row]
        return self.figures[cell.table][cell.row][index[cell.column]]

    def known(self, cell: Cell) -> Value | None:
        """The figure in a cell; `None` where it is blank or the report has no such cell."""
        row = self.figures.get(cell.table, {}).get(cell.row)
        if row is None:
            return None
        index = self.layout.table[cell.table].column_index[cell.row].get(cell.column)
        return None if index is None else row[index]

    def cells(self) -> Iterator[tuple[Cell, Value | None]]:
        """Every cell that the report has, in the form's order."""
        for table in self.layout.tables:
            rows = self.figures.get(table.code, {})
            for row, columns in table.column_index.items():
                if row in rows:
                    for column, value in zip(columns, rows[row], strict=True):
                        yield Cell(table.code, row, column), value
