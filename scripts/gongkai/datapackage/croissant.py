"""The package for search engines and machine learning: schema.org Dataset and Croissant in one JSON-LD."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.edition import Edition
from gongkai.datapackage.published import PublishedFile
from gongkai.datapackage.schema import Field, Resource, Type
from gongkai.text import LANGUAGES

CONFORMS_TO: Final = "http://mlcommons.org/croissant/1.0"
#: Croissant 1.0's own context, as its specification prints it.
_CONTEXT: Final[Mapping[str, object]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "samplingRate": "cr:samplingRate",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES: Final[Mapping[Type, str]] = {
    "string": "sc:Text",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
}
#: What files are, by the ending of their names.
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def schema_org(edition: Edition) -> dict[str, Any]:
    """The package as schema.org has it, its files aside; addresses only where the site has one."""
    package = edition.package
    found: dict[str, Any] = {
        "@type": "Dataset",
        "name": package.title.zh,
        "alternateName": package.title.en,
        "description": "\n\n".join(package.description[language] for language in LANGUAGES),
        "license": package.licences[0].path,
        "creator": [{"@type": "Organization", "name": one.title} for one in package.contributors],
        "keywords": list(package.keywords),
        "inLanguage": ["zh-CN", "en"],
        "isAccessibleForFree": True,
        "version": edition.version,
        "identifier": edition.id,
    }
    if edition.created:
        found["datePublished"] = edition.created
    if edition.years:
        found["temporalCoverage"] = "/".join(map(str, edition.years))
    if edition.areas:
        found["spatialCoverage"] = [
            {"@type": "Place", "name": area.name.zh, "alternateName": area.name.en, "identifier": area.code}
            for area in edition.areas
        ]
    if edition.url:
        found["url"] = f"{edition.url}data/index.html"
    return found


def croissant(edition: Edition, files: Iterable[PublishedFile]) -> dict[str, Any]:
    """The package with its files and, over those that hold a whole table, its tables field by field."""
    listed = [file for file in files if _ending(file) in MEDIA_TYPES]
    sources = {name: file for name in SCHEMAS if (file := _source(name, listed))}
    return {
        "@context": _CONTEXT,
        **schema_org(edition),
        "@type": "sc:Dataset",
        "name": edition.package.title.en,
        "alternateName": edition.package.title.zh,
        "conformsTo": CONFORMS_TO,
        "citeAs": f"{edition.package.contributors[0].title}. {edition.package.title.en}, version {edition.version}.",
        "distribution": [_file(file, edition.url) for file in listed],
        "recordSet": [_records(SCHEMAS[name], file) for name, file in sources.items()],
    }


def _source(name: str, files: Iterable[PublishedFile]) -> str | None:
    """The file that has a table whole: as CSV, or as Parquet where only that is in one file."""
    there = {file.name for file in files}
    return next((file for form in ("csv", "parquet") if (file := f"{name}.{form}") in there), None)


def _ending(file: PublishedFile) -> str:
    return file.name.rpartition(".")[2]


def _file(file: PublishedFile, url: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": f"{url}data/{file.name}" if url else file.name,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": MEDIA_TYPES[_ending(file)],
        "sha256": file.sha256,
    }


def _records(resource: Resource, file: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": resource.name,
        "name": resource.name,
        "description": f"{resource.description.zh} {resource.description.en}",
        "key": [{"@id": f"{resource.name}/{name}"} for name in resource.key],
        "field": [_field(field, resource, file) for field in resource.fields],
    }


def _field(field: Field, resource: Resource, file: str) -> dict[str, Any]:
    """A field without its references, which `datapackage.json` has: mlcroissant joins on them, digits as numbers."""
    return {
        "@type": "cr:Field",
        "@id": f"{resource.name}/{field.name}",
        "name": f"{resource.name}/{field.name}",
        "description": f"{field.title.zh} / {field.title.en}. {field.description.zh} {field.description.en}",
        "dataType": _TYPES[field.type],
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }
