"""A report → the text of a document, in each of the layouts that real files have."""

from collections.abc import Callable, Container, Mapping

from gongkai.report import Report
from made_up.tables import Row, tables

NAME = "青石市造纸局"

TEXT = {
    "overview": "青石市造纸局把纸浆、纸张、纸灯笼三类信息放在同一个栏目里。\n"
    "（一）主动公开情况。全年通过政府网站公开信息120条。其中，工艺信息90条，招工信息30条。"
    "通过“青石纸语”微信公众号推送信息45条。",
    "problems": "纸样目录更新偏慢，来年每月核对一次。",
    "other_matters": "没有收取信息处理费。",
}


def cells_by_line(rows: list[Row]) -> str:
    """One cell a line behind a tab, an empty line after each row, as word processors export text."""
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows) + "\n"


def tabs(rows: list[Row]) -> str:
    """Tabs between the cells of a line."""
    return "\n".join("\t".join(row) for row in rows)


def leading_bars(rows: list[Row]) -> str:
    """A Markdown table: every row as wide as the widest, labels to the left, figures to the right."""
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def trailing_bars(rows: list[Row]) -> str:
    """Bars behind the cells, merged cells left out, rows filled up on the right."""
    width = max(map(len, rows))
    kept = [_without_merged(row) for row in rows]
    return "\n".join(f"{' | '.join(row)} |{'|' * (width - len(row))}" for row in kept)


def bare_lines(rows: list[Row]) -> str:
    """One cell a line and nothing to tell them apart; empty cells vanish."""
    return "\n\n".join(cell for row in rows for cell in row if cell)


def lone_bars(rows: list[Row]) -> str:
    """One cell a line with a bar on a line of its own after each."""
    return "\n".join(f"{cell}\n|" for row in rows for cell in _without_merged(row))


LAYOUTS: Mapping[str, Callable[[list[Row]], str]] = {
    "cells_by_line": cells_by_line,
    "tabs": tabs,
    "leading_bars": leading_bars,
    "trailing_bars": trailing_bars,
    "bare_lines": bare_lines,
    "lone_bars": lone_bars,
}

#: Layouts in which a blank cell can be seen.
VISIBLE_BLANKS = ("cells_by_line", "tabs", "leading_bars", "trailing_bars", "lone_bars")


def document(report: Report, layout: str, *, title: str = "", published: str = "", more: Container[str] = ()) -> str:
    """The whole document: title, sections in the form's order, tables in the given layout."""
    printed = tables(report, more)
    parts = [
        title or f"{NAME}{report.year}年政府信息公开工作年度报告",
        *([f"发布日期：{published}"] if published else []),
    ]
    in_section = {table.section: table.code for table in report.layout.tables}
    for section in report.layout.sections:
        parts.append(f"{section.number}、{section.zh}")
        if section.code in TEXT:
            parts.append(TEXT[section.code])
        if in_section.get(section.code) in printed:
            parts.append(LAYOUTS[layout](printed[in_section[section.code]]))
    return "\n".join(parts) + "\n"


def _without_merged(row: Row) -> Row:
    """The row without the empty cells before its first label."""
    first = next((i for i, cell in enumerate(row) if cell), 0)
    return row[first:] if not row[first : first + 1] or not row[first].isdigit() else row
