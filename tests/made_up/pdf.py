"""A report → a PDF as office software exports it: text set in lines, tables with rulings that go on over pages."""

import io
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongkai.report import Report
from made_up.documents import NAME, TEXT
from made_up.merged import Box, Printed, printed

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 76.0, WIDTH - 76.0, 72.0, HEIGHT - 80.0
PAD = 3.0
#: The distance of a cell's lines in sizes of the font.
LEADING = 1.3

#: How rulings are drawn: a line a side, thin filled rectangles, a frame a cell, all in one path, a form object, not.
Rulings = Literal["lines", "bars", "frames", "path", "form", "none"]

#: The share of the width that the columns of each table have.
WIDTHS = {
    "proactive_disclosure": (0.34, 0.22, 0.22, 0.22),
    "requests": (0.06, 0.17, 0.28, *(0.07,) * 7),
    "legal_challenges": (1 / 15,) * 15,
}

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a document is set.

    `filler` lines of text stand in front of the tables and move the page breaks. Rows are divided between pages where
    their labels have several lines; where their numbers have too, only with `divide_numbers`. Labels of more rows than
    `sideways` (where it is not 0) are turned.
    """

    rulings: Rulings = "lines"
    filler: int = 0
    size: float = 9.0
    repeat_heads: bool = False
    divide_rows: bool = False
    divide_numbers: bool = False
    one_by_one: bool = False
    sideways: int = 0
    header: str = ""
    number: str = "- {} -"


class _Part(NamedTuple):
    """A cell on the strip that a table is before it is cut into pages, with its lines."""

    box: Box
    x0: float
    x1: float
    y0: float
    y1: float
    lines: tuple[str, ...]


class _Sheet:
    """Writes from top to bottom and begins new pages."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.file = io.BytesIO()
        self.canvas: Any = Canvas(self.file, pagesize=A4, invariant=1)
        self.page = 1
        self.y = TOP
        self.written: Counter[_Part] = Counter()

    def done(self) -> bytes:
        self.turn()
        self.canvas.save()
        return self.file.getvalue()

    def turn(self) -> None:
        """End a page with its number and header."""
        if self.style.number:
            self.words(self.style.number.format(self.page), WIDTH / 2, HEIGHT - 40, 10, centred=True)
        if self.style.header:
            self.words(self.style.header, WIDTH / 2, 40, 9, centred=True)
        self.canvas.showPage()
        self.page += 1
        self.y = TOP

    def words(self, text: str, x: float, y: float, size: float, *, centred: bool = False) -> None:
        width = pdfmetrics.stringWidth(text, FONT, size)
        x = x - width / 2 if centred else x
        self.canvas.setFont(FONT, size)
        for sign in text if self.style.one_by_one else [text]:
            self.canvas.drawString(x, HEIGHT - y, sign)
            x += pdfmetrics.stringWidth(sign, FONT, size)

    def title(self, text: str) -> None:
        for line in wrapped(text, 18, RIGHT - LEFT):
            self.y += 28
            self.words(line, WIDTH / 2, self.y, 18, centred=True)
        self.y += 12

    def paragraph(self, text: str) -> None:
        for line in wrapped("　　" + text, 14, RIGHT - LEFT):
            if self.y + 24 > BOTTOM:
                self.turn()
            self.y += 24
            set_in = line.startswith("　　")
            self.words(line.strip("　"), LEFT + 28 * set_in, self.y, 14)

    def table(self, table: Printed, widths: Sequence[float]) -> None:
        self.y += 10
        self.written.clear()
        parts = list(_strip(table, widths, self.style))
        edges = sorted({part.y0 for part in parts} | {part.y1 for part in parts})
        head = [part for part in parts if part.box.row < table.head] if self.style.repeat_heads else []
        below = max((part.y1 for part in head), default=0.0)
        begin, end = 0.0, edges[-1]
        while begin < end:
            again = below if begin else 0.0
            cut = self.cut(parts, edges, begin, begin + BOTTOM - self.y - again)
            if cut <= max(begin, 0 if begin else below):
                self.turn()
                continue
            if again:
                self.written.subtract({part: len(part.lines) for part in head})
                self.piece(head, 0.0, again)
            self.piece(parts, begin, cut)
            begin = cut
            if begin < end:
                self.turn()

    def cut(self, parts: Sequence[_Part], edges: Sequence[float], begin: float, last: float) -> float:
        """Where a page ends: below a row, or within one whose label has several lines."""
        rows = [edge for edge in edges if begin < edge <= last]
        best = rows[-1] if rows else begin
        row = [part for part in parts if part.y0 == best and part.box.rowspan == 1 and len(part.lines) > 1]
        numbers = any(part.box.text.isdigit() for part in row)
        if row and self.style.divide_rows and (self.style.divide_numbers or not numbers):
            lines = [best + PAD + i * self.style.size * LEADING for i in range(1, len(row[0].lines))]
            best = max([best, *(line for line in lines if line <= last)])
        return best

    def piece(self, parts: Sequence[_Part], begin: float, end: float) -> None:
        """The part of the strip between two heights."""
        shift = self.y - begin
        shown = [part for part in parts if part.y1 > begin and part.y0 < end]
        rectangles = [(p.x0, max(p.y0, begin) + shift, p.x1, min(p.y1, end) + shift) for p in shown]
        RULINGS[self.style.rulings](self.canvas, rectangles, f"{self.page}-{self.y:.0f}")
        for part in shown:
            self.cell(part, begin, end, shift)
        self.y += end - begin

    def cell(self, part: _Part, begin: float, end: float, shift: float) -> None:
        """The lines of a cell that have room above a page's end; the others follow on the next."""
        if self.style.sideways and part.box.column == 0 and part.box.rowspan > self.style.sideways:
            self.turned(part, max(part.y0, begin) + shift, min(part.y1, end) + shift)
            return
        step = self.style.size * LEADING
        top = max(part.y0, begin) + PAD
        for line in part.lines[self.written[part] :]:
            if top + step > end + 0.01 and part.y1 > end:
                break
            middle = part.box.column > 0 and len(line) < 8
            x = (part.x0 + part.x1) / 2 if middle else part.x0 + PAD
            self.words(line, x, top + shift + self.style.size, self.style.size, centred=middle)
            self.written[part] += 1
            top += step

    def turned(self, part: _Part, top: float, bottom: float) -> None:
        """A label that is to be read from below; it stands on the first page that has room for it."""
        if self.written[part] or bottom - top < pdfmetrics.stringWidth(part.box.text, FONT, self.style.size) + 2 * PAD:
            return
        self.written[part] += 1
        self.canvas.saveState()
        self.canvas.translate((part.x0 + part.x1) / 2 + 3, HEIGHT - bottom + PAD)
        self.canvas.rotate(90)
        self.canvas.setFont(FONT, self.style.size)
        self.canvas.drawString(0, 0, part.box.text)
        self.canvas.restoreState()


