"""Made-up PDFs are read back exactly, wherever pages end and however rulings are drawn; none is silently wrong."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gongkai import readers, report
from gongkai.cell import Cell
from gongkai.recognise import Draft, directory, recognise
from gongkai.report import Report
from invented import reports, with_figure
from made_up import places
from made_up.pdf import Rulings, Style, document

KNOWN = directory(places.register())
YEARS = {"2019": 2020, "2021": 2023}
RULED = [rulings for rulings in get_args(Rulings) if rulings != "none"]
quick = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a failing PDF is not made smaller: that would take minutes
    suppress_health_check=[HealthCheck.too_slow],
)

styles = st.builds(
    Style,
    filler=st.integers(0, 20),
    repeat_heads=st.booleans(),
    divide_rows=st.booleans(),
    one_by_one=st.booleans(),
    sideways=st.sampled_from([0, 5]),
    header=st.sampled_from(["", "青石市造纸局年报"]),
    number=st.sampled_from(["- {} -", "{}", "第{}页", ""]),
)


def read(content: bytes) -> Draft:
    return recognise(readers.read_bytes(content, "report.pdf"), KNOWN)


def as_report(draft: Draft) -> Report:
    assert draft.agency is not None
    assert draft.year is not None
    return Report(agency=draft.agency.agency_id, year=draft.year, title="", form=draft.form, figures=draft.figures)


@pytest.mark.parametrize("rulings", RULED)
@pytest.mark.parametrize("form", YEARS)
@given(data=st.data())
@quick
def test_every_figure_is_read_back(rulings: Rulings, form: str, data: st.DataObject) -> None:
    made = replace(data.draw(reports(YEARS[form], form)), title="")
    style = replace(data.draw(styles), rulings=rulings)
    draft = read(document(made, style))
    assert [doubt.text.en for doubt in draft.doubts] == []
    assert report.write(as_report(draft)) == report.write(made)


@given(data=st.data())
@settings(quick, max_examples=12)
def test_blank_figures_stay_blank_where_they_stand(data: st.DataObject) -> None:
    made = replace(data.draw(reports(2023, "2021")), title="")
    for cell in data.draw(st.lists(st.sampled_from([cell for cell, _ in made.cells()]), max_size=120, unique=True)):
        made = with_figure(made, cell, None)
    draft = read(document(made, data.draw(styles)))
    assert [doubt.text.en for doubt in draft.doubts] == []
    assert draft.figures == made.figures


@given(data=st.data())
@settings(quick, max_examples=8)
def test_one_changed_figure_is_published_as_written(data: st.DataObject) -> None:
    made = data.draw(reports())
    cell = data.draw(st.sampled_from([cell for cell, _ in made.cells()]))
    changed = with_figure(made, cell, data.draw(st.integers(0, 10**7)))
    draft = read(document(changed, data.draw(styles)))
    assert not draft.doubts
    assert draft.figures == changed.figures


@given(data=st.data())
@settings(quick, max_examples=8)
def test_tables_without_rulings_are_right_or_in_doubt(data: st.DataObject) -> None:
    made = data.draw(reports())
    draft = read(document(made, replace(data.draw(styles), rulings="none")))
    assert draft.doubts or draft.figures == made.figures
    for table, rows in draft.figures.items():
        for row, figures in rows.items():
            printed = made.figures[table][row]
            assert all(read in (None, figure) for read, figure in zip(figures, printed, strict=True))


@given(data=st.data())
@settings(quick, max_examples=12)
def test_numbers_that_a_page_divides_are_in_doubt(data: st.DataObject) -> None:
    made = data.draw(reports(2020, "2019"))
    draft = read(document(made, replace(data.draw(styles), divide_rows=True, divide_numbers=True)))
    assert draft.doubts or draft.figures == made.figures


def test_a_fee_left_blank_is_no_zero() -> None:
    made = Report(agency="made-up-bureau", year=2023, title="", form="2021")
    figures = {
        table.code: {
            row: tuple(1 for _ in columns)
            for row, columns in table.column_index.items()
            if not table.rows[row].instead_of
        }
        for table in made.layout.tables
    }
    cell = Cell("proactive_disclosure", "administrative_fees", "amount")
    draft = read(document(with_figure(replace(made, figures=figures), cell, None)))
    assert not draft.doubts
    assert as_report(draft).figure(cell) is None
    assert draft.evidence[Cell("requests", "granted", "business")].page > 0
