"""The attributes of a table's cells as HTML, written once for all reports of the same layout."""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from gongkai.website.parts.printed.model import Head, Layout, Line, Slot


def dressed(layout: Layout, code: str, prefix: str) -> Layout:
    """The layout with attributes; `prefix` stands before every id, for pages that have a table more than once.

    Rows keep their ids, which links lead to; other heads, which every figure below them names, have short ones.
    """
    lines = (*layout.heads, *(line.heads for body in layout.bodies for line in body))
    heads = [head for line in lines for head in line]
    initials = "".join(word[0] for word in code.split("_"))
    names = {head.id: prefix + head.id if head.row else f"{prefix}{initials}:{i}" for i, head in enumerate(heads)}
    return replace(
        layout,
        heads=tuple(tuple(_head(head, names) for head in line) for line in layout.heads),
        bodies=tuple(tuple(_line(line, names, prefix) for line in body) for body in layout.bodies),
    )


def _line(line: Line, names: Mapping[str, str], prefix: str) -> Line:
    heads = tuple(_head(head, names) for head in line.heads)
    return replace(line, heads=heads, slots=tuple(_slot(slot, names, prefix) for slot in line.slots))


def _head(head: Head, names: Mapping[str, str]) -> Head:
    classes = f"gk-form__{head.role}" + (f" gk-form__stub gk-form__stub--{head.stub}" if head.stub else "")
    written = Markup(' id="{}" scope="{}" class="{}"').format(names[head.id], head.scope, classes)
    return replace(head, attributes=written + _spans(head.rowspan, head.colspan))


def _slot(slot: Slot, names: Mapping[str, str], prefix: str) -> Slot:
    headers = " ".join(names[head] for head in slot.headers)
    written = Markup(' id="{}" headers="{}"').format(prefix + slot.id, headers)
    look = "gk-absent" if slot.index is None else "gk-form__total" if slot.total else ""
    shown = Markup(' class="{}"').format(look) if look else Markup()
    return replace(slot, attributes=written + _spans(1, slot.colspan) + shown)


def _spans(rows: int, columns: int) -> Markup:
    down = Markup(' rowspan="{}"').format(rows) if rows > 1 else Markup()
    return down + (Markup(' colspan="{}"').format(columns) if columns > 1 else Markup())
