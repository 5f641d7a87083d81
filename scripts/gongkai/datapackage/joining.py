"""Parquet files as one: their rows are copied as they are, and one footer says where all of them stand now.

A footer is a `FileMetaData` of parquet.thrift (https://github.com/apache/parquet-format). pyarrow puts the footers of
files together, but only for rows that stay in those files; rows that move it would have to decode and write again.
"""

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple

from gongkai import cache, files
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


class Footer(NamedTuple):
    """What is known of a file that is to be joined with others: its footer, taken apart once.

    `size` are its bytes, `end` is where its rows end, `around` the digest of what all files must have in common.
    `listed` are its row groups without the numbers that change as they move; these have been cut out at `cuts`: places
    in the file, or below 0, where `~number` is that of a row group.
    """

    size: int
    end: int
    rows: int
    groups: int
    around: str
    listed: bytes
    cuts: "array[int]"
    numbers: "array[int]"


def footer(file: Path) -> Footer:
    """The footer of a Parquet file; raises `BuildError` where the file is broken or cannot be joined."""
    with _readable(file):
        content, end = _content(file)
        rows_at, groups_at = thrift.find(content, 0, _ROWS), thrift.find(content, 0, _GROUPS)
        rows, at = thrift.number(content, rows_at)
        if content[at] != _NEXT_IS_LIST:
            raise ValueError("no row groups")
        groups, first = thrift.length(content, groups_at)
        after = thrift.end_of_list(content, groups_at)
        around, size = cache.digest(content[:rows_at], content[after:]), end + len(content) + _END
        return Footer(size, end, rows, groups, around, *_bare(content[first:after], groups, end))


def _bare(listed: bytes, groups: int, end: int) -> "tuple[bytes, array[int], array[int]]":
    """Row groups without their numbers, where these stood, and what they were."""
    made, cuts, numbers, kept = bytearray(), array("I"), array("q"), 0

    def cut(at: int, after: int, number: int) -> None:
        nonlocal kept
        made.extend(listed[kept:at])
        cuts.append(len(made))
        numbers.append(number)
        kept = after

    def place(at: int, after: int, place: int) -> None:
        if not 0 <= place < end:
            raise ValueError("rows are missing")
        if place:  # nothing stands at 0, which is how some say that they do not tell
            cut(at, after, place)

    def group(at: int, after: int, number: int) -> None:
        cut(at, after, ~number)

    data = {9: place, 10: place, 11: place, 14: place}  # pages, their index and dictionary, a Bloom filter
    columns: Mapping[int, thrift.Seen] = {2: place, 3: data, 4: _apart, 6: _apart}
    at = 0
    for _ in range(groups):
        at = thrift.see(listed, at, {1: columns, 5: place, 7: group})
    return bytes(made + listed[kept:]), cuts, numbers


def join_parquet(parts: Sequence[tuple[Path, Footer]], path: Path) -> int:
    """Write the rows of files with the same columns, in that order, as one new file; how many rows they are.

    Each comes with its footer. Row groups stay what they are. A file without rows adds nothing; where no file has any,
    the first stands for all. Raises `BuildError` where a file is not what its footer says, or where anything but its
    rows differs from the first.
    """
    first, around = parts[0]
    for file, one in parts:
        if one.around != around.around:
            raise BuildError(_UNLIKE.format(file=file, first=first))
    some = [part for part in parts if part[1].rows] or parts[:1]
    before, after = _around(first)
    listed, groups = bytearray(), 0
    with files.new(path) as target:
        target.write(_MAGIC)
        for file, one in some:
            _list(one, target.tell() - len(_MAGIC), groups, listed)
            groups += one.groups
            _copy(file, one, target)
        lists = bytes([_NEXT_IS_LIST]) + thrift.of_length(groups)
        rows = sum(one.rows for _, one in some)
        content = b"".join((before, thrift.of_number(rows), lists, listed, after))
        target.write(content + len(content).to_bytes(_END - len(_MAGIC), "little") + _MAGIC)
    return rows


def _around(file: Path) -> tuple[bytes, bytes]:
    """What a footer has before the number of rows and after the row groups, which all files have."""
    with _readable(file):
        content, _ = _content(file)
        groups = thrift.find(content, 0, _GROUPS)
        return content[: thrift.find(content, 0, _ROWS)], content[thrift.end_of_list(content, groups) :]


def _content(file: Path) -> tuple[bytes, int]:
    """What is in the footer of a file, and where it begins."""
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


def _list(one: Footer, by: int, groups: int, listed: bytearray) -> None:
    """List a file's row groups where they stand when so many bytes and groups have come before."""
    at, bare = 0, one.listed
    for cut, number in zip(one.cuts, one.numbers, strict=True):
        listed += bare[at:cut]
        listed += thrift.of_number(number + by if number >= 0 else ~number + groups)
        at = cut
    listed += bare[at:]


def _copy(file: Path, one: Footer, target: IO[bytes]) -> None:
    """Add the rows of a file."""
    with _readable(file), file.open("rb") as source:
        if source.seek(0, os.SEEK_END) != one.size:
            raise ValueError(f"not {one.size} bytes")
        source.seek(len(_MAGIC))
        files.copy(source, target, one.end - len(_MAGIC))


def _apart(*_: int) -> None:
    raise ValueError("it has an index of pages, which tells outside the footer where they stand")


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    """Say which file it is that cannot be read."""
    try:
        yield
    except (IndexError, ValueError) as error:
        raise BuildError(_BROKEN.format(file=file, why=error)) from error
