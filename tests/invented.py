"""Invented reports: figures chosen at random, made to satisfy every identity of the form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from random import Random
from typing import Final

from hypothesis import strategies as st

from gongkai.cell import Cell
from gongkai.forms import FORMS, Column, Form, Table, form_of
from gongkai.numerals import Value
from gongkai.report import Facts, Figures, Named, Report, Sketch, Statement
from gongkai.sketch import sketch

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


#: What the text of a series states: subject → the cells it counts there. Cases that are pending are left out.
STATED: Final[Mapping[str, tuple[str, ...]]] = {
    "requests.received_new": ("requests.received_new.total",),
    "requests.carried_in": ("requests.carried_in.total",),
    "requests.granted": ("requests.granted.total",),
    "requests.denied": ("requests.denied_*.total",),
    "requests.other": ("requests.other*.total",),
    "requests.carried_out": ("requests.carried_out.total",),
    "legal_challenges.reconsideration": tuple(
        f"legal_challenges.reconsideration.{result}" for result in ("upheld", "corrected", "other")
    ),
    "legal_challenges.litigation": tuple(
        f"legal_challenges.litigation_*.{result}" for result in ("upheld", "corrected", "other")
    ),
}
PARTS: Final = Statement(section="overview", subject="items_published", value=300, unit="条", parts=(180, 120))
_APPLICANTS: Final = 6
_WRITTEN: Final = 240
_HAN: Final = range(0x4E00, 0x9000)


def series(chance: Random, agency: str, years: Iterable[int]) -> dict[int, Report]:
    """An agency's reports of consecutive years, of which everything is in order: figures, text, years and dates."""
    made: dict[int, Report] = {}
    for year in years:
        made[year] = _next(chance, agency, year, made.get(year - 1))
    return made


def meant(report: Report, paths: Iterable[str]) -> tuple[Cell, ...]:
    """The cells of a report that paths mean; a row may end in `*`."""
    return tuple(cell for path in paths for cell in _of_form(report.form, path) if report.has(cell))


@cache
def _of_form(form: str, path: str) -> tuple[Cell, ...]:
    cells = (
        Cell(table.code, row, column)
        for table in FORMS[form].tables
        for row, columns in table.column_index.items()
        for column in columns
    )
    return tuple(cell for cell in cells if fnmatchcase(str(cell), path))


def _next(chance: Random, agency: str, year: int, before: Report | None) -> Report:
    """The report of a year that goes on from the one before."""
    form = form_of(year)
    assert form
    report = Report(
        agency=agency,
        year=year,
        title=f"某某县{year}年年报",
        form=form.code,
        published=f"{year + 1}-03-01",
        figures={
            "proactive_disclosure": disclosed(chance, form, before),
            "requests": _requested(chance, form, before),
            "legal_challenges": _challenged(chance, form),
        },
        facts=_written(chance, form),
    )
    said = ((subject, [report.figure(cell) for cell in meant(report, paths)]) for subject, paths in STATED.items())
    counted = (Statement(section="overview", subject=code, value=sum(map(_sure, cells))) for code, cells in said)
    return replace(report, stated=(*counted, PARTS))


def disclosed(chance: Random, form: Form, before: Report | None) -> Mapping[str, tuple[Value | None, ...]]:
    """Table 2 without regulations; documents in force go on from those of the year before."""
    table = form.table["proactive_disclosure"]
    rows = {code: tuple(_count(chance, column) for column in table.columns(code)) for code in table.rows}
    rows["regulations"] = (0,) * len(rows["regulations"])
    last = Cell(table.code, "normative_documents", "in_force")
    if before and before.has(last) and "in_force" in table.column_index[last.row]:
        issued, repealed, _ = rows[last.row]
        rows[last.row] = issued, repealed, _sure(before.figure(last)) + issued - repealed
    return rows


def _count(chance: Random, column: Column) -> Value:
    """A figure of the usual size, so that no year is far from the others."""
    if column.code in ("issued", "repealed"):
        return chance.randrange(9)
    return chance.randrange(-5, 6) if column.kind == "change" else chance.randrange(100, 200)


def _requested(chance: Random, form: Form, before: Report | None) -> Mapping[str, tuple[Value | None, ...]]:
    """Table 3, which begins with what the year before carried over."""
    rows: dict[str, Sequence[Value | None]] = {
        row.code: [chance.choice((0, 0, 1, 7)) for _ in range(_APPLICANTS)]
        for row in form.table["requests"].rows.values()
        if not row.instead_of
    }
    for code, least in (("granted", 30), ("carried_out", 10), ("carried_in", 10)):
        rows[code] = [least + chance.randrange(9) for _ in range(_APPLICANTS)]
    if before:
        rows["carried_in"] = before.figures["requests"]["carried_out"][:_APPLICANTS]
    return _balanced({code: (*row, sum(map(_sure, row))) for code, row in rows.items()}, form)


def _challenged(chance: Random, form: Form) -> Mapping[str, tuple[Value | None, ...]]:
    """Table 4, in which most cases are pending."""
    rows = {
        route: (*(chance.randrange(9) for _ in range(3)), chance.randrange(100, 150))
        for route in form.table["legal_challenges"].rows
    }
    return {route: (*results, sum(results)) for route, results in rows.items()}


def _written(chance: Random, form: Form) -> Facts:
    """A text of its own with every section."""
    sketches = tuple(
        Sketch(section=section, length=_WRITTEN, print=sketch("".join(map(chr, chance.choices(_HAN, k=_WRITTEN)))))
        for section in ("overview", "problems")
    )
    named = (Named(section="overview", kind="account", name="平安先锋"),)
    sections = tuple(section.code for section in form.sections)
    return Facts(sections=sections, fees=("other_matters",), named=named, sketches=sketches)
