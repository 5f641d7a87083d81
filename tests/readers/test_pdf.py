"""PDF files: rulings, merged cells, page breaks, what is left out, and what must be refused."""

import ctypes
import io
import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gongkai import readers
from gongkai.document import Document, Grid, Paragraph
from gongkai.errors import DocumentError
from gongkai.readers.pdf import apart, typeface
from gongkai.readers.pdf.limits import RefusedError
from made_up.hostile_pdf import READ, REFUSED, SLOW
from made_up.pdf import FONT

HEIGHT = A4[1]
Draw = Callable[[Any], None]


def drawn(*pages: Draw, **options: Any) -> bytes:  # noqa: ANN401  what a canvas takes
    """A PDF whose pages are drawn so; y is measured from below."""
    file = io.BytesIO()
    canvas: Any = Canvas(file, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont(FONT, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def read(*pages: Draw, **options: Any) -> Document:  # noqa: ANN401
    return readers.read_bytes(drawn(*pages, **options), "a.pdf")


def rows(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in piece.rows] for piece in document.pieces if isinstance(piece, Grid)]


def words(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces if isinstance(piece, Paragraph)]


def text(canvas: Any) -> None:  # noqa: ANN401
    canvas.drawString(100, 700, "青石市造纸局把纸浆、纸张、纸灯笼三类信息放在同一个栏目里。")


def table(canvas: Any, *, top: float = 600, cells: tuple[str, ...] = ("甲", "1", "乙", "22")) -> None:  # noqa: ANN401
    """Two rows of two cells."""
    for i in range(3):
        canvas.line(100, top - 30 * i, 300, top - 30 * i)
        canvas.line(100 + 100 * i, top, 100 + 100 * i, top - 60)
    for i, cell in enumerate(cells):
        canvas.drawString(110 + 100 * (i % 2), top - 20 - 30 * (i // 2), cell)


def _font(page: Any) -> bytes:  # noqa: ANN401  a handle
    """The file of the font that pdfium takes for the first thing on a page."""
    font, size, room = (
        raw.FPDFTextObj_GetFont(raw.FPDFPage_GetObject(page, 0)),
        ctypes.c_size_t(),
        (ctypes.c_uint8 * 4096)(),
    )
    raw.FPDFFont_GetFontData(font, room, len(room), size)
    return bytes(room[: size.value])


def test_a_font_that_is_not_in_the_document_is_ours_not_the_computers() -> None:
    content = drawn(text)
    typeface.use()
    document = raw.FPDF_LoadMemDocument64(content, len(content), None)
    page = raw.FPDF_LoadPage(document, 0)
    assert _font(page) == typeface.font()
    raw.FPDF_ClosePage(page)
    raw.FPDF_CloseDocument(document)
    ((shown,),) = [page.chars[:1] for page in apart.pages(content)]
    assert (shown.text, round(shown.x1 - shown.x0), shown.size) == ("青", 12, 12)


def test_cells_know_their_page_row_and_column() -> None:
    document = read(text, table)
    grid = next(piece for piece in document.pieces if isinstance(piece, Grid))
    assert [(c.text, c.place.page, c.place.table, c.place.row, c.place.column) for c in grid.cells] == [
        ("甲", 2, 1, 1, 1),
        ("1", 2, 1, 1, 2),
        ("乙", 2, 1, 2, 1),
        ("22", 2, 1, 2, 2),
    ]
    assert grid.spans
    assert "第2页" in grid.cells[0].place.text.zh


def test_paragraphs_stand_between_tables_as_on_the_page() -> None:
    def page(canvas: Any) -> None:  # noqa: ANN401
        text(canvas)
        table(canvas)
        canvas.drawString(100, 500, "后文。")

    assert [type(piece) for piece in read(page).pieces] == [Paragraph, Grid, Paragraph]


def test_a_frame_around_text_is_no_table() -> None:
    def page(canvas: Any) -> None:  # noqa: ANN401
        text(canvas)
        canvas.rect(90, 680, 400, 60)

    document = read(page)
    assert rows(document) == []
    assert len(words(document)) == 1


def test_a_number_that_runs_over_a_ruling_belongs_to_no_cell() -> None:
    def page(canvas: Any) -> None:  # noqa: ANN401
        text(canvas)
        table(canvas, cells=("甲", "1", "", "22"))
        canvas.drawString(184, 550, "7730.28")

    ((_, (first, second)),) = rows(read(page))
    assert first.endswith("|")
    assert second.endswith("|")


def test_numbers_that_stand_apart_in_a_cell_are_not_one() -> None:
    def page(canvas: Any) -> None:  # noqa: ANN401
        text(canvas)
        table(canvas, cells=("甲", "1", "乙", "2"))
        canvas.drawString(240, 550, "3")
        canvas.setFont(FONT, 8)
        canvas.drawString(210, 572, "9")

    assert rows(read(page)) == [[["甲", "1 | 9"], ["乙", "2 | 3"]]]


@pytest.mark.parametrize(("size", "up"), [(7, 4), (8, 0), (12, 3), (6, 6)])
def test_a_notes_digit_behind_a_figure_is_no_part_of_it(size: float, up: float) -> None:
    def noted(canvas: Any) -> None:  # noqa: ANN401
        table(canvas)
        canvas.setFont(FONT, size)
        canvas.drawString(205 + 2 * 6 + 0.5, 550 + up, "1")

    (found,) = rows(read(noted, text))
    assert found[0] == ["甲", "1"]
    assert "221" not in found[1][1]
    assert "|" in found[1][1]


def test_what_is_printed_twice_to_look_bold_is_read_once() -> None:
    def page(canvas: Any) -> None:  # noqa: ANN401
        text(canvas)
        table(canvas)
        canvas.translate(0.4, 0)
        table(canvas)

    assert rows(read(page)) == [[["甲", "1"], ["乙", "22"]]]


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [("- 4 -", "- 5 -", []), ("4", "5", []), ("第4页 共9页", "第5页 共9页", []), ("4", "9", ["4", "9"])],
)
def test_page_numbers_and_headers_are_left_out(first: str, second: str, left: list[str]) -> None:
    def page(number: str) -> Draw:
        def draw(canvas: Any) -> None:  # noqa: ANN401
            canvas.drawString(100, 700, "这一行说的是另一件事，写得更长，一直写到这一页的右边为止：")
            canvas.drawString(124, 640, f"造纸局的纸灯笼第{number}盏。")
            canvas.drawString(280, 40, number)
            canvas.drawString(250, 810, "青石市造纸局年报")

        return draw

    found = words(read(page(first), page(second)))
    assert [word for word in found if word in (first, second)] == left
    assert not any("青石市造纸局年报" in word for word in found)
    assert len(found) == 4 + len(left)


def test_a_table_goes_on_over_the_page_and_its_repeated_head_is_dropped() -> None:
    def first(canvas: Any) -> None:  # noqa: ANN401
        text(canvas)
        table(canvas, top=160)
        canvas.drawString(280, 40, "- 1 -")

    def second(canvas: Any) -> None:  # noqa: ANN401
        table(canvas, top=780, cells=("甲", "1", "丙", "333"))

    document = read(first, second)
    assert rows(document) == [[["甲", "1"], ["乙", "22"], ["丙", "333"]]]
    grid = next(piece for piece in document.pieces if isinstance(piece, Grid))
    assert [cell.place.page for cell in grid.cells] == [1, 1, 1, 1, 2, 2]


def test_tables_with_text_between_are_two() -> None:
    def second(canvas: Any) -> None:  # noqa: ANN401
        canvas.drawString(100, 760, "另一张表：")
        table(canvas, top=740)

    assert len(rows(read(text, table, second))) == 2


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_turned_pages_are_read_as_they_are_shown(quarters: int) -> None:
    def page(canvas: Any) -> None:  # noqa: ANN401
        canvas.setPageRotation(90 * quarters)
        moves = {0: (0, 0), 1: (0, -A4[0]), 2: (-A4[0], -A4[1]), 3: (-A4[1], 0)}
        canvas.rotate(90 * quarters)
        canvas.translate(*moves[quarters])
        canvas.translate(0, -300 if quarters % 2 else 0)
        text(canvas)
        table(canvas)

    document = read(page)
    assert rows(document) == [[["甲", "1"], ["乙", "22"]]]
    assert len(words(document)) == 1


def test_what_fields_hold_is_part_of_the_page() -> None:
    def page(canvas: Any) -> None:  # noqa: ANN401
        text(canvas)
        table(canvas, cells=("甲", "1", "乙", ""))
        canvas.acroForm.textfield(value="4444", x=210, y=545, width=80, height=20, borderWidth=0, fontSize=10)

    assert rows(read(page)) == [[["甲", "1"], ["乙", "4444"]]]


def test_text_that_is_not_shown_is_not_read() -> None:
    def page(canvas: Any) -> None:  # noqa: ANN401
        text(canvas)
        table(canvas)
        hidden = canvas.beginText(230, 550)
        hidden.setTextRenderMode(3)
        hidden.textOut("5")
        canvas.drawText(hidden)

    assert rows(read(page)) == [[["甲", "1"], ["乙", "22"]]]


def scan(canvas: Any) -> None:  # noqa: ANN401
    """A picture of a page, with the text that a scanner recognised behind it."""
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
    hidden = canvas.beginText(100, 700)
    hidden.setTextRenderMode(3)
    hidden.textOut("青石市造纸局2023年政府信息公开工作年度报告" * 2)
    canvas.drawText(hidden)


def blank(canvas: Any) -> None:  # noqa: ANN401
    canvas.line(0, 0, 5, 5)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: drawn(scan, scan), "a scan without a text layer"),
        (lambda: drawn(blank), "no text in it"),
        (lambda: drawn(text, encrypt=StandardEncryption("secret")), "locked with a password"),
        (lambda: drawn(text)[:300], "broken"),
        (lambda: drawn(*[blank] * 301), "more than 300 pages"),
    ],
)
def test_what_cannot_be_read_says_so_in_both_languages(content: Callable[[], bytes], said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        readers.read_bytes(content(), "报告.PDF")
    assert "报告.PDF" in caught.value.text("zh")
    assert "报告.PDF" in caught.value.text("en")


def test_a_document_that_may_be_opened_by_all_is_read() -> None:
    assert len(words(read(text, encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0)))) == 1


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_documents_are_refused_with_their_reason(name: str) -> None:
    content, said = REFUSED[name]
    with pytest.raises(DocumentError, match=said):
        readers.read_bytes(content(), "a.pdf")


@pytest.mark.parametrize("name", READ)
def test_hostile_documents_do_no_harm(name: str) -> None:
    readers.read_bytes(READ[name](), "a.pdf")


@pytest.mark.parametrize("name", SLOW)
def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_read(name: str) -> None:
    content = SLOW[name]()
    start = time.monotonic()
    with pytest.raises(RefusedError, match="slow"):
        apart.pages(content, seconds=1)
    assert time.monotonic() - start < 15
    assert len(words(read(text))) == 1


def test_a_program_that_ends_is_started_again() -> None:
    read(text)
    for helper in apart._helpers:  # noqa: SLF001  as if it had crashed
        helper.process.kill()
        helper.process.wait()
    assert len(words(read(text))) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts processes otherwise")
def test_a_process_does_not_use_the_program_of_its_parent() -> None:
    read(text)
    child = os.fork()
    if not child:
        os._exit(0 if len(words(read(text))) == 1 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(words(read(text))) == 1
