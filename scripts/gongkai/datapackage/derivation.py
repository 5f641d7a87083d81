"""The forms and the package's data files → the schema of every resource.

A new table, row or column in `forms/` is a new resource, code or field here without further code.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

from gongkai.datapackage import codes
from gongkai.datapackage.definitions import DECLARATIONS, DEFINITIONS, Declaration, Definition
from gongkai.datapackage.schema import Field, Reference, Resource, Type
from gongkai.errors import FormError
from gongkai.forms import CODELISTS, FORMS, Column, Form, Table
from gongkai.text import Text

#: What fills the braces of a declaration or definition.
Words = Mapping[str, object]


def figure_field(table: str) -> str:
    """The name of the field that holds a table's figures: `count` where all are counts, else `value`."""
    kinds = {column.kind for _, column in _columns(table)}
    return "count" if kinds == {"count"} else "value"


def has_totals(table: str) -> bool:
    """Whether a table has a row or column that is a total of others."""
    rows = (row for form in FORMS.values() if table in form.table for row in form.table[table].rows.values())
    return any(row.total for row in rows) or any(column.total for _, column in _columns(table))


def statutory() -> tuple[str, ...]:
    """The codes of the statutory tables, each of which is a resource, over all forms."""
    return tuple(dict.fromkeys(table.code for form in FORMS.values() for table in form.tables))


def _columns(table: str) -> Iterator[tuple[str, Column]]:
    """Every column of a table in every form, with its row."""
    for form in FORMS.values():
        for row in form.table[table].rows if table in form.table else ():
            yield from ((row, column) for column in form.table[table].columns(row))


def _section_number(form: Form, table: Table) -> str:
    return next(section.number for section in form.sections if section.code == table.section)


def _each_table() -> Iterator[Words]:
    for form in FORMS.values():
        for table in form.tables:
            yield {
                "table": table.code,
                "label": Text(zh=table.zh, en=table.en),
                "number": _section_number(form, table),
                "row": table.row_list,
                "column": table.column_list,
                "figure": figure_field(table.code),
            }


def _each_cell() -> Iterator[Words]:
    """Every cell of every form, each with the words of the newest form that has it."""
    found: dict[tuple[str, str, str], Words] = {}
    for form in (FORMS[code] for code in sorted(FORMS, reverse=True)):
        for table in form.tables:
            for row in table.rows.values():
                for column in table.columns(row.code):
                    words = {
                        "table": table.code,
                        "row": row.code,
                        "column": column.code,
                        "type": _cell_type(table.code, row.code, column.code),
                        "number": _section_number(form, table),
                        "table_label": Text(zh=table.zh, en=table.en),
                        "row_label": Text(zh=f"{row.number}{row.zh}", en=row.en),
                        "column_label": Text(zh=column.zh, en=column.en),
                    }
                    found.setdefault((table.code, row.code, column.code), words)
    yield from found.values()


def _cell_type(table: str, row: str, code: str) -> Type:
    kinds = {column.kind for of, column in _columns(table) if of == row and column.code == code}
    return "number" if "amount" in kinds else "integer"


#: What a name with braces stands for: one field (or resource) for each of these.
EACH: Final[Mapping[str, Callable[[], Iterable[Words]]]] = {
    "{table}": _each_table,
    "{table}__{row}__{column}": _each_cell,
    "findings_{code}": lambda: [{"code": i.code, "label": i} for i in CODELISTS["finding_outcome"].items],
    "form_{code}": lambda: [{"code": f.code, "label": f.label, "number": f.document.number} for f in FORMS.values()],
}


def resources() -> Iterator[Resource]:
    """Every resource of `resources.yml`, in its order; a later form's words replace an earlier one's."""
    for declaration in DECLARATIONS:
        found = {}
        for words in EACH[declaration.name]() if declaration.name in EACH else ({},):
            resource = _resource(declaration, words)
            found[resource.name] = resource
        yield from found.values()


def _resource(declared: Declaration, words: Words) -> Resource:
    key = tuple(name.format(**words) for name in declared.key)
    fields = [field for item in declared.fields for field in _fields(item, words) if _applies(field.name, words)]
    alone = key[0] if len(key) == 1 else ""
    return Resource(
        name=declared.name.format(**words),
        title=declared.title.format(**words),
        description=declared.description.format(**words),
        blank=declared.blank,
        derived=declared.derived,
        key=key,
        fields=tuple(replace(f, required=f.required or f.name in key, unique=f.name == alone) for f in fields),
        references=tuple(
            Reference(fields=p.fields, resource=p.resource, to=p.to or _key(p.resource)) for p in declared.references
        ),
    )


def _applies(field: str, words: Words) -> bool:
    """A table of counts needs no unit, a table without totals no mark of them."""
    if "table" not in words:
        return True
    return {"unit": words["figure"] == "value", "is_total": has_totals(str(words["table"]))}.get(field, True)


def _key(resource: str) -> tuple[str, ...]:
    return next(declared.key for declared in DECLARATIONS if declared.name == resource)


def _fields(item: str | dict[str, str], words: Words) -> Iterator[Field]:
    name, defined = (item, item) if isinstance(item, str) else next(iter(item.items()))
    if name in EACH:
        yield from (_field(name.format(**each), DEFINITIONS[defined], each) for each in EACH[name]())
        return
    name, defined = name.format(**words), defined.format(**words)
    if defined not in DEFINITIONS:
        raise FormError(f"fields.yml: define “{defined}”, which a table of the forms or resources.yml names")
    yield _field(name, DEFINITIONS[defined], words)


def _field(name: str, definition: Definition, words: Words) -> Field:
    return Field(
        name=name,
        type=cast("Type", definition.type.format(**words)),
        title=Text(zh=definition.zh, en=definition.en).format(**words),
        description=definition.about.format(**words),
        required=definition.required,
        minimum=definition.minimum,
        pattern=definition.pattern,
        list=definition.list,
        enum=codes.values(definition.list) if definition.list else (),
    )


#: Every resource by name, in the order in which the package lists them.
SCHEMAS: Final[Mapping[str, Resource]] = {resource.name: resource for resource in resources()}
