"""Figures of made-up web pages and Word documents are read back exactly, however these are made."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import readers
from gongkai.cell import Cell
from gongkai.recognise import Draft, directory, recognise
from gongkai.report import Report
from invented import reports, with_figure
from made_up import places, word
from made_up.documents import TEXT
from made_up.pages import TABLES, VISIBLE_BLANKS, page

KNOWN = directory(places.register())
YEARS = {"2019": 2020, "2021": 2023}
quick = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, encoding: str = "utf-8") -> Draft:
    return recognise(readers.read_bytes(text.encode(encoding), "report.html"), KNOWN)


def figure(draft: Draft, cell: Cell) -> object:
    table = draft.figures.get(cell.table, {})
    columns = Report(agency="", year=0, title="", form=draft.form).layout.table[cell.table].column_index
    return table[cell.row][columns[cell.row][cell.column]] if cell.row in table else None


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", YEARS)
@given(data=st.data())
@quick
def test_every_figure_is_read_back(table: str, form: str, data: st.DataObject) -> None:
    made = replace(data.draw(reports(YEARS[form], form)), title="")
    draft = read(page(made, table))
    assert [doubt.text.en for doubt in draft.doubts] == []
    assert (draft.form, draft.year, draft.text) == (form, YEARS[form], TEXT)
    assert draft.figures == made.figures


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
@quick
def test_furniture_changes_nothing(table: str, data: st.DataObject) -> None:
    made = data.draw(reports())
    draft = read(page(made, table, furniture=True), "gb18030")
    assert [doubt.text.en for doubt in draft.doubts] == []
    assert draft.agency is not None
    assert (draft.agency.agency_id, draft.year, draft.published) == ("made-up-bureau", 2023, "2024-01-20")
    assert draft.figures == made.figures


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
@quick
def test_blank_and_wrong_figures_stay_as_they_are(table: str, data: st.DataObject) -> None:
    made = data.draw(reports())
    cells = [cell for cell, _ in made.cells()]
    chosen = data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=12, unique=True))
    for cell in chosen:
        made = with_figure(made, cell, data.draw(st.none() | st.integers(0, 10**7)))
    draft = read(page(made, table))
    for cell, value in made.cells():
        found = figure(draft, cell)
        assert found == value or (found is None and draft.doubts), cell
    if table in VISIBLE_BLANKS:
        assert not draft.doubts


@pytest.mark.parametrize("runs", word.RUNS)
@pytest.mark.parametrize("form", YEARS)
@given(data=st.data())
@quick
def test_every_figure_of_a_word_document_is_read_back(runs: str, form: str, data: st.DataObject) -> None:
    made = data.draw(reports(YEARS[form], form))
    cells = [cell for cell, _ in made.cells()]
    for cell in data.draw(st.lists(st.sampled_from(cells), max_size=12, unique=True)):
        made = with_figure(made, cell, data.draw(st.none() | st.integers(0, 10**7)))
    draft = recognise(readers.read_bytes(word.document(made, runs), "report.docx"), KNOWN)
    assert [doubt.text.en for doubt in draft.doubts] == []
    assert (draft.form, draft.year, draft.text) == (form, YEARS[form], TEXT)
    assert draft.figures == made.figures


@pytest.mark.parametrize(
    "written",
    ["<p>1</p><p>0</p>", "1 0", "1&nbsp;0", "4 444", "5①", "5<sup>1</sup>", "5¹", "⑤", "½", "1,<br>000", "5<u>注</u>"],
)
def test_figures_that_stand_together_in_a_cell_are_a_doubt(written: str) -> None:
    draft = read(page(_with_one_figure(), "plain").replace(">4444<", f">{written}<"))
    assert figure(draft, CELL) is None
    assert [doubt.cell for doubt in draft.doubts] == [CELL]


CELL = Cell("requests", "granted", "business")


def _with_one_figure() -> Report:
    """A report of ones and zeros with one figure that stands nowhere else."""
    made = Report(agency="made-up-bureau", year=2023, title="", form="2021")
    figures = {
        table.code: {row: (1,) * len(columns) for row, columns in table.column_index.items() if row != "other"}
        for table in made.layout.tables
    }
    return with_figure(replace(made, figures=figures), CELL, 4444)
