"""Columns in another order than the form's: figures go by the labels they stand under, or nowhere."""

import re
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import readers
from gongkai.cell import Cell
from gongkai.recognise import Draft, directory, recognise
from gongkai.report import Report
from invented import reports, with_figure
from made_up import pages, places, word
from made_up.documents import LAYOUTS, NAME, document
from made_up.folders import made
from made_up.merged import Box, Printed, printed, rows
from made_up.tables import EXTRA_ROW, SUBTOTAL

KNOWN = directory(places.register())
LABELS = 3  # columns of table 3 before its figures
quick = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

Change = Callable[[Printed], Printed]


def read(made: Report, table: str, change: Change, kind: str = "html") -> Draft:
    """Read a report, one of whose tables is printed otherwise."""
    tables = {**printed(made), table: change(printed(made)[table])}
    head = f"{NAME}{made.year}年政府信息公开工作年度报告"
    in_section = {found.section: found.code for found in made.layout.tables if found.code in tables}
    parts = [("", head)]
    for section in made.layout.sections:
        parts += [("", f"{section.number}、{section.zh}"), (in_section.get(section.code, ""), "")]
    content = _page(parts, tables) if kind == "html" else _document(parts, tables)
    return recognise(readers.read_bytes(content, f"a.{kind}"), KNOWN)


def _page(parts: Sequence[tuple[str, str]], tables: Mapping[str, Printed]) -> bytes:
    found = (pages.plain_table(rows(tables[code])) if code else f"<p>{text}</p>" for code, text in parts)
    return "".join(found).encode()


def _document(parts: Sequence[tuple[str, str]], tables: Mapping[str, Printed]) -> bytes:
    return word.package("".join(word.table(tables[code]) if code else word.paragraph(text) for code, text in parts))


def flat(table: Printed) -> Printed:
    """Table 3 with a head of one row."""
    head = [
        box._replace(row=0, rowspan=1)
        for box in table.boxes
        if box.row in (1, 2) and box.column >= LABELS and box.colspan == 1
    ]
    body = [box._replace(row=box.row - 2) for box in table.boxes if box.row > 2]
    return table._replace(boxes=(Box("项目", 0, 0, 1, LABELS), *head, *body), head=1)


def moved(order: Sequence[int], first: int = LABELS) -> Change:
    """Its figures' columns in another order."""
    return lambda table: table._replace(
        boxes=tuple(
            box._replace(column=first + order[box.column - first]) if box.column >= first else box
            for box in table.boxes
        )
    )


def with_sum(table: Printed, figures: Callable[[int], str] = str) -> Printed:
    """Table 3 with a sum of the organisations before its total."""
    boxes = []
    for box in table.boxes:
        wider = box.column >= LABELS and box.colspan > 1
        boxes.append(box._replace(colspan=box.colspan + 1) if wider else box)
        if box.column == LABELS + 6:
            boxes[-1] = box._replace(column=box.column + 1)
            if box.row > 2:
                boxes.append(Box(figures(box.row), box.row, box.column))
    return table._replace(boxes=(*boxes, Box("小计", 2, LABELS + 6)), columns=table.columns + 1)


@pytest.mark.parametrize("kind", ["html", "docx"])
@given(data=st.data())
@quick
def test_columns_in_any_order_are_read_by_their_labels(kind: str, data: st.DataObject) -> None:
    made = data.draw(reports())
    cells = [cell for cell, _ in made.cells()]
    for cell in data.draw(st.lists(st.sampled_from(cells), max_size=8, unique=True)):
        made = with_figure(made, cell, None)
    order = data.draw(st.permutations(range(7)))
    draft = read(made, "requests", lambda table: moved(order)(flat(table)), kind)
    assert [doubt.text.en for doubt in draft.doubts] == []
    assert draft.figures == made.figures


@pytest.mark.parametrize("kind", ["html", "docx"])
@given(made=reports())
@quick
def test_a_head_of_two_levels_in_another_order(kind: str, made: Report) -> None:
    total_second = [0, 2, 3, 4, 5, 6, 1]
    draft = read(made, "requests", moved(total_second), kind)
    assert (draft.doubts, draft.figures) == ((), made.figures)


