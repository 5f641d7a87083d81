"""Word documents: merged cells, torn words, changes, text boxes, headings, and what must be refused."""

import time

import pytest
from hypothesis import given, settings

from gongkai import readers
from gongkai.document import Document, Grid, Paragraph
from gongkai.errors import DocumentError
from gongkai.report import Report
from invented import reports
from made_up import word
from made_up.hostile_word import HOSTILE_DOCUMENTS
from made_up.merged import Box, Printed
from made_up.word import NAMESPACES, RUNS, boxed, package, paragraph

quick = settings(max_examples=6, deadline=None, derandomize=True)


def read(body: str) -> Document:
    return readers.read_bytes(package(body), "a.docx")


def grids(document: Document) -> list[list[list[tuple[int, int, int, str]]]]:
    return [
        [[(cell.column, cell.colspan, cell.rowspan, cell.text) for cell in row] for row in piece.rows]
        for piece in document.pieces
        if isinstance(piece, Grid)
    ]


def lines(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces if isinstance(piece, Paragraph)]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


@pytest.mark.parametrize("runs", RUNS)
def test_words_are_whole_however_their_runs_are(runs: str) -> None:
    assert lines(read(paragraph("青石市造纸局1058件", RUNS[runs]))) == ["青石市造纸局1058件"]


def test_lines_tabs_and_signs() -> None:
    runs = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:sym w:char='F0FE'/><w:br/><w:t>丙</w:t></w:r>"
    assert lines(read(f"<w:p>{runs}</w:p>")) == ["甲 乙-□", "丙"]


_PLAIN = '<w:r w:rsidR=\'00A1\' w:rsidRPr="00B2"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">1</w:t></w:r>'
_HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
_RAISED = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>9</w:t></w:r>"
_BROKEN = "<w:r><w:t>2</w:t><w:br/></w:r>"
_TWO = "<w:r><w:t>3</w:t><w:t>4</w:t></w:r>"


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ((_PLAIN, _PLAIN, _PLAIN), ["111"]),
        ((_PLAIN, _HIDDEN, _PLAIN), ["11"]),
        ((_HIDDEN, _PLAIN, _HIDDEN, _PLAIN), ["11"]),
        ((_PLAIN, _RAISED, _PLAIN), ["1[9]1"]),
        ((_RAISED, _PLAIN), ["[9]1"]),
        ((_BROKEN, _HIDDEN, _PLAIN), ["2", "1"]),
        ((_TWO, _RAISED, _TWO, _PLAIN), ["34[9]341"]),
        ((_PLAIN, f"<w:del>{_PLAIN}</w:del>", f"<w:ins>{_PLAIN}</w:ins>", _BROKEN), ["112"]),
        (("<w:r><w:t/></w:r>", _PLAIN, "<w:r><w:t></w:t></w:r>", _HIDDEN, _PLAIN), ["11"]),
    ],
)
def test_runs_of_which_nothing_is_said_take_nothing_from_their_neighbours(
    runs: tuple[str, ...], shown: list[str]
) -> None:
    assert lines(read(f"<w:p>{''.join(runs)}</w:p>")) == shown


def test_headings_have_the_level_of_their_style_or_their_own() -> None:
    own = "<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>"
    found = read(paragraph("甲", style="2") + paragraph("乙", style="9") + own).pieces
    assert [(piece.text, piece.level) for piece in found if isinstance(piece, Paragraph)] == [
        ("甲", 1),
        ("乙", 0),
        ("丙", 3),
    ]


def test_merged_cells() -> None:
    wide, tall, below = "<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    found = read(
        table(
            row(cell("甲", tall), cell("乙", wide)),
            row(cell("", below), cell("丙"), cell("丁")),
            row(cell("", below), cell("戊", "<w:hMerge w:val='restart'/>"), cell("", "<w:hMerge w:val='continue'/>")),
            row(cell("己", below.replace("/>", " w:val='restart'/>")), cell("庚"), cell("辛")),
        )
    )
    assert grids(found) == [
        [
            [(0, 1, 3, "甲"), (1, 2, 1, "乙")],
            [(1, 1, 1, "丙"), (2, 1, 1, "丁")],
            [(1, 2, 1, "戊")],
            [(0, 1, 1, "己"), (1, 1, 1, "庚"), (2, 1, 1, "辛")],
        ]
    ]


def test_a_cell_that_goes_on_with_none_stands_for_itself() -> None:
    found = read(table(row(cell("甲"), cell("乙")), row(cell("丙", "<w:vMerge/>"), cell("丁"))))
    assert [[text for *_, text in cells] for cells in grids(found)[0]] == [["甲", "乙"], ["丙", "丁"]]


def test_a_row_that_begins_further_right() -> None:
    found = read(table(row(cell("甲"), cell("乙")), row(cell("丙"), properties="<w:gridBefore w:val='1'/>")))
    assert grids(found)[0][1] == [(0, 1, 1, ""), (1, 1, 1, "丙")]


def test_deleted_rows_and_cells_are_gone() -> None:
    found = read(
        table(
            row(cell("甲"), cell("5", "<w:cellDel/>"), cell("1")),
            row(cell("乙"), cell("6"), properties="<w:del w:id='1'/>"),
            row(cell("丙"), cell("2"), properties="<w:ins w:id='1'/>"),
        )
    )
    assert [[text for *_, text in cells] for cells in grids(found)[0]] == [["甲", "1"], ["丙", "2"]]


def test_how_cells_were_merged_before_a_change_does_not_count() -> None:
    before = "<w:tcPrChange w:id='1'><w:tcPr><w:gridSpan w:val='3'/><w:vMerge/></w:tcPr></w:tcPrChange>"
    found = read(table(row(cell("甲"), cell("乙")), row(cell("丙", before), cell("丁"))))
    assert grids(found)[0][1] == [(0, 1, 1, "丙"), (1, 1, 1, "丁")]


