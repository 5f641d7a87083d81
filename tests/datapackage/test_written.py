"""How cells are written: exact, and never a formula."""

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.datapackage import SCHEMAS, exact
from gongkai.datapackage.columns import table
from gongkai.datapackage.written import csv_lines, json_lines, safe
from gongkai.numerals import plain

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
FIGURES = st.none() | st.integers(-(10**17), 10**17) | st.decimals(-(10**9), 10**9, places=9)


@pytest.mark.parametrize("text", ["=1+2", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1x", "'=1", "''=1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-", "/", "-38", "+19", "0", "关于…的报告", "'引文'", "a=b", "43.788万元", "’=1"])
def test_other_text_stays(text: str) -> None:
    assert safe(text) == text


@given(TEXTS | TEXTS.map(lambda text: f"={text}") | TEXTS.map(lambda text: f"''-{text}"))
def test_what_is_made_safe_can_be_undone(text: str) -> None:
    written = safe(text)
    undone = written[1:] if re.match(r"'+[=+\-@\t\r＝＋－＠].", written, re.DOTALL) else written
    assert undone == text
    assert written[:1] not in "=+-@\t\r" or plain(text) is not None or len(text) < 2


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, FIGURES), max_size=8))
def test_tables_read_back_as_they_were(values: list[tuple[str, int | Decimal | None]]) -> None:
    statements = SCHEMAS["statements"]
    resource = replace(
        statements,
        key=("position",),
        fields=tuple(f for f in statements.fields if f.name in ("position", "subject", "value")),
    )
    rows = [{"position": i, "subject": text, "value": value} for i, (text, value) in enumerate(values)]
    made = table(resource, rows)
    assert made["value"].to_pylist() == [value for _, value in values]
    records = json.loads("[" + "".join(json_lines(resource, made).to_pylist())[2:] + "]", parse_float=Decimal)
    assert [(record["subject"] or "", record["value"]) for record in records] == values
    read = list(csv.reader(io.StringIO("".join(csv_lines(resource, made).to_pylist()), newline="")))
    assert [plain(value) if value else None for _, _, value in read] == [value for _, value in values]
    assert [text for _, text, _ in read] == [safe(text) for text, _ in values]


@given(st.dictionaries(TEXTS, st.lists(FIGURES | TEXTS) | FIGURES | TEXTS))
def test_json_is_exact(record: dict[str, exact.Tree]) -> None:
    assert json.loads(exact.record(record), parse_float=Decimal) == record
