"""A file as it was published, and the list of checksums."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class PublishedFile(NamedTuple):
    """A file of the package; `rows` where it holds a table."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None


def published(path: Path, rows: int | None = None) -> PublishedFile:
    """What is to be said of a file on disk."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return PublishedFile(name=path.name, bytes=path.stat().st_size, sha256=digest, rows=rows)


def published_content(name: str, content: bytes, rows: int | None = None) -> PublishedFile:
    """The same of a file's content."""
    return PublishedFile(name=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest(), rows=rows)


def there(folder: Path) -> tuple[Path, ...]:
    """The files of a package's folder that others wrote before it."""
    return tuple(sorted(path for path in folder.iterdir() if path.is_file())) if folder.is_dir() else ()


def checksums(files: Iterable[PublishedFile]) -> str:
    """The files as `sha256sum --check` reads them, sorted by name."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda file: file.name))
