"""The attributes of a table's cells as HTML, written once for all reports of the same layout."""

from dataclasses import replace

from markupsafe import Markup

from gongkai.website.parts.printed.model import Head, Layout, Line, Slot


def dressed(layout: Layout, prefix: str) -> Layout:
    """The layout with attributes; `prefix` stands before every id, for pages that have a table more than once."""
    return replace(
        layout,
        heads=tuple(tuple(_head(head, prefix) for head in line) for line in layout.heads),
        bodies=tuple(tuple(_line(line, prefix) for line in body) for body in layout.bodies),
    )


def _line(line: Line, prefix: str) -> Line:
    heads = tuple(_head(head, prefix) for head in line.heads)
    return replace(line, heads=heads, slots=tuple(_slot(slot, prefix) for slot in line.slots))


def _head(head: Head, prefix: str) -> Head:
    classes = f"gk-form__{head.role}" + (f" gk-form__stub gk-form__stub--{head.stub}" if head.stub else "")
    written = Markup(' id="{}" scope="{}" class="{}"').format(prefix + head.id, head.scope, classes)
    return replace(head, attributes=written + _spans(head.rowspan, head.colspan))


def _slot(slot: Slot, prefix: str) -> Slot:
    headers = " ".join(prefix + head for head in slot.headers)
    written = Markup(' id="{}" headers="{}"').format(prefix + slot.id, headers)
    look = "gk-absent" if slot.index is None else "gk-form__total" if slot.total else ""
    shown = Markup(' class="{}"').format(look) if look else Markup()
    return replace(slot, attributes=written + _spans(1, slot.colspan) + shown)


def _spans(rows: int, columns: int) -> Markup:
    down = Markup(' rowspan="{}"').format(rows) if rows > 1 else Markup()
    return down + (Markup(' colspan="{}"').format(columns) if columns > 1 else Markup())
