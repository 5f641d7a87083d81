"""What is kept between builds: values on disk, each behind its checksum. What is missing or broken is made again."""

import hashlib
import io
import os
import pickle
import sqlite3
import sys
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from gongkai import files
from gongkai.errors import BuildError
from gongkai.text import Text

#: Folders whose names say what is installed, with its version.
_INSTALLED: Final = ("*.dist-info", "*.egg-info")
_SUM: Final = hashlib.sha256().digest_size


def save(path: Path, value: object) -> None:
    """Keep a value, whole or not at all."""
    content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    files.write(path, hashlib.sha256(content).digest() + content)


def load(path: Path) -> Any:  # noqa: ANN401  whatever was saved there
    """The value that was kept; `None` where there is none, or its file is broken."""
    found = _found(path)
    return None if found is None else pickle.loads(found[_SUM:])  # noqa: S301  by `save`, in the publisher's cache


def kept(path: Path) -> Any:  # noqa: ANN401  whatever was saved there
    """The value that this build kept; raises `BuildError` where its file has been spoilt since."""
    found = load(path)
    if found is None:
        raise spoilt()
    return found


def spoilt() -> BuildError:
    """What is said where the file of something that is kept has been spoilt."""
    return BuildError(_SPOILT)


def checksum(path: Path) -> str | None:
    """The checksum of a value that was kept, as its file states it; `None` where there is none."""
    try:
        with path.open("rb", buffering=0) as stream:
            return stream.read(_SUM).hex()
    except FileNotFoundError:
        return None


def is_there(path: Path, endings: Iterable[str]) -> bool:
    """Whether files of what is kept, which have a name in common, are all there."""
    return all(os.path.isfile(f"{path}{ending}") for ending in endings)  # noqa: PTH113  thousands


def _found(path: Path) -> bytes | None:
    """A file with its checksum before it; `None` where there is none, or the checksum is not its own."""
    try:
        found = files.read(path)
    except FileNotFoundError:
        return None
    return found if hashlib.sha256(found[_SUM:]).digest() == found[:_SUM] else None


def keep(folder: Path, value: object) -> Path:
    """Keep a value under its checksum, once; returns where."""
    content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    path = folder / digest(content)
    if not path.is_file():
        files.write(path, hashlib.sha256(content).digest() + content)
    return path


def prune(folder: Path, used: Iterable[Path]) -> None:
    """Remove the files of a folder that nobody needs any more."""
    needed = set(used)
    for path in folder.iterdir() if folder.is_dir() else ():
        if path not in needed:
            path.unlink()


def by_value(value: object) -> bytes:
    """Bytes that are the same for equal values, however they came about."""
    made = io.BytesIO()
    pickler = pickle.Pickler(made, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # otherwise one text in two places differs from two equal texts
    pickler.dump(value)
    return made.getvalue()


def digest(*parts: bytes | str) -> str:
    """A name for what is made from these parts."""
    found = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        found.update(len(content).to_bytes(8, "big"))
        found.update(content)
    return found.hexdigest()


@cache
def software() -> str:
    """The digest of this package and all it stands on: what other versions made is made again."""
    sources = (part for source in _sources(resources("gongkai")) for part in (source.name, source.read_bytes()))
    folders = [path for path in map(Path, sys.path) if path.is_dir()]
    installed = sorted({found.name for path in folders for ending in _INSTALLED for found in path.glob(ending)})
    libraries = (sys.version, zlib.ZLIB_RUNTIME_VERSION, sqlite3.sqlite_version)
    return digest(*sources, *installed, *libraries)


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _sources(entry) if entry.name != "__pycache__" else []
        else:
            found.append(entry)
    return found


_SPOILT: Final = Text(
    zh="build/cache/ 中有文件损坏，网站没有更新。请删除 build/cache/ 后再试。",
    en="A file in build/cache/ is broken; the site stays as it was. Remove build/cache/ and try again.",
)
