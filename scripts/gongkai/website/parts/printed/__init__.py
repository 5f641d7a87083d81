"""Statutory tables as the form prints them, with a report's figures: merged heads, and heads named for every figure.

Derived from the form alone: a new form version is printed without new code. Readers who hear the table are told
every head that speaks of a figure (`headers`).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from gongkai.forms import FORMS, Table
from gongkai.numerals import Value
from gongkai.report import Report
from gongkai.website.parts.pieces import Note
from gongkai.website.parts.printed import across, blocks, down
from gongkai.website.parts.printed.attributes import dressed
from gongkai.website.parts.printed.model import Head, Layout, Line, Sheet, Slot
from gongkai.website.parts.printed.shown import Shown

__all__ = ["Filled", "Head", "Layout", "Line", "Sheet", "Slot", "filled"]

#: As many sheets as are kept: each form, table, and set of rows that reports have of it.
_SHEETS: Final = 512


class Filled(NamedTuple):
    """A table with a report's figures (`rows`: row → figures) and what is noted at them, by cell.

    `notes`: the findings at a figure; `written`: what stands in the document where that is no plain number.
    """

    sheet: Sheet
    rows: Mapping[str, Sequence[Value | None]]
    notes: Mapping[str, Sequence[Note]]
    written: Mapping[str, str]

    @property
    def figures(self) -> list[Value | None]:
        """Every figure in printed order, as the sheet's `places` count them."""
        return list(chain.from_iterable(map(self.rows.__getitem__, self.sheet.rows)))

    @property
    def noted(self) -> Iterator[str]:
        """The cells that have something beside their figure."""
        return (cell for cell in {**self.notes, **self.written} if cell in self.sheet.places)


def filled(
    report: Report, table: Table, notes: Mapping[str, Sequence[Note]] | None = None, *, prefix: str = ""
) -> Filled:
    """The table as this report has it; an undivided row takes the place of the rows that it stands for.

    `prefix` stands before every id, where a page has a table more than once.
    """
    rows = report.figures.get(table.code, {})
    return Filled(
        sheet=_sheet(report.form, table.code, frozenset(rows), prefix),
        rows=rows,
        notes=notes or {},
        written={str(mark.cell): mark.written for mark in report.marks},
    )


@lru_cache(_SHEETS)
def _sheet(form: str, code: str, present: frozenset[str], prefix: str) -> Sheet:
    table = FORMS[form].table[code]
    layout = _layout(table, present)
    slots = [slot for body in layout.bodies for line in body for slot in line.slots if slot.index is not None]
    return Sheet(
        code=code,
        title=table,
        note=table.note,
        layout=dressed(layout, code, prefix),
        rows=tuple(dict.fromkeys(slot.row for slot in slots)),
        places={slot.id: place for place, slot in enumerate(slots)},
    )


def _layout(table: Table, present: frozenset[str]) -> Layout:
    shown = Shown(table, present)
    if table.printed == "rows_across":
        return across.layout(shown)
    return down.layout(shown) if len(table.blocks) == 1 else blocks.layout(shown)
