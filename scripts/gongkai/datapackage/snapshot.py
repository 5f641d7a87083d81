"""The tables of a released archive, as they are written."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.datapackage.describing import DESCRIPTORS

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Snapshot:
    """An archive of the package, read table by table."""

    path: Path

    @cached_property
    def types(self) -> Mapping[str, Mapping[str, str]]:
        """The fields of every table with their types."""
        with zipfile.ZipFile(self.path) as archive:
            described = json.loads(archive.read(DESCRIPTORS["csv"]))
        return {one["name"]: {field["name"]: field["type"] for field in _fields(one)} for one in described["resources"]}

    @cached_property
    def checksums(self) -> Mapping[str, str]:
        """The checksum of every table."""
        with zipfile.ZipFile(self.path) as archive:
            return {name: hashlib.sha256(archive.read(f"{name}.csv")).hexdigest() for name in self.types}

    def table(self, name: str) -> "pd.DataFrame":
        """A table as words; an empty cell is an empty word."""
        import pandas as pd  # noqa: PLC0415  it takes a third of a second to load

        with zipfile.ZipFile(self.path) as archive, archive.open(f"{name}.csv") as stream:
            return pd.read_csv(stream, dtype="string", keep_default_na=False, na_values=[])


def _fields(resource: Mapping[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = resource["schema"]["fields"]
    return found
