"""Statutory tables as the form prints them, with a report's figures: merged heads, and heads named for every figure.

Derived from the form alone: a new form version is printed without new code. Readers who hear the table are told
every head that speaks of a figure (`headers`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.forms import FORMS, Table
from gongkai.numerals import Value
from gongkai.report import Report
from gongkai.text import Text
from gongkai.website.parts.pieces import Note
from gongkai.website.parts.printed import across, blocks, down
from gongkai.website.parts.printed.attributes import dressed
from gongkai.website.parts.printed.model import Head, Layout, Line, Slot
from gongkai.website.parts.printed.shown import Shown

__all__ = ["Filled", "Head", "Layout", "Line", "Slot", "filled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A table with a report's figures (`rows`: row → figures) and what is noted at them, by cell.

    `notes`: the findings at a figure; `written`: what stands in the document where that is no plain number.
    """

    code: str
    title: Text
    note: Text | None
    layout: Layout
    rows: Mapping[str, Sequence[Value | None]]
    notes: Mapping[str, Sequence[Note]]
    written: Mapping[str, str]

    @property
    def noted(self) -> frozenset[str]:
        """The cells that have something beside their figure."""
        return frozenset(self.notes) | frozenset(self.written)


def filled(
    report: Report, table: Table, notes: Mapping[str, Sequence[Note]] | None = None, *, prefix: str = ""
) -> Filled:
    """The table as this report has it; an undivided row takes the place of the rows that it stands for.

    `prefix` stands before every id, where a page has a table more than once.
    """
    rows = report.figures.get(table.code, {})
    return Filled(
        code=table.code,
        title=table,
        note=table.note,
        layout=_layout(report.form, table.code, frozenset(rows), prefix),
        rows=rows,
        notes=notes or {},
        written={str(mark.cell): mark.written for mark in report.marks},
    )


@cache
def _layout(form: str, code: str, present: frozenset[str], prefix: str) -> Layout:
    table = FORMS[form].table[code]
    shown = Shown(table, present)
    if table.printed == "rows_across":
        return dressed(across.layout(shown), prefix)
    return dressed(down.layout(shown) if len(table.blocks) == 1 else blocks.layout(shown), prefix)
