"""A report → the web page that carries it, in each of the ways in which real pages are made."""

from collections.abc import Callable, Container, Mapping
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape

from gongkai.report import Report
from made_up.documents import NAME, TEXT
from made_up.merged import Box, printed, rows

#: The cells that begin in each row.
Rows = list[list[Box]]


def plain_table(cells: Rows) -> str:
    """A table as the standard has it."""
    return _table(cells, lambda cell: escape(cell.text), 'border="1"')


def word_table(cells: Rows) -> str:
    """What word processors save: styles, every word in spans of its own, figures torn apart."""
    return _table(cells, _word_cell, 'class=MsoNormalTable border=1 cellspacing=0 style="mso-yfti-tbllook:1184"')


def framed_table(cells: Rows) -> str:
    """A table inside tables that only arrange; a figure that has a frame of its own."""
    inner = _table(cells, _framed_cell, "class=data")
    return f"<table class=layout><tr><td width=10>&nbsp;</td><td><div>{inner}</div></td></tr></table>"


def flattened(cells: Rows) -> str:
    """A table that lost its cells: every one is a paragraph, and blank ones are gone."""
    return "".join(f"<p>{escape(cell.text)}</p>" for row in cells for cell in row if cell.text)


def open_table(cells: Rows) -> str:
    """Cells and rows that are never closed, line ends everywhere."""
    lines = ["<tr>" + "".join(f"\n <td {_spans(c)}>\n  {escape(c.text)}" for c in row) for row in cells]
    return "<TABLE>\n" + "\n".join(lines) + "\n</TABLE>"


def _table(cells: Rows, content: Callable[[Box], str], attributes: str) -> str:
    lines = ["".join(f"<td {_spans(cell)}>{content(cell)}</td>" for cell in row) for row in cells]
    return f"<table {attributes}><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"


def _spans(cell: Box) -> str:
    wide = f"colspan={cell.colspan}" if cell.colspan > 1 else ""
    return f'{wide} rowspan="{cell.rowspan}"' if cell.rowspan > 1 else wide


def _word_cell(cell: Box) -> str:
    half = len(cell.text) // 2
    parts = "".join(
        f"<span lang=EN-US style='font-family:\"仿宋\"'><span style='mso-spacerun:yes'>{part}</span></span>"
        for part in (escape(cell.text[:half]), escape(cell.text[half:]))
    )
    return (
        f"<p class=MsoNormal align=center style='mso-pagination:widow-orphan'>{parts}<span><o:p>&nbsp;</o:p></span></p>"
    )


def _framed_cell(cell: Box) -> str:
    return f"<table><tr><td><b>{escape(cell.text)}</b></td></tr></table>" if cell.text.isdigit() else escape(cell.text)


TABLES: Mapping[str, Callable[[Rows], str]] = {
    "plain": plain_table,
    "word": word_table,
    "framed": framed_table,
    "open": open_table,
    "flattened": flattened,
}

#: Pages in which a blank cell can be seen.
VISIBLE_BLANKS = ("plain", "word", "framed", "open")

_FURNITURE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>造纸网 2019年 政府信息公开工作年度报告</title>
<style>.a{{color:red}}</style><script>document.write("<table><tr><td>规章</td><td>77</td></tr></table>")</script></head>
<body><nav><ul><li><a href="/">首页</a></li><li>2018年政府信息公开工作年度报告</li></ul></nav>
<form action="/search"><input value="规章"><select><option>2017年</option></select>
<table class=head><tr><td>索 引 号：</td><td>QS-0001</td><td>发布日期：</td><td>2024-01-20</td></tr>
<tr><td>发布机构：</td><td>造纸局</td><td>文　　号：</td><td></td></tr></table>
<div style="DISPLAY: none">规章 88 99 77</div><div id="zoom">{content}</div>
<div><a href="javascript:window.close()">关闭窗口</a></div><img src="https://tracker.example/x.gif">
<div>相关链接：青石纸语</div><footer>青石市造纸局 版权所有</footer></form></body></html>"""


def page(
    report: Report, table: str = "plain", *, furniture: bool = False, title: str = "", more: Container[str] = ()
) -> str:
    """The whole page; with `furniture`, what sites put around a report, and a form around everything."""
    tables = printed(report, more)
    in_section = {found.section: found.code for found in report.layout.tables}
    parts = [f"<h1>{title or f'{NAME}{report.year}年政府信息公开工作年度报告'}</h1>"]
    for section in report.layout.sections:
        parts.append(f"<p><strong>{section.number}、{section.zh}</strong></p>")
        parts += [f"<p>　　{escape(line)}</p>" for line in TEXT.get(section.code, "").split("\n") if line]
        if in_section.get(section.code) in tables:
            parts.append(TABLES[table](rows(tables[in_section[section.code]])))
    content = "\n".join(parts)
    return _FURNITURE.format(content=content) if furniture else content


def archive(page: bytes, encoding: str) -> bytes:
    """A page as browsers and word processors save it together with its pictures (.mht)."""
    message = MIMEMultipart("related")
    message.attach(MIMEText("", "css"))
    part = MIMEBase("text", "html", charset=encoding)
    part.set_payload(page)
    encode_base64(part)
    message.attach(part)
    return message.as_bytes()
