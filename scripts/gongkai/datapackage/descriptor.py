"""What describes the package to machines: `datapackage.json`, Data Package v2.

Plain enough for every reader: no type but the common ones, codes as `enum`, no profile to download (DESIGN 5).
"""

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from gongkai.datapackage.archive import Piece, piece
from gongkai.datapackage.definitions import Origin
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.edition import Area, Edition
from gongkai.datapackage.published import PublishedFile
from gongkai.datapackage.schema import Field, Reference, Resource
from gongkai.text import Text

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA_TYPES: Final = {"csv": "text/csv", "json": "application/json"}
#: Formats of which frictionless counts the bytes; of JSON it never does, and would call every size wrong.
_COUNTED: Final = ("csv",)


def descriptor(edition: Edition, files: Mapping[str, Sequence[PublishedFile]], form: str) -> dict[str, Any]:
    """The descriptor over the files of one format (`csv`, `json`), given by resource.

    Where a table has several files, each has its own header (a path that is a list, as the standard has it).
    """
    package = edition.package
    return {
        "$schema": PROFILE,
        "name": package.name,
        "id": edition.id,
        **_bilingual("title", package.title),
        **_bilingual("description", package.description),
        **({"homepage": f"{edition.url}data/index.html"} if edition.url else {}),
        "version": edition.version,
        **({"created": f"{edition.created}T00:00:00Z"} if edition.created else {}),
        **({"temporal": {"start": str(edition.years[0]), "end": str(edition.years[1])}} if edition.years else {}),
        **({"spatial": [_area(area) for area in edition.areas]} if edition.areas else {}),
        "licenses": [{"name": one.name, "path": one.path, "title": one.title} for one in package.licences],
        "sources": [_source(origin) for origin in package.sources],
        "contributors": [{"title": one.title, "roles": list(one.roles)} for one in package.contributors],
        "keywords": list(package.keywords),
        "resources": [_resource(SCHEMAS[name], of, form, files) for name, of in files.items()],
    }


def pieces(edition: Edition, files: Mapping[str, PublishedFile], form: str) -> Iterator[Piece]:
    """The descriptor as JSON on one line, for an archive; what it says of fields, most of it, is made once."""
    among = frozenset(files)
    before = _json(descriptor(edition, {}, form)).removesuffix("]}")
    for name, file in files.items():
        yield piece(f"{before}{_json(_files(SCHEMAS[name], [file], form))[:-1]}".encode())
        yield _schema_piece(SCHEMAS[name], among)
        before = ", "
    yield piece(b"]}\n")


@cache
def _schema_piece(resource: Resource, among: frozenset[str]) -> Piece:
    return piece(f', "schema": {_json(schema(resource, among))}}}'.encode())


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def schema(resource: Resource, among: Container[str]) -> dict[str, Any]:
    """A resource's fields, key and references as Table Schema has them; `among` are the resources to refer to."""
    return {
        "fields": [_field(field) for field in resource.fields],
        "missingValues": [{"value": "", "label": f"{resource.blank.zh} / {resource.blank.en}"}],
        "primaryKey": list(resource.key),
        "foreignKeys": [
            {"fields": list(reference.fields), "reference": _target(reference, resource)}
            for reference in resource.references
            if reference.resource in among
        ],
    }


def _target(reference: Reference, resource: Resource) -> dict[str, Any]:
    """A table that refers to itself goes unnamed, as the standard has it."""
    named = {"resource": reference.resource} if reference.resource != resource.name else {}
    return {**named, "fields": list(reference.to)}


def _resource(resource: Resource, files: Sequence[PublishedFile], form: str, among: Container[str]) -> dict[str, Any]:
    return {**_files(resource, files, form), "schema": schema(resource, among)}


def _files(resource: Resource, files: Sequence[PublishedFile], form: str) -> dict[str, Any]:
    """What is to be said of a table's files but for its fields."""
    return {
        "name": resource.name,
        "type": "table",
        **_bilingual("title", resource.title),
        **_bilingual("description", resource.description),
        "path": files[0].name if len(files) == 1 else [file.name for file in files],
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "encoding": "utf-8",
        **(_sums(files[0], form) if len(files) == 1 else {}),
        "rows": sum(file.rows or 0 for file in files),
    }


def _sums(file: PublishedFile, form: str) -> dict[str, Any]:
    """What proves a file; of several the list of checksums has it."""
    return {**({"bytes": file.bytes} if form in _COUNTED else {}), "hash": f"sha256:{file.sha256}"}


def _field(field: Field) -> dict[str, Any]:
    constraints = {
        "required": field.required or None,
        "unique": field.unique or None,
        "minimum": field.minimum,
        "pattern": field.pattern or None,
        "enum": list(field.enum) or None,
    }
    kept = {name: value for name, value in constraints.items() if value is not None}
    return {
        "name": field.name,
        "type": field.type,
        **_bilingual("title", field.title),
        **_bilingual("description", field.description),
        **({"constraints": kept} if kept else {}),
        **({"codes": field.list} if field.list else {}),
    }


def _bilingual(name: str, text: Text) -> dict[str, str]:
    return {name: text.zh, f"{name}_en": text.en}


def _source(origin: Origin) -> dict[str, str]:
    return {**_bilingual("title", origin), **({"path": origin.path} if origin.path else {})}


def _area(area: Area) -> dict[str, str]:
    return {"code": area.code, **_bilingual("name", area.name)}
