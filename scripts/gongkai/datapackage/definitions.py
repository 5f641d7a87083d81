"""The package's own data files: `package.yml`, `resources.yml`, `fields.yml`, as they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pydantic import ConfigDict, with_config

from gongkai.forms.load import load
from gongkai.text import Text

_STRICT = ConfigDict(extra="forbid")
_FOLDER: Final = files("gongkai.datapackage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Text):
    """A field as `fields.yml` defines it: the text is its title, `about` its description; `{…}` is yet to be filled."""

    type: str
    about: Text
    required: bool = False
    minimum: int | None = None
    pattern: str = ""
    list: str = ""


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Fields that point to the fields `to` of another resource, its key where `to` is empty."""

    fields: tuple[str, ...]
    resource: str
    to: tuple[str, ...] = ()


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A resource as `resources.yml` declares it; a derived one is made from the others."""

    name: str
    title: Text
    description: Text
    blank: Text
    key: tuple[str, ...]
    fields: tuple[str | dict[str, str], ...]
    references: tuple[Pointer, ...]
    derived: bool = False


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence by its SPDX name."""

    name: str
    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Text):
    """Where the data come from; `path` is an address or empty."""

    path: str


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Who made the package, in which roles."""

    title: str
    roles: tuple[str, ...]


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What the package says of itself as a whole."""

    name: str
    title: Text
    description: Text
    licences: tuple[Licence, ...]
    sources: tuple[Origin, ...]
    contributors: tuple[Contributor, ...]
    keywords: tuple[str, ...]


DEFINITIONS: Final[Mapping[str, Definition]] = load(_FOLDER / "fields.yml", dict[str, Definition])
DECLARATIONS: Final[tuple[Declaration, ...]] = load(_FOLDER / "resources.yml", tuple[Declaration, ...])
PACKAGE: Final[Package] = load(_FOLDER / "package.yml", Package)
