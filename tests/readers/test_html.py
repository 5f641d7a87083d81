"""Web pages: tables with spans, tables that only arrange, what is hidden, encodings, and what must be refused."""

import contextlib
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import readers
from gongkai.document import Document, Grid, GridCell, Paragraph
from gongkai.errors import DocumentError
from made_up.hostile_pages import HOSTILE_PAGES


def read(page: str, encoding: str = "utf-8") -> Document:
    return readers.read_bytes(page.encode(encoding), "a.html")


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in piece.rows] for piece in document.pieces if isinstance(piece, Grid)]


def lines(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces if isinstance(piece, Paragraph)]


def cells(page: str) -> dict[str, GridCell]:
    return {cell.text: cell for piece in read(page).pieces if isinstance(piece, Grid) for cell in piece.cells}


def test_paragraphs_line_breaks_and_headings() -> None:
    found = read("<h2>造 纸</h2><p>甲<b>乙</b><br>丙</p>丁<div>戊<p>己</p>庚</div>")
    assert [(p.text, p.level) for p in found.pieces if isinstance(p, Paragraph)] == [
        ("造 纸", 2),
        *((word, 0) for word in ("甲乙", "丙", "丁", "戊", "己", "庚")),
    ]
    assert [p.place.paragraph for p in found.pieces] == [1, 2, 3, 4, 5, 6, 7]


def test_a_line_end_of_the_source_is_no_space_between_chinese_characters() -> None:
    assert lines(read("<p>造纸\n   局，\r\n公开 2023\n年 a\nb</p>")) == ["造纸局，公开 2023 年 a b"]


def test_spans_place_the_cells_below() -> None:
    found = cells(
        "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
        "<tr><th>戊</th><td>己</td></tr></table>"
    )
    assert {text: (cell.row, cell.column, cell.rowspan, cell.colspan) for text, cell in found.items()} == {
        "甲": (0, 0, 2, 1),
        "乙": (0, 1, 1, 2),
        "丙": (1, 1, 1, 1),
        "丁": (1, 2, 1, 1),
        "戊": (2, 0, 1, 1),
        "己": (2, 1, 1, 1),
    }
    assert (found["丁"].place.table, found["丁"].place.row, found["丁"].place.column) == (1, 2, 2)


@pytest.mark.parametrize("span", ["100000", "9999999999", "-1", "x", "", "٣"])
def test_spans_end_with_their_table(span: str) -> None:
    found = cells(f"<table><tr><td colspan={span}>甲<tr><td>乙<td>丙<td>丁<tr><td rowspan=65534>戊<td>己</table>")
    assert found["甲"].colspan in (1, 3)
    assert (found["戊"].rowspan, found["己"].column) == (1, 1)


def test_a_span_of_no_rows_goes_to_the_end_of_the_table() -> None:
    assert cells("<table><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁</table>")["丁"].column == 1


def test_tables_that_arrange_are_taken_apart() -> None:
    page = (
        "<table><tr><td>导航<td><p>造纸</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table><p>纸灯笼</p></td></tr>"
        "<tr><td>日期<td>2024</table>"
    )
    found = read(page)
    assert grids(found) == [[["甲", "1"], ["乙", "2"]], [["日期", "2024"]]]
    assert lines(found) == ["导航", "造纸", "纸灯笼"]
    assert [piece.place.table for piece in found.pieces if isinstance(piece, Grid)] == [1, 2]


def test_a_table_of_one_column_is_text() -> None:
    assert lines(read("<table><tr><td>甲</td></tr><tr><td>乙<br>丙</td></tr></table>")) == ["甲", "乙", "丙"]


def test_a_table_with_a_long_text_is_text() -> None:
    assert lines(read(f"<table><tr><td>甲<td>{'纸' * 500}</table>")) == ["甲", "纸" * 500]


def test_a_figure_in_a_frame_of_its_own_stays_in_its_row() -> None:
    assert grids(read("<table><tr><td>甲<td><table><tr><td>1</table><tr><td>乙<td>2</table>")) == [
        [["甲", "1"], ["乙", "2"]]
    ]


def test_lines_of_a_cell_are_told_apart() -> None:
    assert grids(read("<table><tr><td>甲<td><p>1</p><p>0</p></table>")) == [[["甲", "1\n0"]]]


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='text-decoration:line-through'>5</span>",
        "<b style='text-decoration: underline line-through'>5</b>",
        "<p style='color:red; Display : None'>5</p>",
        "<span style='visibility:hidden'>5</span>",
        "<span style='mso-hide:all'>5</span>",
        "<i hidden>5</i>",
        "<script>5</script>",
        "<style>5</style>",
        "<nav>5</nav>",
        "<select><option>5</select>",
        "<textarea>5</textarea>",
        "<noscript>5</noscript>",
        "<del>5</del>",
        "<s>5</s>",
        "<template>5</template>",
        "<!-- 5 -->",
        "<!--[if gte mso 9]><p>5</p><![endif]-->",
        "<svg><text>5</text></svg>",
        "<iframe src='https://example.org/5'>5</iframe>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert lines(read(f"<title>5</title><p>甲</p>{hidden}<p>乙</p>")) == ["甲", "乙"]


def test_a_form_around_the_page_is_no_reason_to_leave_it_out() -> None:
    assert lines(read("<form><input value=5><p>甲</p><button>查</button></form>")) == ["甲"]