def document(report: Report, style: Style = Style(), *, title: str = "", more: Container[str] = ()) -> bytes:
    """The whole document."""
    sheet = _Sheet(style)
    sheet.title(title or f"{NAME}{report.year}年政府信息公开工作年度报告")
    found = printed(report, more)
    in_section = {table.section: table.code for table in report.layout.tables}
    for section in report.layout.sections:
        sheet.paragraph(f"{section.number}、{section.zh}")
        for text in TEXT.get(section.code, "").split("\n"):
            if text:
                sheet.paragraph(text)
        if section.code == report.layout.sections[0].code:
            for i in range(style.filler):
                sheet.paragraph(f"纸灯笼第{i}盏，由本市匠人以竹为骨、以纸为皮。")
        if in_section.get(section.code) in found:
            code = in_section[section.code]
            sheet.table(found[code], _widths(code, found[code].columns))
    return sheet.done()


def _widths(code: str, columns: int) -> Sequence[float]:
    """The share of each column; one more than usual takes its room from the other figures."""
    usual = WIDTHS[code]
    labels = len(usual) - 7
    more = columns > len(usual)
    return (*usual[:labels], *(sum(usual[labels:]) / (columns - labels),) * (columns - labels)) if more else usual


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The lines of a text, broken between any two characters."""
    found = [""]
    for sign in text:
        if pdfmetrics.stringWidth(found[-1] + sign, FONT, size) > room and found[-1]:
            found.append("")
        found[-1] += sign
    return found


def _strip(table: Printed, widths: Sequence[float], style: Style) -> Iterator[_Part]:
    """The cells of a table one below the other, on a page without end."""
    xs = [LEFT]
    for share in widths:
        xs.append(xs[-1] + share * (RIGHT - LEFT))
    text = {
        box: tuple(wrapped(box.text, style.size, xs[box.column + box.colspan] - xs[box.column] - 2 * PAD))
        for box in table.boxes
    }
    heights = [0.0] * (max(box.row + box.rowspan for box in table.boxes))
    for box in sorted(table.boxes, key=lambda box: box.rowspan):
        need = len(text[box]) * style.size * LEADING + 2 * PAD
        have = sum(heights[box.row : box.row + box.rowspan])
        turned = style.sideways and box.column == 0 and box.rowspan > style.sideways
        heights[box.row + box.rowspan - 1] += 0 if turned else max(need - have, 0)
    ys = [0.0]
    for height in heights:
        ys.append(ys[-1] + height)
    for box in table.boxes:
        x0, x1 = xs[box.column], xs[box.column + box.colspan]
        yield _Part(box, x0, x1, ys[box.row], ys[box.row + box.rowspan], text[box])


_Rectangles = Sequence[tuple[float, float, float, float]]


def _lines(canvas: Any, rectangles: _Rectangles, name: str) -> None:  # noqa: ANN401  reportlab has no types
    del name
    canvas.setLineWidth(0.5)
    for x0, y0, x1, y1 in rectangles:
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            canvas.line(line[0], HEIGHT - line[1], line[2], HEIGHT - line[3])


def _bars(canvas: Any, rectangles: _Rectangles, name: str) -> None:  # noqa: ANN401
    del name
    for x0, y0, x1, y1 in rectangles:
        for x, y, width, height in ((x0, y0, x1 - x0, 0.5), (x0, y0, 0.5, y1 - y0), (x1, y0, 0.5, y1 - y0)):
            canvas.rect(x, HEIGHT - y, width, -height, stroke=0, fill=1)
        canvas.rect(x0, HEIGHT - y1, x1 - x0, -0.5, stroke=0, fill=1)


def _frames(canvas: Any, rectangles: _Rectangles, name: str) -> None:  # noqa: ANN401
    del name
    for x0, y0, x1, y1 in rectangles:
        canvas.rect(x0, HEIGHT - y0, x1 - x0, y0 - y1, stroke=1, fill=0)


def _path(canvas: Any, rectangles: _Rectangles, name: str) -> None:  # noqa: ANN401
    del name
    path = canvas.beginPath()
    for x0, y0, x1, y1 in rectangles:
        path.rect(x0, HEIGHT - y0, x1 - x0, y0 - y1)
    canvas.drawPath(path, stroke=1, fill=0)


def _form(canvas: Any, rectangles: _Rectangles, name: str) -> None:  # noqa: ANN401
    canvas.beginForm(name)
    canvas.translate(-50, 20)
    _frames(canvas, rectangles, name)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(50, -20)
    canvas.doForm(name)
    canvas.restoreState()


def _none(canvas: Any, rectangles: _Rectangles, name: str) -> None:  # noqa: ANN401
    del canvas, rectangles, name


RULINGS = {"lines": _lines, "bars": _bars, "frames": _frames, "path": _path, "form": _form, "none": _none}
