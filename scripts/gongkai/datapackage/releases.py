"""Versions of the data as they were released: their archives, and a record of what each one changed.

`datasets/releases/<version>.zip` is the package in CSV as it was, `<version>.json` the record.
"""

import json
import re
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from gongkai import files
from gongkai.datapackage.changes import Changes, Step, compare
from gongkai.datapackage.definitions import PACKAGE
from gongkai.datapackage.publishing import write
from gongkai.datapackage.snapshot import Snapshot
from gongkai.errors import DataError, Problem
from gongkai.text import Text

if TYPE_CHECKING:
    import pandas as pd

_VERSION: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A version: its day, the one before it (empty for the first), its tables' checksums, what it changed."""

    version: str
    date: str
    since: str
    checksums: Mapping[str, str]
    changes: Changes

    @property
    def id(self) -> str:
        """A lasting name for feeds."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{PACKAGE.name} {self.version} {self.date}").urn


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, by which versions sort; empty where it is none."""
    found = _VERSION.fullmatch(version)
    return tuple(map(int, found.groups())) if found else ()


def next_version(version: str, step: Step) -> str:
    """The version that is one step further."""
    major, minor, patch = numbers(version)
    steps = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0), "patch": (major, minor, patch + 1)}
    return ".".join(map(str, steps[step]))


def read(folder: Path) -> tuple[Release, ...]:
    """The releases of a folder, the newest first; raises `DataError` where a record is broken or has no archive."""
    found = []
    for path in folder.glob("*.json"):
        try:
            release = _RECORD.validate_json(path.read_bytes())
        except ValidationError as error:
            message = Text(zh=f"发布记录无法读取：{error}", en=f"The record of a release cannot be read: {error}")
            raise DataError((Problem(f"{folder.name}/{path.name}", 0, 0, "", message),)) from error
        if release.version != path.stem or not numbers(release.version) or not path.with_suffix(".zip").is_file():
            message = Text(
                zh="记录的版本应与文件名相同，旁边应有同名的 zip 文件。",
                en="The version should be that of the file's name, with a zip file of the same name beside it.",
            )
            raise DataError((Problem(f"{folder.name}/{path.name}", 0, 0, "version", message),))
        found.append(release)
    return tuple(sorted(found, key=lambda release: numbers(release.version), reverse=True))


def release(
    tables: "Mapping[str, pd.DataFrame]", folder: Path, *, first: str, day: str, url: str = ""
) -> Release | None:
    """Keep the tables as a new version in a folder of releases; `None` where nothing changed since the last one.

    `first` is the version of a first release, `day` the day of this one.
    """
    known = read(folder)
    with TemporaryDirectory() as name:
        archive = _archive(tables, Path(name), known[0].version if known else first, url)
        if not known:
            made = Release(version=first, date=day, since="", checksums=Snapshot(archive).checksums, changes=Changes())
        else:
            changes = compare(Snapshot(folder / f"{known[0].version}.zip"), Snapshot(archive))
            if changes is None:
                return None
            last = known[0].version
            made = Release(
                version=next_version(last, changes.step),
                date=day,
                since=last,
                checksums=Snapshot(archive).checksums,
                changes=changes,
            )
            archive = _archive(tables, Path(name), made.version, url)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(archive, folder / f"{made.version}.zip")
    files.write(folder / f"{made.version}.json", record(made))
    return made


def record(made: Release) -> str:
    """The record of a release as it is kept."""
    return json.dumps(asdict(made), ensure_ascii=False, indent=1) + "\n"


def _archive(tables: "Mapping[str, pd.DataFrame]", folder: Path, version: str, url: str) -> Path:
    write(tables, folder, version=version, url=url)
    return folder / f"{PACKAGE.name}.zip"


_RECORD: Final = TypeAdapter(Release)
