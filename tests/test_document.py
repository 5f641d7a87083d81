"""The shape of documents."""

from gongkai.document import Grid, GridCell, Place


def test_places_read_in_both_languages() -> None:
    assert Place(line=7).text.zh == "第7行"
    assert Place(page=2, table=1, row=3, column=4).text.zh == "第2页，表1第3行第4格"
    assert Place(page=2, table=1, row=3, column=4).text.en == "page 2, table 1, row 3, cell 4"
    assert Place().text.en == "whole document"


def test_rows_hold_the_cells_that_begin_in_them() -> None:
    tall = GridCell("甲", 0, 0, Place(), rowspan=2)
    cells = (tall, GridCell("乙", 0, 1, Place()), GridCell("丙", 1, 1, Place()))
    assert [[cell.text for cell in row] for row in Grid(cells, Place()).rows] == [["甲", "乙"], ["丙"]]