@pytest.mark.parametrize("kind", ["html", "docx"])
@given(made=reports())
@quick
def test_routes_of_table_4_in_another_order(kind: str, made: Report) -> None:
    reconsideration_last = [*range(10, 15), *range(10)]
    draft = read(made, "legal_challenges", moved(reconsideration_last, 0), kind)
    assert (draft.doubts, draft.figures) == ((), made.figures)


@pytest.mark.parametrize("kind", ["html", "docx"])
@pytest.mark.parametrize("figures", [str, lambda _: ""], ids=["filled", "blank"])
@given(made=reports())
@quick
def test_a_sum_of_columns_is_left_out_for_its_reason(kind: str, figures: Callable[[int], str], made: Report) -> None:
    draft = read(made, "requests", lambda table: with_sum(table, figures), kind)
    assert (draft.doubts, draft.figures) == ((), made.figures)
    left_out = [skipped for skipped in draft.skipped if skipped.reason == "sum"]
    assert len(left_out) == (len(made.figures["requests"]) if figures(3) else 0)


@given(made=reports(), wide=st.integers(0, 6))
@quick
def test_a_figure_below_two_labels_is_blank_and_in_doubt(made: Report, wide: int) -> None:
    def change(table: Printed) -> Printed:
        row = max(box.row for box in table.boxes)
        kept = [box for box in table.boxes if (box.row, box.column) != (row, LABELS + wide)]
        wider = [box._replace(colspan=2) if (box.row, box.column) == (row, LABELS + wide - 1) else box for box in kept]
        return moved([6, 0, 1, 2, 3, 4, 5])(flat(table._replace(boxes=tuple(wider if wide else kept))))

    draft = read(made, "requests", change)
    assert draft.doubts
    assert set(draft.figures["requests"]["carried_out"]) == {None}
    rest = {row: figures for row, figures in draft.figures["requests"].items() if row != "carried_out"}
    assert rest == {row: figures for row, figures in made.figures["requests"].items() if row != "carried_out"}


def test_every_figure_has_its_place_in_the_grid() -> None:
    layout = Report(agency="made-up-bureau", year=2023, title="", form="2021").layout
    rows = {
        row: (1,) * len(columns) for row, columns in layout.table["requests"].column_index.items() if row != "other"
    }
    made = Report(agency="made-up-bureau", year=2023, title="", form="2021", figures={"requests": rows})
    made = with_figure(made, Cell("requests", "granted", "business"), 4444)
    draft = read(made, "requests", moved([6, 0, 1, 2, 3, 4, 5]))
    place = draft.evidence[Cell("requests", "granted", "business")]
    assert (place.table, place.row, place.column) == (1, 6, 3)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("table", "row", "one", "other"),
    [
        ("requests", "granted", "商业企业", "科研机构"),
        ("legal_challenges", "reconsideration", "结果维持", "结果纠正"),
        ("proactive_disclosure", "regulations", "本年制发件数", "本年废止件数"),
    ],
)
def test_columns_in_another_order_are_blank_where_text_shows_no_places(
    layout: str, table: str, row: str, one: str, other: str
) -> None:
    text = document(made(2023, 7), layout).replace(one, "#").replace(other, one).replace("#", other)
    draft = recognise(readers.read_bytes(text.encode(), "a.txt"), KNOWN)
    assert draft.doubts
    assert set(draft.figures[table][row]) == {None}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(made=reports())
@quick
def test_a_sum_of_columns_is_left_out_where_text_shows_no_places_too(layout: str, made: Report) -> None:
    draft = recognise(readers.read_bytes(document(made, layout, more=(SUBTOTAL,)).encode(), "a.txt"), KNOWN)
    assert ([doubt.text.en for doubt in draft.doubts], draft.figures) == ([], made.figures)
    assert len([skipped for skipped in draft.skipped if skipped.reason == "sum"]) == len(made.figures["requests"])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("note", ["", "（以本单位名义签发，第1号起）"])
