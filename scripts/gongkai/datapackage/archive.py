"""Files in one zip archive, the same bytes whenever and wherever it is made."""

import shutil
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, NamedTuple

from gongkai.errors import BuildError
from gongkai.files import copy, new
from gongkai.text import Text

#: The first day that a zip archive knows.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNIX, _ORDINARY_FILE = 3, 0o100644 << 16
#: For the many small archives: less than half the time of the best, a tenth more bytes.
_FAST: Final = 1
#: What ends deflated content: a last block that is empty.
_LAST_BLOCK: Final = b"\x03\x00"
#: The records of an archive: before a file, in its directory, at its end (APPNOTE 4.3.7, 4.3.12, 4.3.16).
_LOCAL, _ENTRY, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s2B5H3L5H2L"), struct.Struct("<4s4H2LH")
#: The version of the format, no flags, deflated; the time and the first day.
_VERSION, _FORMAT = 20, (20, 0, zipfile.ZIP_DEFLATED, 0, 1 << 5 | 1)
_BROKEN: Final = Text(
    zh="{file}：不是完整的 ZIP 压缩包（{why}）。删除 build/cache/ 后重新构建。",
    en="{file}: not a whole zip archive ({why}); delete build/cache/ and build again",
)
_TWICE: Final = Text(
    zh="{file}：压缩包中有重名文件：{names}", en="{file}: more than one file of the archive is named {names}"
)


def entry(name: str) -> zipfile.ZipInfo:
    """A file of an archive, which says nothing of when and where it was made."""
    made = zipfile.ZipInfo(name, _DAY)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.create_system, made.external_attr = _UNIX, _ORDINARY_FILE
    return made


def write_archive(files: Iterable[Path], path: Path, folder: str = "") -> None:
    """Pack files by name, whatever folders they are in, into one folder of a new archive."""
    with new(path) as target, zipfile.ZipFile(target, "w") as archive:
        _pack(files, archive, folder)


def join_archives(archives: Iterable[Path], more: Iterable[Path], path: Path) -> None:
    """All files of some archives in one new archive, in that order, as they are packed; then more files by name.

    Raises `BuildError` where an archive is broken, or where two files have the same name.
    """
    with new(path) as target, zipfile.ZipFile(target, "w") as joined:
        for archive in archives:
            _append(archive, joined, target)
        _pack(more, joined)
        names = Counter(joined.namelist())
        if twice := sorted(names - Counter(set(names))):
            raise BuildError(_TWICE.format(file=path, names=", ".join(twice)))


def _pack(files: Iterable[Path], archive: zipfile.ZipFile, folder: str = "") -> None:
    for file in sorted(files, key=lambda file: file.name):
        packed = entry(str(PurePosixPath(folder, file.name)))
        packed.file_size = file.stat().st_size  # says whether lengths need eight bytes
        with file.open("rb") as source, archive.open(packed, "w") as target:
            shutil.copyfileobj(source, target)


def _append(archive: Path, joined: zipfile.ZipFile, target: BinaryIO) -> None:
    """Copy what an archive has before its directory, and note where its files stand now.

    The standard library writes the directory, at `start_dir`, of all in `filelist`.
    """
    with archive.open("rb") as source:
        try:
            part = zipfile.ZipFile(source)
        except zipfile.BadZipFile as error:
            raise BuildError(_BROKEN.format(file=archive, why=error)) from error
        if any(file.header_offset < 0 for file in part.filelist):
            raise BuildError(_BROKEN.format(file=archive, why="files are missing"))
        source.seek(0)
        copy(source, target, part.start_dir)
    for file in part.filelist:
        file.header_offset += joined.start_dir
    joined.filelist += part.filelist
    joined.start_dir = target.tell()


class Piece(NamedTuple):
    """A part of a file's content, and the same deflated so that it can stand before or after any other."""

    content: bytes
    deflated: bytes


def piece(content: bytes) -> Piece:
    """Deflate a part of a file, fast; one that many files have need be deflated only once."""
    deflate = zlib.compressobj(_FAST, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(content, deflate.compress(content) + deflate.flush(zlib.Z_FULL_FLUSH))


def packed(files: Iterable[tuple[str, Sequence[Piece]]]) -> bytes:
    """A small archive of some contents by name, each put together from pieces.

    The standard library's writer cannot take what is deflated already, and takes ten times as long for the rest.
    """
    made, directory = bytearray(), []
    for name, pieces in files:
        content, deflated = (b"".join(part) for part in zip(*pieces, strict=True))
        deflated += _LAST_BLOCK
        sizes = (zlib.crc32(content), len(deflated), len(content), len(name), 0)
        place, word = len(made), name.encode("ascii")
        made += _LOCAL.pack(b"PK\3\4", *_FORMAT, *sizes) + word + deflated
        about = _ENTRY.pack(b"PK\1\2", _VERSION, _UNIX, *_FORMAT, *sizes, 0, 0, 0, _ORDINARY_FILE, place)
        directory.append(about + word)
    entries = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(entries), len(made), 0)
    return bytes(made + entries + end)
