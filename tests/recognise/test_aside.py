"""Columns that are none of the form's: numbers of rows, figures of last year. Left out for a reason, or in doubt."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings

from gongkai import readers
from gongkai.recognise import Draft, directory, recognise
from gongkai.report import Report
from invented import reports
from made_up import pages, places
from made_up.documents import LAYOUTS, document
from made_up.folders import made
from made_up.merged import Box, Printed, printed, rows
from made_up.tables import LAST_YEAR, NUMBERED

KNOWN = directory(places.register())
LABELS = 3  # columns of table 3 before its figures
quick = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def read(page: str, name: str = "a.html") -> Draft:
    return recognise(readers.read_bytes(page.encode(), name), KNOWN)


def changed(report: Report, change: Callable[[Printed], Sequence[Box]]) -> Draft:
    """Read a page whose third table has other cells."""
    table = printed(report)["requests"]
    other = table._replace(boxes=tuple(change(table)))
    return read(pages.page(report).replace(pages.plain_table(rows(table)), pages.plain_table(rows(other))))


def left_out(draft: Draft) -> dict[str, int]:
    found = [skipped.reason for skipped in draft.skipped]
    return {reason: found.count(reason) for reason in ("row_number", "last_year") if reason in found}


@given(report=reports())
@quick
def test_numbers_of_rows_and_figures_of_last_year_are_left_out_for_their_reasons(report: Report) -> None:
    draft = read(pages.page(report, more=(NUMBERED, LAST_YEAR)))
    assert (draft.doubts, draft.figures) == ((), report.figures)
    lines = sum(len(report.figures[table]) for table in ("proactive_disclosure", "requests"))
    heads = len(report.layout.table["proactive_disclosure"].blocks) + 1
    assert left_out(draft) == {"row_number": lines + heads, "last_year": lines}


@pytest.mark.parametrize("column", [NUMBERED, LAST_YEAR])
@pytest.mark.parametrize("layout", LAYOUTS)
@given(report=reports())
@quick
def test_where_text_shows_no_places_they_are_doubts_and_move_no_figure(
    layout: str, column: str, report: Report
) -> None:
    draft = read(document(report, layout, more=(column,)), "a.txt")
    assert draft.doubts
    for cell, value in report.cells():
        row = draft.figures.get(cell.table, {}).get(cell.row)
        read_ = row[report.layout.table[cell.table].column_index[cell.row][cell.column]] if row else None
        assert read_ in (None, value)


def both(table: Printed, words: tuple[str, str]) -> list[Box]:
    """Two columns below each label: of this year and of last."""
    found = [Box(word, 3, LABELS + 2 * i + at) for i in range(7) for at, word in enumerate(words)]
    for box in table.boxes:
        row = box.row + (box.row > 2)
        if box.column < LABELS:
            found.append(box._replace(row=row, rowspan=box.rowspan + (box.row == 0)))
        elif box.row > 2:
            at = LABELS + 2 * (box.column - LABELS)
            year, last = (0, 1) if words[0] == "本年" else (1, 0)
            found += [box._replace(row=row, column=at + year), Box("77", row, at + last)]
        else:
            found.append(box._replace(column=LABELS + 2 * (box.column - LABELS), colspan=2 * box.colspan))
    return found


@pytest.mark.parametrize("words", [("本年", "上年"), ("去年", "本年")])
@given(report=reports())
@quick
def test_this_year_and_last_below_each_label(words: tuple[str, str], report: Report) -> None:
    draft = changed(report, lambda table: both(table, words))
    assert (draft.doubts, draft.figures) == ((), report.figures)


def test_years_in_figures_below_each_label_are_a_doubt() -> None:
    report = made(2023, 7)
    draft = changed(report, lambda table: both(table, ("2022年", "2023年")))
    assert draft.doubts
    assert not {figure for row in draft.figures["requests"].values() for figure in row} - {None, 7}


@given(report=reports())
@quick
def test_the_whole_table_of_last_year_beside_this_years(report: Report) -> None:
    """Its labels are below one that says so."""

    def change(table: Printed) -> list[Box]:
        right = [box for box in table.boxes if box.column >= LABELS]
        again = [box._replace(column=box.column + 7, text="77" if box.row > 2 else box.text) for box in right]
        words = [Box("上年", 0, LABELS + 7, colspan=7) if box.row == 0 else box for box in again]
        return [*table.boxes, *words]

    draft = changed(report, change)
    assert (draft.doubts, draft.figures) == ((), report.figures)


@pytest.mark.parametrize("wide", [LABELS + 7, 7])
def test_words_above_all_columns_may_make_all_of_them_last_years(wide: int) -> None:
    def change(table: Printed) -> list[Box]:
        lower = [box._replace(row=box.row + 1) for box in table.boxes]
        beside = [Box("情况", 0, 0, colspan=LABELS)] if wide == LABELS else []
        return [*beside, Box("上年情况", 0, LABELS + 7 - wide, colspan=wide), *lower]

    assert changed(made(2023, 7), change).doubts


@pytest.mark.parametrize("numbers", ["1 3 4", "7 7 7", "0 1 2", "1 2 x"])
def test_a_column_that_does_not_count_its_rows_is_in_doubt(numbers: str) -> None:
    page = pages.page(made(2023, 7), more=(NUMBERED,))
    for number, other in zip("123", numbers.split(), strict=True):
        page = page.replace(f"<td >{number}</td>", f"<td >{other}</td>", 1)
    assert read(page).doubts
