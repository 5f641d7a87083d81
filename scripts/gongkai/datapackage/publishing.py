"""Tables → the files of the package in a folder: CSV, JSON, two descriptors, checksums."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from gongkai import files
from gongkai.datapackage import checks
from gongkai.datapackage.definitions import PACKAGE, Package
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.descriptor import Edition, descriptor, edition
from gongkai.datapackage.published import PublishedFile, checksums, published
from gongkai.datapackage.schema import Resource
from gongkai.datapackage.written import csv_text, json_text
from gongkai.errors import BuildError
from gongkai.text import Text

#: The formats that have a descriptor: its file, and what writes a table.
FORMATS: Final[Mapping[str, tuple[str, Callable[[Resource, pd.DataFrame], str]]]] = {
    "csv": ("datapackage.json", csv_text),
    "json": ("datapackage-json.json", json_text),
}
CHECKSUMS: Final = "SHA256SUMS"


def write(
    tables: Mapping[str, pd.DataFrame], folder: Path, *, version: str = "0.1.0", package: Package = PACKAGE
) -> tuple[PublishedFile, ...]:
    """Write the package into a folder and return its files; the same tables make the same bytes.

    Raises `BuildError` with every fault where a table breaks its schema; nothing is written then.
    """
    if found := checks.faults(tables):
        listed = "\n".join(found)
        raise BuildError(Text(zh=f"数据表不合自身的格式：\n{listed}", en=f"Tables break their own schemas:\n{listed}"))
    made = {form: _tables(form, tables, folder) for form in FORMATS}
    this = edition(package, version, made["csv"].values())
    described = [_descriptor(form, made[form], this, tables, folder) for form in FORMATS]
    written = [*(file for by_resource in made.values() for file in by_resource.values()), *described]
    return (*written, _file(folder, CHECKSUMS, checksums(written)))


def _tables(form: str, tables: Mapping[str, pd.DataFrame], folder: Path) -> dict[str, PublishedFile]:
    """Every table in one format, by resource."""
    _, text = FORMATS[form]
    return {
        name: _file(folder, f"{name}.{form}", text(SCHEMAS[name], table), len(table)) for name, table in tables.items()
    }


def _descriptor(
    form: str,
    made: Mapping[str, PublishedFile],
    this: Edition,
    tables: Mapping[str, pd.DataFrame],
    folder: Path,
) -> PublishedFile:
    """The descriptor of one format. That of JSON leaves out tables without rows, whose file is there all the same.

    frictionless cannot read an empty list of records.
    """
    name, _ = FORMATS[form]
    files_of = {key: file for key, file in made.items() if file.rows or form == "csv"}
    content = descriptor(this, tables["reports"], files_of, form)
    return _file(folder, name, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _file(folder: Path, name: str, text: str, rows: int | None = None) -> PublishedFile:
    content = text.encode()
    files.write(folder / name, content)
    return published(name, content, rows)
