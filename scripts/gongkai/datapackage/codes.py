"""Every code of the package with its labels: the rows and columns of the forms, and the fixed lists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from gongkai.forms import CODELISTS, FORMS, Form, Group, Table
from gongkai.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of one list. `printed`: number and label in each form that has it, by the form's code."""

    list: str
    code: str
    label: Text
    parent: str = ""
    printed: Mapping[str, str]
    clause: str = ""
    is_total: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A code as one place of one form has it."""

    list: str
    code: str
    label: Text
    form: str = ""
    number: str = ""
    parent: str = ""
    clause: str = ""
    is_total: bool = False
    is_heading: bool = False


def _read() -> dict[str, tuple[Code, ...]]:
    """All lists by name; codes in printed order, those of the newest form first."""
    gathered: dict[str, dict[str, list[_Entry]]] = {}
    for entry in _entries():
        gathered.setdefault(entry.list, {}).setdefault(entry.code, []).append(entry)
    return {name: tuple(_merged(found) for found in codes.values()) for name, codes in gathered.items()}


def _merged(entries: list[_Entry]) -> Code:
    """One code from its places: a row or column before a heading of the same code, then the newest form."""
    first = min(entries, key=lambda entry: entry.is_heading)
    clauses = {entry.clause for entry in entries}
    forms = sorted({entry.form for entry in entries if entry.form})
    return Code(
        list=first.list,
        code=first.code,
        label=first.label,
        parent=first.parent,
        printed={form: "；".join(_wordings(entries, form)) for form in forms},
        clause=first.clause if len(clauses) == 1 else "",
        is_total=first.is_total,
        is_heading=first.is_heading,
    )


def _wordings(entries: list[_Entry], form: str) -> Iterable[str]:
    return dict.fromkeys(f"{entry.number}{entry.label.zh}" for entry in entries if entry.form == form)


def _entries() -> Iterator[_Entry]:
    newest_first = [FORMS[code] for code in sorted(FORMS, reverse=True)]
    yield from (_Entry(list="form", code=form.code, label=form.label) for form in newest_first)
    for form in newest_first:
        yield from _of_form(form)
    for codelist in CODELISTS.values():
        yield from (_Entry(list=codelist.code, code=item.code, label=item) for item in codelist.items)


def _of_form(form: Form) -> Iterator[_Entry]:
    for section in form.sections:
        yield _Entry(list="section", code=section.code, label=section, form=form.code, number=f"{section.number}、")
    for table in form.tables:
        yield _Entry(list="table", code=table.code, label=table, form=form.code)
        yield from _rows(form, table)
        yield from _columns(form, table)


def _rows(form: Form, table: Table) -> Iterator[_Entry]:
    for row in table.rows.values():
        yield from _headings(form, table.row_list, row.group, table.groups)
        yield _Entry(
            list=table.row_list,
            code=row.code,
            label=row,
            form=form.code,
            number=row.number,
            parent=row.group or "",
            clause=table.block_of[row.code].clause,
            is_total=row.total,
        )


def _columns(form: Form, table: Table) -> Iterator[_Entry]:
    groups = {group.code: group for group in table.column_groups}
    for block in table.blocks:
        for column in block.columns:
            yield from _headings(form, table.column_list, column.group, groups)
            yield _Entry(
                list=table.column_list,
                code=column.code,
                label=column,
                form=form.code,
                parent=column.group or "",
                clause=block.clause,
                is_total=column.total,
            )


def _headings(form: Form, name: str, group: str | None, groups: Mapping[str, Group]) -> Iterator[_Entry]:
    """The headings above a row or column, the outermost first."""
    if group is None:
        return
    heading = groups[group]
    yield from _headings(form, name, heading.parent, groups)
    yield _Entry(
        list=name,
        code=heading.code,
        label=heading,
        form=form.code,
        number=heading.number,
        parent=heading.parent or "",
        is_heading=True,
    )


#: Every list by name, its codes in printed order.
LISTS: Final[Mapping[str, tuple[Code, ...]]] = _read()


def values(name: str) -> tuple[str, ...]:
    """The codes that a field of that list may hold: all but mere headings."""
    return tuple(code.code for code in LISTS[name] if not code.is_heading)


def rows() -> Iterator[dict[str, object]]:
    """The resource `codes`."""
    numbered = chain.from_iterable(enumerate(codes, start=1) for codes in LISTS.values())
    for position, code in numbered:
        yield {
            "list": code.list,
            "code": code.code,
            "position": position,
            "label": code.label.zh,
            "label_en": code.label.en,
            "parent": code.parent,
            "is_total": code.is_total,
            "is_heading": code.is_heading,
            **{f"form_{form}": code.printed.get(form, "") for form in FORMS},
            "clause": code.clause,
        }
