"""The attributes of a table's cells as HTML, written once for all reports of the same layout."""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from gongkai.website.parts.explanations import initials
from gongkai.website.parts.printed.model import Head, Layout, Line, Slot


def dressed(layout: Layout, code: str, prefix: str) -> Layout:
    """The layout with attributes; `prefix` stands before every id, for pages that have a table more than once.

    Links lead to the lines of rows; heads, which every figure beside or below them names, have short ids. Only where
    rows have no line of their own do links lead to their heads.
    """
    above = [head for line in layout.heads for head in line]
    beside = [head for body in layout.bodies for line in body for head in line.heads]
    names = {head.id: f"{prefix}{initials(code)}:{i}" for i, head in enumerate((*above, *beside))}
    names |= {head.id: prefix + head.id for head in above if head.row}
    return replace(
        layout,
        heads=tuple(tuple(_head(head, names) for head in line) for line in layout.heads),
        bodies=tuple(tuple(_line(line, names, prefix) for line in body) for body in layout.bodies),
    )


def _line(line: Line, names: Mapping[str, str], prefix: str) -> Line:
    row = next((head.id for head in line.heads if head.row), "")
    look = "gk-form__total" if line.total else "" if line.slots else "gk-form__head"
    return replace(
        line,
        heads=tuple(_head(head, names) for head in line.heads),
        slots=tuple(_slot(slot, names, prefix) for slot in line.slots),
        attributes=_attribute("id", prefix + row if row else "") + _attribute("class", look),
    )


def _head(head: Head, names: Mapping[str, str]) -> Head:
    classes = f"gk-form__{head.role}" + (f" gk-form__stub gk-form__stub--{head.stub}" if head.stub else "")
    written = Markup(' id="{}" scope="{}" class="{}"').format(names[head.id], head.scope, classes)
    return replace(head, attributes=written + _spans(head.rowspan, head.colspan))


def _slot(slot: Slot, names: Mapping[str, str], prefix: str) -> Slot:
    headers = " ".join(names[head] for head in slot.headers)
    written = Markup(' id="{}" headers="{}"').format(prefix + slot.id, headers)
    look = "gk-absent" if slot.index is None else "gk-form__total" if slot.total else ""
    return replace(slot, attributes=written + _spans(1, slot.colspan) + _attribute("class", look))


def _spans(rows: int, columns: int) -> Markup:
    return _attribute("rowspan", rows if rows > 1 else "") + _attribute("colspan", columns if columns > 1 else "")


def _attribute(name: str, value: object) -> Markup:
    return Markup(' {}="{}"').format(name, value) if value else Markup()
