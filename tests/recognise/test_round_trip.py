"""What is printed in a made-up document is read back exactly, in every layout; blanks never become zeros."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import readers, report
from gongkai.cell import Cell
from gongkai.recognise import Draft, directory, recognise
from gongkai.report import Report
from invented import reports, with_figure
from made_up import places
from made_up.documents import LAYOUTS, VISIBLE_BLANKS, document

KNOWN = directory(places.register())
YEARS = {"2019": 2020, "2021": 2023}
quick = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, name: str = "report.txt") -> Draft:
    return recognise(readers.read_bytes(text.encode(), name), KNOWN)


def as_report(draft: Draft) -> Report:
    assert draft.agency is not None
    assert draft.year is not None
    return Report(
        agency=draft.agency.agency_id,
        year=draft.year,
        title="",
        form=draft.form,
        figures=draft.figures,
        marks=draft.marks,
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", YEARS)
@given(data=st.data())
@quick
def test_every_figure_is_read_back(layout: str, form: str, data: st.DataObject) -> None:
    made = replace(data.draw(reports(YEARS[form], form)), title="")
    draft = read(document(made, layout))
    assert [doubt.text.en for doubt in draft.doubts] == []
    assert report.write(as_report(draft)) == report.write(made)


@pytest.mark.parametrize("layout", LAYOUTS)
@given(data=st.data())
@quick
def test_one_changed_figure_is_published_as_written(layout: str, data: st.DataObject) -> None:
    made = data.draw(reports())
    cell = data.draw(st.sampled_from([cell for cell, _ in made.cells()]))
    changed = with_figure(made, cell, data.draw(st.integers(0, 10**7)))
    draft = read(document(changed, layout))
    assert not draft.doubts
    assert as_report(draft).figure(cell) == changed.figure(cell)
    assert draft.figures == changed.figures


@pytest.mark.parametrize("layout", LAYOUTS)
@given(data=st.data())
@quick
def test_a_blank_figure_stays_blank_or_is_in_doubt(layout: str, data: st.DataObject) -> None:
    made = data.draw(reports())
    cells = [cell for cell, _ in made.cells()]
    blanks = data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=12, unique=True))
    for cell in blanks:
        made = with_figure(made, cell, None)
    draft = read(document(made, layout))
    right = all(_right(draft, cell, made) for cell, _ in made.cells())
    assert right
    if layout not in VISIBLE_BLANKS:
        assert draft.doubts


def _right(draft: Draft, cell: Cell, made: Report) -> bool:
    """Whether a figure was read as written, or not at all and with a doubt."""
    found = as_report(draft)
    value = found.figure(cell) if found.has(cell) else None
    return value == made.figure(cell) or (value is None and bool(draft.doubts))


@pytest.mark.parametrize("layout", VISIBLE_BLANKS)
def test_blank_totals_only_are_no_zeros(layout: str) -> None:
    made = _fixed()
    for row in made.figures["requests"]:
        made = with_figure(made, Cell("requests", row, "total"), None)
    draft = read(document(made, layout))
    assert all(_right(draft, cell, made) for cell, _ in made.cells())


@pytest.mark.parametrize("layout", VISIBLE_BLANKS)
def test_only_totals_filled_never_moves_them(layout: str) -> None:
    made = _fixed()
    for row, figures in made.figures["requests"].items():
        for column in list(made.layout.table["requests"].column_index[row])[: len(figures) - 1]:
            made = with_figure(made, Cell("requests", row, column), None)
    draft = read(document(made, layout))
    assert all(_right(draft, cell, made) for cell, _ in made.cells())


@pytest.mark.parametrize("written", ["-", "—", "/", "无", "／"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_dashes_and_slashes_are_blank_with_a_mark(layout: str, written: str) -> None:
    made = _fixed()
    text = document(made, layout).replace("4444", written)
    draft = read(text)
    cell = Cell("requests", "granted", "business")
    assert not draft.doubts
    assert as_report(draft).figure(cell) is None
    assert [(mark.cell, mark.written) for mark in draft.marks] == [(cell, written)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("written", "value", "unit"), [("4444件", 4444, ""), ("4444个", 4444, "个"), ("4444（含重复申请3件）", 4444, "")]
)
def test_units_and_notes_are_marks(layout: str, written: str, value: int, unit: str) -> None:
    draft = read(document(_fixed(), layout).replace("4444", written))
    cell = Cell("requests", "granted", "business")
    assert not draft.doubts
    assert as_report(draft).figure(cell) == value
    assert [(mark.written, mark.unit) for mark in draft.marks] == [(written, unit)]


@pytest.mark.parametrize(
    ("written", "value"),
    [("251000元", "25.1"), ("43.788万元", "43.788"), ("0.5亿元", "5000"), ("43.788万", "43.788"), ("0元", "0")],
)
def test_money_in_another_unit_than_the_form_is_converted_and_marked(written: str, value: str) -> None:
    cell = Cell("proactive_disclosure", "administrative_fees", "amount")
    text = document(with_figure(_fixed(), cell, 123456789), "tabs")
    draft = read(text.replace("123456789", written))
    assert not draft.doubts
    assert as_report(draft).figure(cell) == Decimal(value)
    assert [(mark.written, mark.unit) for mark in draft.marks] == [(written, "")]


@pytest.mark.parametrize("layout", ["cells_by_line", "tabs", "leading_bars", "trailing_bars"])
@pytest.mark.parametrize(
    "written", ["若干", "约4444件", "4444.5", "-4444", "4,44,4", "约四十", "一", "一一", "百", "二三"]
)
def test_what_is_no_figure_is_a_doubt(layout: str, written: str) -> None:
    draft = read(document(_fixed(), layout).replace("4444", written))
    assert draft.doubts
    assert as_report(draft).figure(Cell("requests", "granted", "business")) is None


@pytest.mark.parametrize("layout", ["cells_by_line", "tabs", "leading_bars", "trailing_bars"])
@pytest.mark.parametrize(
    ("written", "value"), [("四十", 40), ("一百零五", 105), ("零", 0), ("〇", 0), ("十", 10), ("两千", 2000)]
)
def test_chinese_numerals_are_figures_and_marked(layout: str, written: str, value: int) -> None:
    draft = read(document(_fixed(), layout).replace("4444", written))
    cell = Cell("requests", "granted", "business")
    assert not draft.doubts
    assert as_report(draft).figure(cell) == value
    assert [mark.written for mark in draft.marks] == [written]


def test_full_width_and_thousands_are_plain_figures() -> None:
    draft = read(document(_fixed(), "tabs").replace("4444", "４，４４４"))
    assert not draft.doubts
    assert not draft.marks
    assert as_report(draft).figure(Cell("requests", "granted", "business")) == 4444


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_missing_cell_is_a_doubt_and_its_row_left_blank(layout: str) -> None:
    made = _fixed()
    text = document(made, layout)
    if layout in ("leading_bars", "trailing_bars"):
        text = text.replace("| 4444 |", "|")
    elif layout == "tabs":
        text = text.replace("\t4444\t", "\t")
    else:
        text = text.replace("\n\t4444\n", "\n").replace("\n4444\n|\n", "\n").replace("\n4444\n", "\n")
    draft = read(text)
    assert draft.doubts
    assert set(draft.figures["requests"]["granted"]) == {None}


def test_every_figure_has_its_place() -> None:
    made = _fixed()
    text = document(made, "cells_by_line")
    draft = read(text)
    lines = text.split("\n")
    assert set(draft.evidence) == {cell for cell, _ in made.cells()}
    cell = Cell("requests", "granted", "business")
    assert lines[draft.evidence[cell].line - 1] == "\t4444"


def _fixed() -> Report:
    """A report of ones and zeros with one figure that stands nowhere else."""
    layout = Report(agency="made-up-bureau", year=2023, title="", form="2021").layout
    figures = {
        table.code: {
            row: tuple(1 for _ in columns)
            for row, columns in table.column_index.items()
            if not table.rows[row].instead_of
        }
        for table in layout.tables
    }
    made = Report(agency="made-up-bureau", year=2023, title="", form="2021", figures=figures)
    return with_figure(made, Cell("requests", "granted", "business"), 4444)


#: Layouts in which a row may lose its end together with the label of the next: all that tells is the lost row.
LOOSE_ROWS = ("bare_lines", "lone_bars", "cells_by_line")


def _distinct() -> Report:
    """A report in which no two figures are the same, some blank."""
    made = _fixed()
    for i, (cell, _) in enumerate(list(made.cells())):
        made = with_figure(made, cell, None if i % 13 == 5 else 100 + i)
    return made


@pytest.mark.parametrize("layout", LAYOUTS)
@given(data=st.data())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_damaged_document_never_moves_a_figure(layout: str, data: st.DataObject) -> None:
    """Whatever lines or cells are lost: a figure is where it was written, or blank and in doubt."""
    made = _distinct()
    lines = document(made, layout).split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    separator = next((sign for sign in "|\t" if lines[at].count(sign) > 2), "")
    if separator and data.draw(st.booleans()):
        cells = lines[at].split(separator)
        del cells[data.draw(st.integers(0, len(cells) - 1))]
        lines[at] = separator.join(cells)
    else:
        lost = data.draw(st.integers(1, 9))
        if layout == "lone_bars":  # a cell goes with its bar: two bars with nothing between are a blank cell
            at, lost = at - (lines[at] == "|"), lost * 2
        del lines[at : at + lost]
    draft = read("\n".join(lines))
    for table, rows in draft.figures.items():
        for row, figures in rows.items():
            unmoved = all(got in (None, wrote) for got, wrote in zip(figures, made.figures[table][row], strict=True))
            assert figures == made.figures[table][row] or draft.doubts
            assert unmoved or (layout in LOOSE_ROWS and "lacks these rows" in draft.doubts[-1].text.en)
