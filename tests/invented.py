"""Invented reports: figures chosen at random, made to satisfy every identity of the form."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from gongkai.cell import Cell
from gongkai.forms import FORMS, Form, Table
from gongkai.numerals import Value
from gongkai.report import Figures, Report

AGENCY = "made-up-bureau"
COUNTS = st.integers(0, 10**6)


@st.composite
def reports(draw: st.DrawFn, year: int = 2023, form: str | None = None, *, undivided: bool | None = None) -> Report:
    """A report of one year whose every figure is there and adds up."""
    layout = FORMS[form or draw(st.sampled_from(sorted(FORMS)))]
    instead = draw(st.booleans()) if undivided is None else undivided
    figures = {table.code: _table(draw, table, undivided=instead) for table in layout.tables}
    figures["requests"] = _balanced(figures["requests"], layout)
    return Report(agency=AGENCY, year=year, title=f"某某局{year}年年报", form=layout.code, figures=figures)


def _table(draw: st.DrawFn, table: Table, *, undivided: bool) -> Mapping[str, tuple[Value | None, ...]]:
    """Random counts in every row; totals over the columns are right."""
    rows = {}
    for code, index in table.column_index.items():
        row = table.rows[code]
        if (row.instead_of and not undivided) or (code in table.substitutes and undivided):
            continue
        figures: list[Value | None] = [draw(COUNTS) for _ in index]
        if "total" in index:
            figures[index["total"]] = sum(v for v in figures[:-1] if v is not None)
        rows[code] = tuple(figures)
    return rows


def _balanced(rows: Mapping[str, tuple[Value | None, ...]], form: Form) -> Mapping[str, tuple[Value | None, ...]]:
    """Table 3 with the sum of outcomes in its total, and as many new requests as make it balance."""
    table = form.table["requests"]
    outcomes = [code for code, row in table.rows.items() if code in rows and row.group and not row.total]
    width = range(len(rows["received_new"]))
    total = [sum(_sure(rows[code][i]) for code in outcomes) for i in width]
    carried_in = [min(_sure(rows["carried_in"][i]), total[i]) for i in width[:-1]]
    carried_in.append(sum(carried_in))
    new = [total[i] + _sure(rows["carried_out"][i]) - carried_in[i] for i in width]
    return {**rows, "total": tuple(total), "carried_in": tuple(carried_in), "received_new": tuple(new)}


def _sure(value: Value | None) -> int:
    assert isinstance(value, int)
    return value


def with_figure(report: Report, cell: Cell, value: Value | None) -> Report:
    """The report with one cell changed."""
    index = report.layout.table[cell.table].column_index[cell.row][cell.column]
    row = list(report.figures[cell.table][cell.row])
    row[index] = value
    return replace(report, figures=_changed(report.figures, cell, tuple(row)))


def without_row(report: Report, table: str, row: str) -> Report:
    """The report whose form lacks a row."""
    rows = {code: figures for code, figures in report.figures[table].items() if code != row}
    return replace(report, figures={**report.figures, table: rows})


def without_table(report: Report, table: str) -> Report:
    """The report that lacks a table."""
    return replace(report, figures={code: rows for code, rows in report.figures.items() if code != table})


def _changed(figures: Figures, cell: Cell, row: tuple[Value | None, ...]) -> Figures:
    return {**figures, cell.table: {**figures[cell.table], cell.row: row}}
