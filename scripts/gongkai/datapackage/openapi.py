"""What programs can ask at which address: an OpenAPI description, derived from the tables' schemas."""

import json
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, Final, NamedTuple

from gongkai.datapackage.api import MOST_RECORDS
from gongkai.datapackage.definitions import PACKAGE
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.edition import Edition
from gongkai.datapackage.parts import OF_REPORTS
from gongkai.datapackage.schema import Field, Type
from gongkai.datapackage.tables import VOLUMES

OPENAPI: Final = "openapi.json"
_TYPES: Final[Mapping[Type, str]] = {
    "string": "string",
    "date": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
_LICENCE: Final = PACKAGE.licences[0]
_COUNT: Final[Mapping[str, Any]] = {"type": "integer", "minimum": 0}
_VOLUME: Final = "卷的名称，见 volumes.json · The name of a volume, which volumes.json has"
_PART: Final = "第几个文件，自1起 · The number of the file, from 1"


def openapi(edition: Edition, *, volumes: bool = False) -> str:
    """What can be asked at which address, OpenAPI 3.1; `volumes` whether tables of reports are cut into some."""
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": PACKAGE.title.en,
            "summary": PACKAGE.title.zh,
            "description": f"{PACKAGE.description.zh}\n\n{PACKAGE.description.en}",
            "version": edition.version,
            "license": {"name": _LICENCE.title, "identifier": _LICENCE.name},
        },
        "servers": [{"url": edition.url or "../"}],
        "paths": dict(_paths(volumes=volumes)),
        "components": {"schemas": dict(_schemas(volumes=volumes))},
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


class _Path(NamedTuple):
    """Files that a program may ask for: their address, with the parameters in it, what they are and hold."""

    address: str
    name: str
    says: str
    schema: str


#: What is said of a volume.
_IN_VOLUMES: Final[Mapping[str, Any]] = {
    "volume": {"type": "string"},
    "first": {"type": "string", "description": "第一个机关 · The first agency"},
    "last": {"type": "string", "description": "最后一个机关 · The last agency"},
    "archive": {"type": "string", "description": "从 data/ 起的地址 · The address from data/ on"},
    "rows": {"type": "object", "additionalProperties": _COUNT},
}

_PATHS: Final = (
    _Path("/agencies/index.json", "listAgencies", "有年报的全部机关 · Every agency that has a report", "Agencies"),
    _Path("/agencies/index-{part}.json", "listMoreAgencies", "机关名单的后续部分 · More of the list", "Agencies"),
    _Path("/agencies/{agency_id}/index.json", "getAgency", "一个机关和它的年报 · An agency and its reports", "Agency"),
    _Path("/agencies/{agency_id}/{year}.json", "getReport", "一份年报的全部内容 · Everything of a report", "Report"),
    _Path("/indicators/index.json", "listIndicators", "全部指标 · Every indicator", "Indicators"),
    _Path(
        "/indicators/{indicator}.json", "getIndicator", "一个指标，各年的值在哪里 · Where its values are", "Indicator"
    ),
    _Path("/indicators/{indicator}/{year}-{part}.json", "getValues", "一个指标一年的值 · Values of a year", "Values"),
)