def test_a_row_that_offices_are_known_to_add_is_left_out_and_told(layout: str, note: str) -> None:
    text = document(made(), layout, more=(EXTRA_ROW,)).replace("其他主动公开文件", f"其他主动公开文件{note}")
    draft = recognise(readers.read_bytes(text.encode(), "a.txt"), KNOWN)
    assert (draft.doubts, draft.figures) == ((), made().figures)
    assert draft.facts
    assert [label.written for label in draft.facts.unknown_rows] == [f"其他主动公开文件{note}"]
    assert [skipped.reason for skipped in draft.skipped if "主动公开文件" in skipped.text] == ["own_row"]


def test_with_a_strange_column_no_figure_is_read_where_blank_cells_vanish() -> None:
    """A row with a blank cell has as many figures as the form has columns, none of them in its place."""
    text = document(made(2023, 7), "bare_lines").replace("其他\n", "其他\n\n上年数\n", 1)
    draft = recognise(readers.read_bytes(text.encode(), "a.txt"), KNOWN)
    assert draft.doubts
    assert {figure for row in draft.figures["requests"].values() for figure in row} == {None}


def test_a_row_that_may_be_shifted_against_its_head_is_not_read_by_it() -> None:
    """Its label is a column too narrow, its first figure blank, and an empty cell fills it up."""
    blank = with_figure(made(2023, 7), Cell("requests", "received_new", "natural_person"), None)
    page = pages.page(blank)
    row = page[page.index("<td colspan=3>一、") :].partition("</tr>")[0]
    shifted = page.replace(row, row.replace("colspan=3", "colspan=2") + "<td></td>")
    draft = recognise(readers.read_bytes(shifted.encode(), "a.html"), KNOWN)
    assert draft.doubts
    assert set(draft.figures["requests"]["received_new"]) == {None}


def test_a_figure_in_the_cell_of_its_label_is_no_slip_of_the_label() -> None:
    report = made(2023)
    page = pages.page(report).replace(
        ">一、本年新收政府信息公开申请数量</td><td >0</td>", ">一、本年新收政府信息公开申请数量<br>0</td>"
    )
    page = page.replace("</td></tr><tr><td colspan=3>二、", "</td><td></td></tr><tr><td colspan=3>二、")
    draft = recognise(readers.read_bytes(page.encode(), "a.html"), KNOWN)
    assert "No form has a row" in "".join(doubt.text.en for doubt in draft.doubts)
    assert "received_new" not in draft.figures["requests"]


#: What is done to one cell of a page: its attributes and its words → what stands in its place.
SLIPS: dict[str, Callable[[str, str], str]] = {
    "a cell is missing": lambda attributes, words: "" if words else f"<td {attributes}></td>",
    "an empty cell before it": lambda attributes, words: f"<td></td><td {attributes}>{words}</td>",
    "an empty cell behind it": lambda attributes, words: f"<td {attributes}>{words}</td><td></td>",
    "a column too wide": lambda attributes, words: f"<td {attributes} colspan=2>{words}</td>",
    "a row too tall": lambda attributes, words: f"<td {attributes} rowspan=2>{words}</td>",
}


@pytest.mark.parametrize("slip", SLIPS)
@given(data=st.data())
@settings(quick, max_examples=60)
def test_a_slip_in_a_pages_table_moves_no_figure_without_a_doubt(slip: str, data: st.DataObject) -> None:
    report = made(2023)
    for i, (cell, _) in enumerate(list(report.cells())):
        report = with_figure(report, cell, 101 + i)
    for cell in data.draw(st.lists(st.sampled_from([cell for cell, _ in report.cells()]), max_size=40, unique=True)):
        report = with_figure(report, cell, None)
    page = pages.page(report)
    found = data.draw(st.sampled_from([m for m in re.finditer(r"<td ([^>]*)>(\d*)</td>", page) if "span" not in m[1]]))
    slipped = page[: found.start()] + SLIPS[slip](found[1], found[2]) + page[found.end() :]
    draft = recognise(readers.read_bytes(slipped.encode(), "a.html"), KNOWN)
    for cell, figure in report.cells():
        row = draft.figures.get(cell.table, {}).get(cell.row, (None,) * 15)
        read = row[report.layout.table[cell.table].column_index[cell.row][cell.column]]
        assert read == figure or (read is None and (draft.doubts or str(figure) == found[2])), cell