def test_a_table_inside_a_cell_and_rows_in_a_content_control() -> None:
    inner = table(row(cell("丙"), cell("1")), row(cell("丁"), cell("2")))
    outer = table(
        f"<w:sdt><w:sdtContent>{row(cell('甲'), cell('乙'))}</w:sdtContent></w:sdt>", row(f"<w:tc>{inner}</w:tc>")
    )
    found = read(outer)
    assert [[[text for *_, text in cells] for cells in grid] for grid in grids(found)] == [
        [["甲", "乙"]],
        [["丙", "1"], ["丁", "2"]],
    ]


def test_text_boxes_follow_their_paragraph_in_order() -> None:
    assert lines(read(f"<w:p><w:r><w:t>甲</w:t></w:r>{boxed('乙')}{boxed('丙')}</w:p>{paragraph('丁')}")) == list(
        "甲乙丙丁"
    )


def test_a_table_in_a_text_box_is_a_table() -> None:
    inner = table(row(cell("甲"), cell("1")))
    found = read(f"<w:p><w:r><w:txbxContent>{inner}</w:txbxContent></w:r><w:r><w:t>丙</w:t></w:r></w:p>")
    assert lines(found) == ["丙"]
    assert grids(found) == [[[(0, 1, 1, "甲"), (1, 1, 1, "1")]]]


def test_marks_behind_figures_are_no_digits() -> None:
    raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    comment = "<w:r><w:t>1<!-- x -->2</w:t><w:footnoteReference w:id='1'/></w:r>"
    assert lines(read(f"<w:p><w:r><w:t>5</w:t></w:r>{raised}</w:p><w:p>{comment}</w:p>")) == ["5[2]", "12"]


def test_the_strict_variant_and_other_names_of_the_part() -> None:
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    xml = package(paragraph("甲"))
    assert lines(readers.read_bytes(xml, "a.docx")) == ["甲"]
    body = f"<w:document {strict}><w:body>{paragraph('乙')}</w:body></w:document>"
    other = package("", **{"word/document2.xml": body}).replace(b"word/document.xml", b"word/documents.xm")
    assert lines(readers.read_bytes(other, "a.docx")) == ["乙"]


@pytest.mark.parametrize("name", HOSTILE_DOCUMENTS)
def test_hostile_documents_end_soon(name: str) -> None:
    content = HOSTILE_DOCUMENTS[name]()
    start = time.process_time()
    try:
        found = readers.read_bytes(content, "a.docx")
    except DocumentError as error:
        assert "a.docx: " in str(error)  # noqa: PT017  either way is right
    else:
        assert all("ha" not in piece.text for piece in found.pieces if isinstance(piece, Paragraph))
    assert time.process_time() - start < 3


def test_a_figures_note_is_set_apart_however_it_is_raised() -> None:
    body = "<w:p><w:r><w:t>137</w:t></w:r><w:r><w:rPr>{}</w:rPr><w:t>1</w:t></w:r></w:p>"
    for properties in ("<w:vertAlign w:val='superscript'/>", "<w:rStyle w:val='note'/>", "<w:position w:val='10'/>"):
        assert lines(read(body.format(properties))) == ["137[1]"]
    assert lines(read(body.format("<w:rStyle w:val='note'/><w:vertAlign w:val='baseline'/>"))) == ["1371"]
    lifted = "<w:p>" + "<w:r><w:rPr><w:position w:val='6'/></w:rPr><w:t>5</w:t></w:r>" * 2 + "</w:p>"
    assert lines(read(lifted)) == ["55"]


@pytest.mark.parametrize("style", ["hidden", "struck"])
def test_words_that_a_style_hides_or_strikes_out_are_not_shown(style: str) -> None:
    body = f"<w:p><w:r><w:t>137</w:t></w:r><w:r><w:rPr><w:rStyle w:val='{style}'/></w:rPr><w:t>1</w:t></w:r></w:p>"
    assert lines(read(body)) == ["137"]


def test_a_picture_in_an_empty_cell_is_no_blank() -> None:
    shape = "<x:pic xmlns:x='http://schemas.openxmlformats.org/drawingml/2006/picture'/>"
    picture = f"<w:tc><w:p><w:r><w:drawing>{shape}</w:drawing></w:r></w:p></w:tc>"
    cells = [cell("甲"), picture, cell("")]
    assert grids(read(table(row(*cells), row(*map(cell, "123"))))) == [
        [[(0, 1, 1, "甲"), (1, 1, 1, "□"), (2, 1, 1, "")], [(0, 1, 1, "1"), (1, 1, 1, "2"), (2, 1, 1, "3")]]
    ]


@given(report=reports())
@quick
def test_borders_that_do_not_quite_meet_make_no_columns(report: Report) -> None:
    even, uneven = (readers.read_bytes(word.document(report, more=more), "a.docx") for more in ((), (word.UNEVEN,)))
    assert uneven.pieces == even.pieces


def test_a_narrow_column_with_words_in_it_stays() -> None:
    boxes = (Box("甲", 0, 0), Box("1", 0, 1), Box("乙", 1, 0), Box("2", 1, 1))
    narrow = word.table(Printed(boxes, 2, 0)).replace("<w:gridCol w:w='900'/>", "<w:gridCol w:w='90'/>", 1)
    (grid,) = readers.read_bytes(package(narrow), "a.docx").pieces
    assert isinstance(grid, Grid)
    assert [(cell.text, cell.column, cell.colspan) for cell in grid.cells if not cell.row] == [
        ("甲", 0, 1),
        ("1", 1, 1),
    ]
