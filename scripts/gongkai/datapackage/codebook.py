"""The codebook: every resource and field in words, for the site's page on the data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.schema import Field, Resource
from gongkai.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEntry:
    """A field; `constraints` in words, `list` the code list of its values or empty."""

    name: str
    type: str
    title: Text
    description: Text
    constraints: tuple[Text, ...]
    list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceEntry:
    """A resource; `blank` says what an empty cell means, `references` which fields point where."""

    name: str
    title: Text
    description: Text
    rows: int
    blank: Text
    key: tuple[str, ...]
    references: tuple[Text, ...]
    fields: tuple[FieldEntry, ...]


_WORDS: Final[Mapping[str, Text]] = {
    "key": Text(zh="主键", en="part of the key"),
    "required": Text(zh="必填", en="never empty"),
    "unique": Text(zh="不重复", en="unique"),
    "minimum": Text(zh="不小于 {value}", en="{value} or more"),
    "pattern": Text(zh="写法：{value}", en="pattern: {value}"),
    "list": Text(zh="取值见代码表 {value}", en="a code of the list {value}"),
    "reference": Text(zh="{fields} 指向 {resource}（{to}）", en="{fields} points to {resource} ({to})"),
}


def codebook(rows: Mapping[str, int]) -> tuple[ResourceEntry, ...]:
    """Every resource with its fields, in the package's order; `rows` says how many it has."""
    return tuple(_entry(resource, rows[name]) for name, resource in SCHEMAS.items())


def _entry(resource: Resource, rows: int) -> ResourceEntry:
    return ResourceEntry(
        name=resource.name,
        title=resource.title,
        description=resource.description,
        rows=rows,
        blank=resource.blank,
        key=resource.key,
        references=tuple(
            _WORDS["reference"].format(fields=", ".join(r.fields), resource=r.resource, to=", ".join(r.to))
            for r in resource.references
        ),
        fields=tuple(
            FieldEntry(
                name=field.name,
                type=field.type,
                title=field.title,
                description=field.description,
                constraints=tuple(_constraints(field, resource)),
                list=field.list,
            )
            for field in resource.fields
        ),
    )


def _constraints(field: Field, resource: Resource) -> Iterator[Text]:
    if field.name in resource.key:
        yield _WORDS["key"]
    if field.required:
        yield _WORDS["required"]
    if field.unique:
        yield _WORDS["unique"]
    for name in ("minimum", "pattern", "list"):
        value = getattr(field, name)
        if value not in (None, ""):
            yield _WORDS[name].format(value=value)
