"""Where the rows of each agency stand in the package's CSV files: what is said of some of them is cut out there."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.schema import AGENCY

#: The tables that have rows of agencies.
OF_AGENCIES: Final = tuple(name for name, one in SCHEMAS.items() if AGENCY in one.names)
#: Of the rows that an agency has in a file: where they begin and end, and how many there are.
_NUMBERS: Final = 3


class Cut(NamedTuple):
    """Some rows of a table: how many, and their lines in CSV."""

    rows: int
    lines: bytes


class Runs:
    """The agencies whose rows follow each other in a file, in its order; all rows of one agency stand together."""

    def __init__(self) -> None:
        """No row has come yet."""
        self.agencies: Final[list[str]] = []
        self._numbers: Final = array("q")

    def add(self, agencies: pa.ChunkedArray, offsets: Sequence[int], begin: int) -> None:
        """Rows that are written at a place of the file; `offsets` from there, of each row and of what follows them."""
        runs = pc.run_end_encode(agencies.combine_chunks())
        rows = pairwise((0, *runs.run_ends.to_pylist()))
        for agency, (first, end) in zip(runs.values.to_pylist(), rows, strict=True):
            self._add(agency, begin + offsets[first], begin + offsets[end], end - first)

    def _add(self, agency: str, begin: int, end: int, rows: int) -> None:
        if self.agencies and self.agencies[-1] == agency:
            self._numbers[-2] = end
            self._numbers[-1] += rows
        else:
            self.agencies.append(agency)
            self._numbers.extend((begin, end, rows))

    @property
    def numbers(self) -> "np.ndarray[Any, np.dtype[np.int64]]":
        """Where the rows of each agency begin and end, and how many there are: three columns."""
        return np.frombuffer(self._numbers, np.int64).reshape(-1, _NUMBERS)


class _Rows(NamedTuple):
    """A table's rows in some folders: of each agency the number of the folder, and her place there as in `Runs`."""

    folders: tuple[Path, ...]
    agencies: tuple[str, ...]
    of: "np.ndarray[Any, np.dtype[np.int32]]"
    numbers: "np.ndarray[Any, np.dtype[np.int64]]"


@dataclass(frozen=True)
class Shelf:
    """CSV files in some folders, by table: the rows of agencies, of which each has all of hers in one folder.

    Small enough to be handed to other processes, which cut what they need out of the same files.
    """

    tables: Mapping[str, _Rows]

    @classmethod
    def one(cls, folder: Path, found: Mapping[str, Runs]) -> "Shelf":
        """The shelf of the files that were written into one folder, by table."""
        agencies = tuple(sorted({agency for runs in found.values() for agency in runs.agencies}))
        number = {agency: place for place, agency in enumerate(agencies)}
        tables = {}
        for name, runs in found.items():
            places = np.zeros((len(agencies), _NUMBERS), np.int64)
            places[[number[agency] for agency in runs.agencies]] = runs.numbers
            tables[name] = _Rows((folder,), agencies, np.zeros(len(agencies), np.int32), places)
        return cls(tables)

    @classmethod
    def of_all(cls, shelves: Sequence["Shelf"], folders: Sequence[Path]) -> "Shelf":
        """Shelves of the same tables in one folder each as one, in their order; the folders may have moved."""
        parts = {name: [one.tables[name] for one in shelves] for name in shelves[0].tables}
        numbers = [
            np.full(len(one.agencies), number, np.int32) for number, one in enumerate(next(iter(parts.values())))
        ]
        agencies = tuple(agency for one in next(iter(parts.values())) for agency in one.agencies)
        of = np.concatenate(numbers)
        tables = {
            name: _Rows(tuple(folders), agencies, of, np.concatenate([one.numbers for one in some]))
            for name, some in parts.items()
        }
        return cls(tables)

    def __or__(self, other: "Shelf") -> "Shelf":
        """The tables of both."""
        return Shelf({**self.tables, **other.tables})

    def having(self, name: str) -> Iterator[str]:
        """The agencies with rows in a table."""
        table = self.tables[name]
        return (table.agencies[number] for number in np.flatnonzero(table.numbers[:, -1]).tolist())

    def cuts(self, name: str, wanted: Iterable[Iterable[str]]) -> list[Cut]:
        """The rows of a table that each of several groups of agencies has, in order."""
        with _Reader(name, self.tables[name].folders) as reader:
            return [self._cut(reader, name, agencies) for agencies in wanted]

    def _cut(self, reader: "_Reader", name: str, agencies: Iterable[str]) -> Cut:
        table = self.tables[name]
        known = self._numbers[id(table.agencies)]
        numbers = sorted(known[agency] for agency in agencies if agency in known)
        places = zip(table.of[numbers].tolist(), table.numbers[numbers].tolist(), strict=True)
        found = [(folder, begin, end, rows) for folder, (begin, end, rows) in places if rows]
        lines = (reader.read(folder, begin, end) for folder, begin, end, _ in found)
        return Cut(sum(rows for *_, rows in found), b"".join(lines))

    @cached_property
    def _numbers(self) -> dict[int, dict[str, int]]:
        """The number of each agency in a list of agencies, of which tables share some."""
        lists = {id(one.agencies): one.agencies for one in self.tables.values()}
        return {key: {agency: number for number, agency in enumerate(of)} for key, of in lists.items()}


class _Reader:
    """A table's files in several folders, of which one is open at a time."""

    def __init__(self, name: str, folders: Sequence[Path]) -> None:
        self._paths = [folder / f"{name}.csv" for folder in folders]
        self._number = -1
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def read(self, number: int, begin: int, end: int) -> bytes:
        if self._file is None or number != self._number:
            self.__exit__()
            self._number, self._file = number, self._paths[number].open("rb")
        self._file.seek(begin)
        return self._file.read(end - begin)