def _paths(*, volumes: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    known = {
        "agency_id": _parameter("agencies", "agency_id"),
        "indicator": _parameter("indicators", "indicator"),
        "year": _parameter("reports", "year"),
        "part": {"in": "path", "required": True, "description": _PART, "schema": {"type": "integer", "minimum": 1}},
        "volume": {"in": "path", "required": True, "description": _VOLUME, "schema": {"type": "string"}},
    }
    for one in (*_PATHS, *(_of_volumes() if volumes else ())):
        names = [name for _, name, _, _ in Formatter().parse(one.address) if name]
        yield one.address, _get(one.name, one.says, one.schema, *({"name": name, **known[name]} for name in names))
    for name, resource in SCHEMAS.items():
        if volumes and name in OF_REPORTS:
            continue
        says = f"整张表：{resource.title.zh} · The whole table: {resource.title.en}"
        yield f"/data/{name}.json", {"get": _operation(f"table_{name}", says, _list(_to(name)))}


def _of_volumes() -> Iterator[_Path]:
    """What is asked of a package in volumes: which there are, and a table's rows in one of them."""
    yield _Path(f"/data/{VOLUMES}.json", "listVolumes", "数据分成的各卷 · The volumes of the data", "Volumes")
    for name in OF_REPORTS:
        title = SCHEMAS[name].title
        says = f"一卷中的表：{title.zh} · A table's rows in a volume: {title.en}"
        yield _Path(f"/data/{VOLUMES}/{{volume}}/{name}.json", f"table_{name}", says, f"{name}_rows")


def _parameter(resource: str, name: str) -> dict[str, Any]:
    field = next(one for one in SCHEMAS[resource].fields if one.name == name)
    return {"in": "path", "required": True, "description": field.description.en, "schema": _schema(field)}


def _get(name: str, says: str, schema: str, *parameters: Mapping[str, Any]) -> dict[str, Any]:
    operation = _operation(name, says, _to(schema))
    missing = {"404": {"description": "没有这个地址 · There is no such address"}} if parameters else {}
    operation["responses"] |= missing
    return {"get": {**operation, **({"parameters": list(parameters)} if parameters else {})}}


def _operation(name: str, says: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    answer = {"description": says, "content": {"application/json": {"schema": schema}}}
    return {"operationId": name, "summary": says, "responses": {"200": answer}}


def _schemas(*, volumes: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables' records, and what is made of them."""
    for name, resource in SCHEMAS.items():
        yield name, _object({field.name: _schema(field) for field in resource.fields})
    if volumes:
        yield from ((f"{name}_rows", _list(_to(name))) for name in OF_REPORTS)
        yield "Volumes", _object({"volumes": _list(_object(_IN_VOLUMES))})
    link = _object({"url": {"type": "string", "description": "从网站根目录起 · From the site's top"}})
    following = {"type": ["string", "null"], "description": "名单的下一部分 · The next part of the list"}
    yield "Agencies", _object({"agencies": _list({"allOf": [_to("agencies"), link]}), "next": following})
    yield "Indicators", _object({"indicators": _list({"allOf": [_to("indicators"), link]})})
    yield "Agency", {"allOf": [_to("agencies"), _object({"reports": _list({"allOf": [_to("reports"), link]})})]}
    parts = _list({"allOf": [_object({"year": {"type": "integer"}, "values": _COUNT}), link]})
    yield "Indicator", {"allOf": [_to("indicators"), _object({"parts": parts})]}
    yield "Values", _object({"values": _list(_to("indicator_values")) | {"maxItems": MOST_RECORDS}})
    yield (
        "Report",
        _object(
            {
                **{name: {"type": "object"} for name in ("agency", "form", "source", "checks")},
                "year": {"type": "integer"},
                "title": {"type": "string"},
                "published": {"type": ["string", "null"], "format": "date"},
                **dict.fromkeys(("tables", "marks", "stated", "text"), _list({"type": "object"})),
                "findings": _list(_to("findings")),
                "indicators": _list({"type": "object"}),
            }
        ),
    )


def _to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object that has all of these; what may be missing is `null`."""
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(items)}


def _schema(field: Field) -> dict[str, Any]:
    """A field as JSON Schema has it; one that may be empty may be `null`."""
    kind = _TYPES[field.type]
    limits = {
        "format": "date" if field.type == "date" else None,
        "pattern": f"^({field.pattern})$" if field.pattern else None,
        "minimum": field.minimum,
    }
    found: dict[str, Any] = {
        "type": kind if field.required else [kind, "null"],
        "description": f"{field.title.zh} · {field.title.en}",
        **{name: value for name, value in limits.items() if value is not None},
    }
    if field.enum:
        found["enum"] = [*field.enum, *([] if field.required else [None])]
    return found
