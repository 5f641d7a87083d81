"""The published package as frictionless sees it, in full: every cell, key, reference, hash and size."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from gongkai.datapackage.describing import CHECKSUMS, DESCRIPTORS
from gongkai.datapackage.published import published
from gongkai.errors import Problem
from gongkai.text import Text


def validate(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the package in a folder; empty where it is valid.

    Seconds for a million rows are some 25 a format: for CI and small data; `verify` checks data of any size in bulk.
    """
    descriptors = (path for name in DESCRIPTORS.values() if (path := folder / name).is_file())
    return (*unlike_checksums(folder), *(problem for path in descriptors for problem in problems_of(path)))


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What is wrong with the files that one descriptor describes."""
    return tuple(_invalid(path))


def unlike_checksums(folder: Path) -> Iterator[Problem]:
    """Files that are missing or not those of the list of checksums."""
    for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines():
        expected, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file() or published(path).sha256 != expected:
            message = Text(zh=f"内容与 {CHECKSUMS} 不符。", en=f"The content is not that of {CHECKSUMS}.")
            yield Problem(name, 0, 0, "", message)


def _invalid(path: Path) -> Iterator[Problem]:
    content = json.loads(path.read_text(encoding="utf-8"))
    files = {resource["name"]: _paths(resource) for resource in content["resources"]}
    missing = [file for some in files.values() for file in some if not (path.parent / file).is_file()]
    if missing:
        yield Problem(path.name, 0, 0, "", _LACKS.format(files=", ".join(missing)))
        return
    for resource in content["resources"]:
        if resource["format"] == "json":
            _put_records_inside(resource, path.parent)
    from frictionless import Package  # noqa: PLC0415  large, and for small packages only

    report = Package(content, basepath=str(path.parent)).validate()
    yield from (_problem(path.name, error) for error in report.errors)
    for task in report.tasks:
        yield from (_problem(", ".join(files[task.name]), error) for error in task.errors)


def _paths(resource: Mapping[str, Any]) -> list[str]:
    """The files of a table, of which a package in volumes has several."""
    path = resource["path"]
    return [path] if isinstance(path, str) else path


_LACKS: Final = Text(zh="缺少文件：{files}", en="Files are missing: {files}")
#: What frictionless knows of a file only, and not of records inside a descriptor.
_OF_FILES: Final = ("path", "format", "mediatype", "encoding", "bytes", "hash")


def _put_records_inside(resource: dict[str, Any], folder: Path) -> None:
    """Have the records read here: frictionless reads JSON files only with a further package, and numbers inexactly.

    The bytes are those of the checksums.
    """
    resource["data"] = json.loads((folder / resource["path"]).read_text(encoding="utf-8"), parse_float=Decimal)
    for name in _OF_FILES:
        resource.pop(name, None)


def _problem(file: str, error: Any) -> Problem:  # noqa: ANN401  frictionless has no types
    line = getattr(error, "row_number", 0) or 0
    path = getattr(error, "field_name", "") or ""
    message = f"{error.title}: {error.note}"
    return Problem(file, line, 1 if line else 0, path, Text(zh=message, en=message))
