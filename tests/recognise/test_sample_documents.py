"""Whole real documents as their agencies published them. They are no part of the repository."""

import json
import re
from decimal import Decimal
from typing import Any

from gongkai import readers
from gongkai.dataset import Folder
from gongkai.numerals import Value
from gongkai.recognise import Draft, directory, recognise
from places import ROOT, SHARED, needs_shared

pytestmark = needs_shared
DOCUMENTS = SHARED / "samples" / "documents"
KNOWN = directory(Folder(ROOT).register())


def read(name: str) -> tuple[Draft, dict[str, Any]]:
    path = DOCUMENTS / name
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return recognise(readers.read(path), KNOWN), expected


def figures(expected: dict[str, Any]) -> dict[str, dict[str, tuple[Value | None, ...]]]:
    tables = ("proactive_disclosure", "requests", "legal_challenges")
    return {table: {row: tuple(map(_value, found)) for row, found in expected[table].items()} for table in tables}


def _value(figure: Any) -> Value | None:  # noqa: ANN401  as JSON has it
    if isinstance(figure, str):
        digits = re.sub(r"[^\d.].*", "", figure)
        return Decimal(digits) if "." in digits else int(digits)
    return Decimal(str(figure)) if isinstance(figure, float) else figure


def test_a_web_page_with_merged_cells_that_do_not_meet_is_read_whole() -> None:
    draft, expected = read("shanghai-general-office-2019.html")
    assert draft.figures == figures(expected)
    assert draft.doubts == ()
    assert draft.agency is not None
    assert (draft.agency.name, draft.year, draft.form) == (expected["agency"], expected["year"], "2019")
    assert (draft.title, draft.published) == (expected["title"], "2020-01-31")
    assert [(str(mark.cell), mark.written, mark.unit) for mark in draft.marks] == [
        ("proactive_disclosure.procurement.amount", "251000元", "元")
    ]
    assert list(draft.text) == ["overview", "problems", "other_matters"]


def test_a_blank_form_is_blank_everywhere_and_waits() -> None:
    draft, expected = read("blank-template-2021.docx")
    assert draft.figures == figures(expected)
    assert {figure for rows in draft.figures.values() for row in rows.values() for figure in row} == {None}
    assert draft.form == "2021"
    assert (draft.agency, draft.year, draft.marks) == (None, None, ())
    assert len(draft.doubts) == 3
