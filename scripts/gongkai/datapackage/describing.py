"""What describes the files of a package: descriptors, how to cite it, catalogues, checksums."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from gongkai.datapackage.citing import CITATION, citation
from gongkai.datapackage.croissant import croissant
from gongkai.datapackage.dcat import PREFIXES, catalogue
from gongkai.datapackage.descriptor import descriptor
from gongkai.datapackage.edition import Edition
from gongkai.datapackage.graph import jsonld, turtle
from gongkai.datapackage.openapi import OPENAPI, openapi
from gongkai.datapackage.published import PublishedFile, checksums, published
from gongkai.datapackage.tables import Made

#: The formats that frictionless reads, each with the descriptor over its files.
DESCRIPTORS: Final[Mapping[str, str]] = {"csv": "datapackage.json", "json": "datapackage-json.json"}
CHECKSUMS: Final = "SHA256SUMS"


def described(folder: Path, this: Edition, made: Made, forms: Iterable[str]) -> list[PublishedFile]:
    """Write the descriptor over the files of each format, and how to cite the data, into the package's folder."""
    files = [_descriptor(folder, this, made[form], form) for form in forms]
    return [*files, text_file(folder, CITATION, citation(this))]


def catalogued(folder: Path, this: Edition, files: Sequence[PublishedFile]) -> Iterator[PublishedFile]:
    """Write what describes the package to search engines, catalogues of open data, and programs that ask for parts.

    Of the `files` those are listed that hold a table or all of them: a package in volumes may have thousands.
    """
    listed = [file for file in files if "/" not in file.name]
    volumes = len(listed) < len(files)
    yield _json(folder, "croissant.json", croissant(this, listed), indent=1)
    nodes = catalogue(this, listed)
    yield text_file(folder, OPENAPI, openapi(this, volumes=volumes))
    yield text_file(folder, "dcat.jsonld", jsonld(PREFIXES, nodes))
    yield text_file(folder, "dcat.ttl", turtle(PREFIXES, nodes))


def summed(folder: Path, written: Sequence[PublishedFile], there: Iterable[Path]) -> tuple[PublishedFile, ...]:
    """All files, those included that were `there` before: with the list of their checksums, which is written last."""
    names = {CHECKSUMS, *(file.name for file in written)}
    every = [*written, *(published(path) for path in there if path.name not in names)]
    return (*every, text_file(folder, CHECKSUMS, checksums(every)))


def text_file(folder: Path, name: str, text: str) -> PublishedFile:
    """Write a file of the package."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return published(path)


def _descriptor(folder: Path, this: Edition, made: Mapping[str, Sequence[PublishedFile]], form: str) -> PublishedFile:
    """The descriptor of one format. That of JSON leaves out tables without rows, whose file is there all the same.

    frictionless cannot read an empty list of records.
    """
    files_of = {name: files for name, files in made.items() if form == "csv" or any(file.rows for file in files)}
    return _json(folder, DESCRIPTORS[form], descriptor(this, files_of, form), indent=2)


def _json(folder: Path, name: str, content: Mapping[str, Any], indent: int) -> PublishedFile:
    return text_file(folder, name, json.dumps(content, ensure_ascii=False, indent=indent) + "\n")
