"""Parquet files as one: their rows are copied as they are, and one footer says where all of them stand now.

A footer is a `FileMetaData` of parquet.thrift (https://github.com/apache/parquet-format). pyarrow puts the footers of
files together, but only for rows that stay in those files; rows that move it would have to decode and write again.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from gongkai import files
from gongkai.datapackage import thrift
from gongkai.errors import BuildError
from gongkai.text import Text

#: What a file begins and ends with.
_MAGIC: Final = b"PAR1"
#: What it ends with after the footer: the footer's length in four bytes, and again the magic word.
_END: Final = 8
#: Fields of a footer: the number of rows and, next to it, the row groups.
_ROWS, _GROUPS = 3, 4
#: The head of a field that is a list and follows the field before.
_NEXT_IS_LIST: Final = 0x19
_BROKEN: Final = Text(
    zh="{file}：不是完整的 Parquet 文件，或含有无法合并的内容（{why}）。删除 build/cache/ 后重新构建。",
    en="{file}: not a whole Parquet file, or one that cannot be joined ({why}); delete build/cache/ and build again",
)
_UNLIKE: Final = Text(
    zh="{file}：列或列的说明与 {first} 不同，不能合并。删除 build/cache/ 后重新构建。",
    en="{file}: its columns, or what is noted of them, are not those of {first}; delete build/cache/ and build again",
)


class _Part(NamedTuple):
    """A file to be joined: where its rows end, and what its footer says of them; the rest is the same for all."""

    file: Path
    end: int
    rows: int
    groups: int
    listed: bytes


def join_parquet(paths: Sequence[Path], path: Path) -> int:
    """Write the rows of files with the same columns, in that order, as one new file; how many rows they are.

    Row groups stay what they are. A file without rows adds nothing; where no file has any, the first stands for all.
    Raises `BuildError` where a file is broken, or where anything but its rows differs from the first.
    """
    before, after = _around(paths[0])
    parts = [_part(one, paths[0], before, after) for one in paths]
    parts = [part for part in parts if part.rows] or parts[:1]
    rows, listed, groups = sum(part.rows for part in parts), bytearray(), 0
    with files.new(path) as target:
        target.write(_MAGIC)
        for part in parts:
            _move(part, target.tell() - len(_MAGIC), groups, listed)
            groups += part.groups
            with part.file.open("rb") as source:
                source.seek(len(_MAGIC))
                files.copy(source, target, part.end - len(_MAGIC))
        lists = bytes([_NEXT_IS_LIST]) + thrift.of_length(groups)
        footer = b"".join((before, thrift.of_number(rows), lists, listed, after))
        target.write(footer + len(footer).to_bytes(_END - len(_MAGIC), "little") + _MAGIC)
    return rows


def _around(file: Path) -> tuple[bytes, bytes]:
    """What a footer has before the number of rows and after the row groups, which all files must have."""
    with _readable(file):
        footer, _ = _footer(file)
        groups = thrift.find(footer, 0, _GROUPS)
        return footer[: thrift.find(footer, 0, _ROWS)], footer[thrift.end_of_list(footer, groups) :]


def _part(file: Path, first: Path, before: bytes, after: bytes) -> _Part:
    with _readable(file):
        footer, end = _footer(file)
        if not (footer.startswith(before) and footer.endswith(after)):
            raise BuildError(_UNLIKE.format(file=file, first=first))
        rows, at = thrift.number(footer, len(before))
        if footer[at] != _NEXT_IS_LIST:
            raise ValueError("no row groups")
        groups, at = thrift.length(footer, at + 1)
        return _Part(file, end, rows, groups, footer[at : len(footer) - len(after)])


def _footer(file: Path) -> tuple[bytes, int]:
    """The footer of a file, and where it begins."""
    with file.open("rb") as source:
        begins = source.read(len(_MAGIC))
        size = source.seek(0, os.SEEK_END)
        source.seek(max(0, size - _END))
        ends = source.read()
        start = size - _END - int.from_bytes(ends[: -len(_MAGIC)], "little")
        if not begins == ends[-len(_MAGIC) :] == _MAGIC or start < len(_MAGIC):
            raise ValueError("no footer")
        source.seek(start)
        return source.read(size - _END - start), start


def _move(part: _Part, by: int, groups: int, listed: bytearray) -> None:
    """List a file's row groups where they stand when so many bytes and groups have come before."""

    def moved(place: int) -> int:
        if place >= part.end:
            raise ValueError("rows are missing")
        return place + by if place else 0  # nothing stands at 0, which is how some say that they do not tell

    data = {9: moved, 10: moved, 11: moved, 14: moved}  # pages, their index and dictionary, a Bloom filter
    columns: Mapping[int, thrift.Change] = {2: moved, 3: data, 4: _unmoved, 6: _unmoved}
    with _readable(part.file):
        at = 0
        for _ in range(part.groups):
            at = thrift.copy(part.listed, at, {1: columns, 5: moved, 7: groups.__add__}, listed)
        if at != len(part.listed):
            raise ValueError("more than its row groups")


def _unmoved(_: int) -> int:
    raise ValueError("it has an index of pages, which tells outside the footer where they stand")


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    """Say which file it is that cannot be read."""
    try:
        yield
    except (IndexError, ValueError) as error:
        raise BuildError(_BROKEN.format(file=file, why=error)) from error