def test_a_mark_behind_a_figure_is_no_digit_of_it() -> None:
    assert lines(read("<p>5<sup>1</sup></p><p>6<sup> </sup></p>")) == ["5[1]", "6"]
    assert lines(read("<p>5<span style='vertical-align:super'>1</span></p>")) == ["5[1]"]
    assert lines(read("<p>5<a style='x:y; VERTICAL-ALIGN: sub'><b>1</b></a></p>")) == ["5[1]"]


def test_figures_in_the_fields_of_a_form_are_those_of_its_cells() -> None:
    page = "<input value=3><table><tr><td>甲<td><input value='1,058 '><td><input value=''><tr><td>乙<td>2<td>3"
    (grid,) = read(page).pieces
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["甲", "1,058", "", "乙", "2", "3"]


def test_a_picture_in_an_empty_cell_is_no_blank() -> None:
    page = "<table><tr><td>甲<td><img src=a.png><td><img src=b.gif width=1 height=1><tr><td>乙<td>2<img src=c.png><td>3"
    (grid,) = read(page).pieces
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["甲", "□", "", "乙", "2", "3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gb2312"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "nonsense"])
def test_the_bytes_say_the_encoding_whatever_is_declared(encoding: str, declared: str) -> None:
    page = f"<meta charset={declared}><p>青石市造纸局：纸灯笼 0 件</p>"
    assert lines(read(page, encoding)) == ["青石市造纸局：纸灯笼 0 件"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_character_does_not_change_the_others(encoding: str) -> None:
    words = "青石市造纸局把纸浆、纸张、纸灯笼三类信息放在同一个栏目里，来年每月核对一次。" * 3
    page = f"<p>{words}</p><p>甲".encode(encoding) + b"\xe4" + f"</p><p>{words}</p>".encode(encoding)
    found = lines(readers.read_bytes(page, "a.html"))
    assert (found[0], found[-1]) == (words, words)


def test_what_is_no_page_says_so() -> None:
    with pytest.raises(DocumentError, match="not a text file"):
        readers.read_bytes(bytes(range(256)) * 40, "a.html")
    assert readers.read_bytes(b"", "a.html").pieces == ()


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_pages_end_soon(name: str) -> None:
    start = time.process_time()
    try:
        read(HOSTILE_PAGES[name])
    except DocumentError as error:
        assert "too much" in str(error)  # noqa: PT017  either way is right
    assert time.process_time() - start < 3


@given(st.text(alphabet="<>/tabledrhp =\"'colsn0123造纸", max_size=200))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_page_is_read_and_no_cell_covers_another(page: str) -> None:
    for piece in read(f"<table><tr><td>甲<td>{page}").pieces:
        if isinstance(piece, Grid):
            for row in piece.rows:
                assert all(a.column + a.colspan <= b.column for a, b in pairwise(row))


STYLED = {
    "p.a, .a{vertical-align:super}": "5[1]",
    ".b .a{vertical-align:super}.c{vertical-align:sub}": "51",
    "<!-- /* .a{} */ span.a { VERTICAL-ALIGN : Super; } -->": "5[1]",
    "@import url(x.css);.a{color:red;vertical-align:sub}": "5[1]",
    "sup.a{vertical-align:super}": "51",
    ".a{vertical-align:super}.a{vertical-align:baseline}": "51",
    ".a.x{vertical-align:super}.a{vertical-align:baseline}": "5[1]",
    ".a{display:none}": "5",
    ".a{display:none}.x{display:inline}": "51",
    ".a{visibility:hidden}": "5",
    ".a{font-size:0}": "51",  # what is inside may have a size of its own
    "@media print{.a{display:none} .b{}}": "51",
    "@media (max-width:600px){.b{} .a{display:none}} .c{}": "51",
    ".a:hover{display:none}": "51",
    ".A{display:none}": "51",
    "}}{{.a{display:none}": "51",
}


@pytest.mark.parametrize("sheet", STYLED)
def test_a_style_sheet_says_what_is_shown_and_what_stands_above(sheet: str) -> None:
    page = f"<style type=text/css>{sheet}</style><p>5<span class='b0 a x'>1</span></p>"
    assert lines(read(page)) == [STYLED[sheet]]


def test_an_elements_own_style_goes_before_its_classes() -> None:
    sheet = "<style>.a{display:none;vertical-align:super}</style>"
    assert lines(read(f"{sheet}<p>5<span class=a style='display:inline; vertical-align: baseline'>1</span></p>")) == [
        "51"
    ]
    assert lines(read("<style media=print>.a{display:none}</style><p>5<span class=a>1</span></p>")) == ["51"]


@pytest.mark.parametrize(
    "piece", ["@a", "@a{b{}", "/*", "{", "}", ".a{display:none}.a.b", ".a,", "<style>", "a", "@m{"]
)
def test_a_style_sheet_without_end_takes_no_time(piece: str) -> None:
    sheet = "".join(f"{piece}{number}" for number in range(600_000 // (len(piece) + 4)))
    page = f"<style>{piece * (600_000 // len(piece))}</style><style>{sheet}</style>" + "<p class='a b'>1</p>" * 5_000
    start = time.process_time()
    with contextlib.suppress(DocumentError):
        read(page)
    assert time.process_time() - start < 3
