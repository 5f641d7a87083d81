"""A document's text → what the rules need to know of it, so that its sentences need not be published."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from gongkai.cell import Cell
from gongkai.forms import WORDING, Form
from gongkai.recognise.keys import key, squeezed, without_note
from gongkai.recognise.named import named
from gongkai.recognise.prints import prints
from gongkai.recognise.rows import Scan
from gongkai.report import Facts, Label

_SILENT: Final = re.compile(f"(?:{WORDING.text.silent})?")
_FEES: Final = re.compile(WORDING.text.fees)
_SIGNS: Final = re.compile(r"[\W_]+")
_LONGEST: Final = 100_000
#: A longer section says something.
_LONGEST_SILENT: Final = 60


def facts(found: Scan, form: Form) -> Facts:
    """Everything that is kept of a document's text and labels."""
    text = {
        section.code: "\n".join(found.text[section.code])[:_LONGEST]
        for section in form.sections
        if section.code in found.text
    }
    return Facts(
        sections=tuple(text),
        silent=tuple(_silent(text, form)),
        fees=tuple(code for code, words in text.items() if _FEES.search(squeezed(words))),
        named=named(text),
        variants=tuple(_variants(found, form)),
        unknown_rows=tuple(_unknown(found, form)),
        sketches=prints(text),
    )


def _silent(text: Mapping[str, str], form: Form) -> Iterator[str]:
    """Sections that have no table and say nothing."""
    with_tables = {table.section for table in form.tables}
    for code, words in text.items():
        bare = _SIGNS.sub("", squeezed(words[: _LONGEST_SILENT * 2]))
        if code not in with_tables and len(bare) <= _LONGEST_SILENT and _SILENT.fullmatch(bare):
            yield code


def _variants(found: Scan, form: Form) -> Iterator[Label]:
    """Labels of rows that are not the form's, signs and explanations in brackets aside; each row once."""
    told: set[Cell] = set()
    for row in found.rows:
        printed = form.table[row.table].rows.get(row.code) if row.table in form.table else None
        cell = Cell(row.table, row.code)
        if printed and cell not in told and not _same(row.label.text, printed.zh):
            told.add(cell)
            yield Label(cell=cell, written=" ".join(row.label.text.split()))


def _same(written: str, printed: str) -> bool:
    return bool({key(written), without_note(written)} & ({key(printed), without_note(printed)} - {""}))


def _unknown(found: Scan, form: Form) -> Iterator[Label]:
    for table, label in found.unknown:
        if table in form.table and label.strip():
            yield Label(cell=Cell(table), written=" ".join(label.split()))
