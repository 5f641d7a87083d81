"""What the tables are in SQL: definitions with keys, references and allowed values; views that say codes in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.schema import Field, Reference, Resource, Type
from gongkai.text import LANGUAGES, Language

#: Types as SQLite keeps them: days and words are text, marks 0 or 1, decimals have 15 digits.
_TYPES: Final[Mapping[Type, str]] = {
    "string": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "boolean": "INTEGER",
}
#: The fields that name the row of a table in words, by language; the first that a resource has is taken.
_WORDS: Final[Mapping[Language, tuple[str, ...]]] = {"zh": ("name", "label"), "en": ("name_en", "label_en")}
#: The key of a report.
_REPORT: Final = ("agency_id", "year")


def quoted(*names: str) -> str:
    """Names as SQL has them; several fields of the package are words of SQL themselves."""
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def literal(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def table(resource: Resource) -> str:
    """The definition of a resource's table."""
    lines = [
        *(_column(field) for field in resource.fields),
        f"PRIMARY KEY ({quoted(*resource.key)})",
        *(_reference(reference, resource) for reference in resource.references),
    ]
    return f"CREATE TABLE {quoted(resource.name)} (\n  " + ",\n  ".join(lines) + "\n) WITHOUT ROWID"


def indexes(resource: Resource) -> Iterator[str]:
    """An index for every reference that the key does not serve, and for years where a row is a whole report.

    Tables with a row a cell have none for years: it would be nearly as large as the table, and one row in a few is read
    faster without.
    """
    wanted = [_complete(reference, resource)[0] for reference in resource.references]
    wanted += [("year",)] if resource.key == _REPORT else []
    for fields in dict.fromkeys(wanted):
        if fields != resource.key[: len(fields)]:
            name = "_".join((resource.name, *fields))
            yield f"CREATE INDEX {quoted(name)} ON {quoted(resource.name)} ({quoted(*fields)})"


def views(resource: Resource) -> Iterator[str]:
    """For each language a view of the table with the words beside each code: `requests_zh`, `requests_en`."""
    for language in LANGUAGES:
        labelled = [_label(field, resource, language) for field in resource.fields]
        if any(join for _, join in labelled):
            columns = ",\n  ".join(column for columns, _ in labelled for column in columns)
            joins = "".join(f"\nLEFT JOIN {join}" for _, join in labelled if join)
            yield (
                f"CREATE VIEW {quoted(f'{resource.name}_{language}')} AS SELECT\n  {columns}\n"
                f"FROM {quoted(resource.name)} AS t{joins}"
            )


def _column(field: Field) -> str:
    words = [quoted(field.name), _TYPES[field.type]]
    if field.required:
        words.append("NOT NULL")
    if field.type == "boolean":
        words.append(f"CHECK ({quoted(field.name)} IN (0, 1))")
    if field.enum:
        words.append(f"CHECK ({quoted(field.name)} IN ({', '.join(map(literal, field.enum))}))")
    if field.minimum is not None:
        words.append(f"CHECK ({quoted(field.name)} >= {field.minimum})")
    return " ".join(words)


def _reference(reference: Reference, resource: Resource) -> str:
    fields, to = _complete(reference, resource)
    return f"FOREIGN KEY ({quoted(*fields)}) REFERENCES {quoted(reference.resource)} ({quoted(*to)})"


def _complete(reference: Reference, resource: Resource) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields and what they point to, which SQL wants to be a whole key.

    What Table Schema leaves out of a key is the field of the same name: a code's parent is in the code's own list.
    """
    left = [name for name in SCHEMAS[reference.resource].key if name not in reference.to and name in resource.names]
    return (*left, *reference.fields), (*left, *reference.to)


def _label(field: Field, resource: Resource, language: Language) -> tuple[tuple[str, ...], str]:
    """A field as the view has it, with what its words are joined from; no join where it is no code."""
    own = f"t.{quoted(field.name)}"
    alias = quoted(f"of_{field.name}")
    words = f"{field.name}_label"
    if field.list:
        label = "label" if language == "zh" else "label_en"
        join = f"codes AS {alias} ON {alias}.list = {literal(field.list)} AND {alias}.code = {own}"
        return (own, f"{alias}.{quoted(label)} AS {quoted(words)}"), join
    target = _named(field, resource)
    if target is None:
        return (own,), ""
    label = next(name for name in _WORDS[language] if name in target.names)
    join = f"{quoted(target.name)} AS {alias} ON {alias}.{quoted(*target.key)} = {own}"
    return (own, f"{alias}.{quoted(label)} AS {quoted(words)}"), join


def _named(field: Field, resource: Resource) -> Resource | None:
    """The resource whose row the field names, where its rows have names: by a reference, or by the key's own name."""
    pointed: Iterable[Resource] = (SCHEMAS[r.resource] for r in resource.references if r.fields == (field.name,))
    same = (one for one in SCHEMAS.values() if one.key == (field.name,) and one.name != resource.name)
    return next(
        (one for one in (*pointed, *same) if len(one.key) == 1 and set(_WORDS["zh"]) & set(one.names)),
        None,
    )
