"""What a report's file says of its text: the sections, the figures they state, the facts that rules need."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from gongkai.cell import Cell
from gongkai.forms import CODELISTS, Form
from gongkai.report.facts import Facts, Label, Named, Sketch
from gongkai.report.model import Statement
from gongkai.report.shape import Shape
from gongkai.report.tree import Path, Plain

_PRINT: Final = re.compile(r"[0-9a-f]{256}")
_FACTS: Final = ("sections", "silent", "fees", "named", "variants", "unknown_rows", "sketches")


def sections(shape: Shape, value: Plain, form: Form) -> dict[str, str]:
    """The text of each section that is kept."""
    found = shape.mapping(value, ("text",))
    codes = tuple(section.code for section in form.sections)
    shape.known_keys(found, ("text",), codes)
    return {
        code: shape.words(found, ("text", code), None, "文字", "text") for code in codes if found.get(code) is not None
    }


def statements(shape: Shape, value: Plain, form: Form) -> Iterable[Statement]:
    """The figures that the text states."""
    codes = {section.code for section in form.sections}
    for i, item in enumerate(shape.sequence(value, ("stated",))):
        path: Path = ("stated", i)
        found = shape.mapping(item, path)
        shape.known_keys(found, path, ("section", "subject", "value", "unit", "parts"))
        yield Statement(
            section=shape.words(
                found, (*path, "section"), codes.__contains__, "章节代码", "a section's code", needed=True
            ),
            subject=shape.words(found, (*path, "subject"), None, "所述事项", "what is counted", needed=True),
            value=shape.number(found.get("value"), (*path, "value")),
            unit=shape.words(found, (*path, "unit"), None, "单位", "a unit"),
            parts=tuple(
                shape.number(part, (*path, "parts", j))
                for j, part in enumerate(shape.sequence(found.get("parts"), (*path, "parts")))
            ),
        )


def facts(shape: Shape, value: Plain, form: Form) -> Facts:
    """What the rules need to know of the text."""
    found = shape.mapping(value, ("facts",))
    shape.known_keys(found, ("facts",), _FACTS)
    codes = tuple(section.code for section in form.sections)
    return Facts(
        sections=shape.codes(found, ("facts", "sections"), codes),
        silent=shape.codes(found, ("facts", "silent"), codes),
        fees=shape.codes(found, ("facts", "fees"), codes),
        named=tuple(Named(**words) for _, words in shape.records(found, ("facts", "named"), _named(codes))),
        variants=tuple(_labels(shape, found, ("facts", "variants"), form)),
        unknown_rows=tuple(_labels(shape, found, ("facts", "unknown_rows"), form)),
        sketches=tuple(_sketches(shape, found, ("facts", "sketches"), codes)),
    )


def _labels(shape: Shape, top: dict[str, Plain], path: Path, form: Form) -> Iterable[Label]:
    for here, words in shape.records(top, path, {"cell": None, "written": None}):
        cell = _place(words["cell"], form)
        if cell:
            yield Label(cell=cell, written=words["written"])
        else:
            shape.fault((*here, "cell"), "表格中没有这一行。", "The form has no such row.")


def _sketches(shape: Shape, top: dict[str, Plain], path: Path, codes: tuple[str, ...]) -> Iterable[Sketch]:
    for i, item in enumerate(shape.sequence(top.get(str(path[-1])), path)):
        here: Path = (*path, i)
        found = shape.mapping(item, here)
        shape.known_keys(found, here, ("section", "length", "print"))
        length = found.get("length")
        if not isinstance(length, int) or length < 1:
            shape.fault((*here, "length"), "应为正整数。", "Expected a whole number from one.")
            length = 1
        yield Sketch(
            section=shape.words(
                found, (*here, "section"), codes.__contains__, "章节代码", "a section's code", needed=True
            ),
            length=length,
            print=shape.words(
                found, (*here, "print"), _PRINT.fullmatch, "256位十六进制数", "256 hexadecimal digits", needed=True
            ),
        )


def _named(sections: tuple[str, ...]) -> Mapping[str, Collection[str] | None]:
    return {"section": sections, "kind": CODELISTS["named_kind"].codes, "name": None}


def _place(value: str, form: Form) -> Cell | None:
    """A row of a table, or a table."""
    table, _, row = value.partition(".")
    known = form.table.get(table)
    return Cell(table, row) if known and (not row or row in known.rows) else None
