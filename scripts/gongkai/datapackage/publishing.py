"""Tables → the files of the package in a folder: every format, what describes them, checksums."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from gongkai.datapackage import checks
from gongkai.datapackage.archive import write_archive
from gongkai.datapackage.citing import CITATION, citation
from gongkai.datapackage.croissant import croissant
from gongkai.datapackage.dcat import PREFIXES, catalogue
from gongkai.datapackage.definitions import PACKAGE, Package
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.descriptor import descriptor
from gongkai.datapackage.edition import Edition, areas, edition
from gongkai.datapackage.frames import cells, slices
from gongkai.datapackage.graph import jsonld, turtle
from gongkai.datapackage.openapi import OPENAPI, openapi
from gongkai.datapackage.parquet import write_parquet
from gongkai.datapackage.published import PublishedFile, checksums, published
from gongkai.datapackage.schema import Resource
from gongkai.datapackage.sqlite import write_sqlite
from gongkai.datapackage.workbook import fits, write_workbook
from gongkai.datapackage.written import write_csv, write_json
from gongkai.errors import BuildError
from gongkai.text import Text

#: The formats that have a file for each table, and what writes it.
FORMATS: Final[Mapping[str, Callable[[Resource, pd.DataFrame, Path], None]]] = {
    "csv": write_csv,
    "json": write_json,
    "parquet": write_parquet,
}
#: The formats that frictionless reads, each with the descriptor over its files.
DESCRIPTORS: Final[Mapping[str, str]] = {"csv": "datapackage.json", "json": "datapackage-json.json"}
#: What is added to a version whose tables have changed since.
UNRELEASED: Final = "+unreleased"
CHECKSUMS: Final = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Publication:
    """A package as written: what it says of itself, and its files."""

    edition: Edition
    files: tuple[PublishedFile, ...]


def write(
    tables: Mapping[str, pd.DataFrame],
    folder: Path,
    *,
    version: str = "0.1.0",
    released: Mapping[str, str] | None = None,
    url: str = "",
    package: Package = PACKAGE,
) -> Publication:
    """Write the package into a folder; the same tables make the same bytes. Files that are there already are listed.

    `released` has the checksums of the tables as they were released under that version: where they differ now, the
    version says so. `url` is the address of the site, with a slash at its end.

    Raises `BuildError` with every fault where a table breaks its schema; nothing is written then.
    """
    if found := checks.faults(tables):
        listed = "\n".join(found)
        raise BuildError(Text(zh=f"数据表不合自身的格式：\n{listed}", en=f"Tables break their own schemas:\n{listed}"))
    folder.mkdir(parents=True, exist_ok=True)
    there = [path for path in folder.iterdir() if path.is_file()]
    made = {form: _tables(form, tables, folder) for form in FORMATS}
    if released and released != {name: file.sha256 for name, file in made["csv"].items()}:
        version += UNRELEASED
    reports = {name: cells(tables["reports"], name) for name in SCHEMAS["reports"].names}
    this = edition(
        package,
        version,
        made["csv"].values(),
        url=url,
        reports=reports,
        areas=areas(tables),
    )
    described = [_descriptor(form, made[form], this, folder) for form in DESCRIPTORS]
    described.append(_text(folder, CITATION, citation(this)))
    whole = list(_whole(tables, folder, this, [*made["csv"].values(), described[0], described[-1]]))
    written = [*(file for by_resource in made.values() for file in by_resource.values()), *whole, *described]
    written += _catalogues(this, written, folder)
    names = {CHECKSUMS, *(file.name for file in written)}
    written += (published(path) for path in sorted(there) if path.name not in names)
    return Publication(this, (*written, _text(folder, CHECKSUMS, checksums(written))))


def _tables(form: str, tables: Mapping[str, pd.DataFrame], folder: Path) -> dict[str, PublishedFile]:
    """Every table in one format, by resource."""
    made = {}
    for name, table in tables.items():
        path = folder / f"{name}.{form}"
        FORMATS[form](SCHEMAS[name], table, path)
        made[name] = published(path, len(table))
    return made


def _whole(
    tables: Mapping[str, pd.DataFrame], folder: Path, this: Edition, packed: Iterable[PublishedFile]
) -> Iterable[PublishedFile]:
    """All tables in one file: a database, a workbook where they are not too large for one, an archive of the CSV."""
    write_sqlite(tables, folder / f"{this.package.name}.sqlite")
    yield published(folder / f"{this.package.name}.sqlite")
    rows = {name: len(table) for name, table in tables.items()}
    if fits(rows):
        sheets = {name: slices(table) for name, table in tables.items()}
        write_workbook(folder / f"{this.package.name}.xlsx", this, rows, sheets)
        yield published(folder / f"{this.package.name}.xlsx")
    write_archive([folder / file.name for file in packed], folder / f"{this.package.name}.zip")
    yield published(folder / f"{this.package.name}.zip")


def _catalogues(this: Edition, files: Sequence[PublishedFile], folder: Path) -> Iterator[PublishedFile]:
    """What describes the package to search engines, catalogues of open data, and programs that ask for parts."""
    content = json.dumps(croissant(this, files), ensure_ascii=False, indent=1)
    yield _text(folder, "croissant.json", content + "\n")
    nodes = catalogue(this, files)
    yield _text(folder, OPENAPI, openapi(this))
    yield _text(folder, "dcat.jsonld", jsonld(PREFIXES, nodes))
    yield _text(folder, "dcat.ttl", turtle(PREFIXES, nodes))


def _descriptor(form: str, made: Mapping[str, PublishedFile], this: Edition, folder: Path) -> PublishedFile:
    """The descriptor of one format. That of JSON leaves out tables without rows, whose file is there all the same.

    frictionless cannot read an empty list of records.
    """
    files_of = {key: file for key, file in made.items() if file.rows or form == "csv"}
    content = json.dumps(descriptor(this, files_of, form), ensure_ascii=False, indent=2)
    return _text(folder, DESCRIPTORS[form], content + "\n")


def _text(folder: Path, name: str, text: str) -> PublishedFile:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return published(path)
