"""`Report` → its YAML file: one canonical form, so that reading and writing again changes no byte."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from gongkai.forms import Table
from gongkai.numerals import Value, plain
from gongkai.report.facts import Facts
from gongkai.report.model import Report, Statement

#: Words that read back as themselves without quotes, also inside `{…}` and `[…]`.
_BARE: Final = re.compile(
    r"https?://[\w./~%=&?+@-]+"
    r"|[\w（）〔〕《》“”、。，；：％](?:[\w（）〔〕《》“”、。，；：％.()/-]| (?=[\w(（]))*"
)
_KEYWORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_ODD: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
#: A line that may stand in a literal block as it is.
_BLOCK_LINE: Final = re.compile(rf"(?:[^\s{_ODD}](?:[^{_ODD}]*[^\s{_ODD}])?)?")
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
#: Words worth remembering: codes and units, which stand in every report.
_SHORT: Final = 60
_UNPRINTABLE: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write(report: Report) -> str:
    """The report as YAML, LF, ending in a newline; what it does not have is left out."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"agency: {_word(report.agency)}"
    yield f"year: {report.year}"
    yield f"title: {_word(report.title)}"
    yield f"form: {_quoted(report.form)}"
    if report.published:
        yield f"published: {_word(report.published)}"
    yield from _under("source", _source(report))
    for table in report.layout.tables:
        if table.code in report.figures:
            yield from _under(table.code, _rows(report, table), empty="{}")
    yield from _under("stated", (f"  - {_flow(_statement(statement))}" for statement in report.stated))
    if report.facts is not None:
        yield from _under("facts", _facts(report.facts), empty="{}")
    yield from _under("text", (line for code, text in report.text.items() for line in _text(code, text)))
    yield from _under("marks", (f"  - {_flow(_mark(mark.cell, mark.written, mark.unit))}" for mark in report.marks))


def _under(key: str, lines: Iterable[str], *, empty: str = "") -> Iterator[str]:
    inner = list(lines)
    if inner:
        yield f"{key}:"
        yield from inner
    elif empty:
        yield f"{key}: {empty}"


def _source(report: Report) -> Iterator[str]:
    for key in ("url", "document", "sha256", "retrieved", "obtained"):
        if value := getattr(report.source, key):
            yield f"  {key}: {_word(value)}"


def _rows(report: Report, table: Table) -> Iterator[str]:
    """Rows as lists; where the blocks of a table differ in their columns, the columns are named."""
    named = len(table.blocks) > 1
    rows = report.figures[table.code]
    for code, index in table.column_index.items():
        if code in rows:
            figures = _figures(rows[code])
            yield f"  {code}: " + (_flow(dict(zip(index, figures, strict=True))) if named else _list(figures))


def _statement(statement: Statement) -> dict[str, str]:
    found = {
        "section": _word(statement.section),
        "subject": _word(statement.subject),
        "value": _figures([statement.value])[0],
    }
    if statement.unit:
        found["unit"] = _word(statement.unit)
    if statement.parts:
        found["parts"] = _list(_figures(statement.parts))
    return found


def _facts(facts: Facts) -> Iterator[str]:
    for key, codes in (("sections", facts.sections), ("silent", facts.silent), ("fees", facts.fees)):
        if codes:
            yield f"  {key}: {_list(map(_word, codes))}"
    named = ({"section": n.section, "kind": n.kind, "name": _quoted(n.name)} for n in facts.named)
    yield from _indented("named", named)
    for key, labels in (("variants", facts.variants), ("unknown_rows", facts.unknown_rows)):
        yield from _indented(key, ({"cell": str(one.cell), "written": _quoted(one.written)} for one in labels))
    sketches = ({"section": s.section, "length": str(s.length), "print": _quoted(s.print)} for s in facts.sketches)
    yield from _indented("sketches", sketches)


def _indented(key: str, records: Iterable[Mapping[str, str]]) -> Iterator[str]:
    yield from (f"  {line}" for line in _under(key, (f"  - {_flow(record)}" for record in records)))


def _mark(cell: object, written: str, unit: str) -> dict[str, str]:
    return {"cell": str(cell), "written": _quoted(written)} | ({"unit": _word(unit)} if unit else {})


def _flow(written: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in written.items()) + "}"


def _list(written: Iterable[str]) -> str:
    return f"[{', '.join(written)}]"


def _text(code: str, text: str) -> Iterator[str]:
    """A section: a literal block where every line may stand as it is, else one quoted line."""
    lines = text.split("\n")
    if lines[0] and lines[-1] and all(map(_BLOCK_LINE.fullmatch, lines)):
        yield f"  {code}: |-"
        yield from (f"    {line}" if line else "" for line in lines)
    else:
        yield f"  {code}: {_quoted(text)}"


def _figures(values: Iterable[Value | None]) -> list[str]:
    return [f"{value}" if isinstance(value, int) else "null" if value is None else f"{value:f}" for value in values]


def _word(text: str) -> str:
    return _remembered(text) if len(text) <= _SHORT else _safe_word(text)


def _safe_word(text: str) -> str:
    safe = _BARE.fullmatch(text) and plain(text) is None and text.lower() not in _KEYWORDS
    return text if safe else _quoted(text)


_remembered = lru_cache(maxsize=4096)(_safe_word)


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", _ENCODE(text))
