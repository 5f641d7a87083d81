"""Files written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final

_PIECE: Final = 1 << 20
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def write(path: Path, content: str | bytes) -> None:
    """Write a file at once: a reader sees the old content or the new, never a half. UTF-8, LF.

    The folder is made where it is missing; permissions are those of an ordinary new file.
    """
    data = content.encode() if isinstance(content, str) else content
    with new(path) as stream:
        stream.write(data)


@contextmanager
def new(path: Path) -> Iterator[BinaryIO]:
    """A file to be written bit by bit, which is there once all is done; where anything goes wrong, what was stays.

    The folder is made where it is missing; permissions are those of an ordinary new file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def read(path: str | Path) -> bytes:
    """What is in a file, with as few calls as can be: there may be a million."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  likewise
        return stream.read()


def copy(source: IO[bytes], target: IO[bytes], many: int) -> None:
    """The next so many bytes of one file to another; raises `EOFError` where it has fewer. Memory holds a megabyte."""
    while many:
        piece = source.read(min(many, _PIECE))
        if not piece:
            raise EOFError(f"{many} bytes are missing")
        target.write(piece)
        many -= len(piece)


def create(path: str, text: str) -> None:
    """Write a file that nobody reads yet, into a folder that is there: with as few calls as can be. UTF-8, LF."""
    left = memoryview(text.encode())
    handle = os.open(path, _NEW, 0o666)
    try:
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)
