"""The files of some tables in a folder: every format, checked as the rows come."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol, Self

import pyarrow as pa

from gongkai.datapackage.checks import Checks
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.parquet import ParquetFile
from gongkai.datapackage.published import PublishedFile, published
from gongkai.datapackage.shelf import OF_AGENCIES, Shelf
from gongkai.datapackage.written import TextFiles
from gongkai.errors import BuildError
from gongkai.text import Text


class File(Protocol):
    """A new file, or two, that takes rows as they come, and is whole when it is closed."""

    def add(self, rows: pa.Table) -> None:
        """Write rows that follow those before."""

    def close(self) -> None:
        """Write what is left."""


#: The formats that have a file for each table.
FORMATS: Final = ("csv", "json", "parquet")
#: Where volumes stand, and which there are.
VOLUMES: Final = "volumes"
#: The files of each table, mostly one, in each format.
Made = Mapping[str, Mapping[str, Sequence[PublishedFile]]]


class TableFiles:
    """New files of some tables, which take rows as they come; memory holds some of them, whatever their number.

    Use it as a context: what was written is taken away again where anything goes wrong. The same rows make the same
    bytes, in however many parts they come.
    """

    def __init__(self, folder: Path, names: Iterable[str] = SCHEMAS) -> None:
        """Begin every file."""
        self._names: Final = tuple(names)
        self._folder: Final = folder
        self._checks: Final = Checks(self._names)
        #: How many rows each table has so far.
        self.rows: Final = dict.fromkeys(self._names, 0)
        folder.mkdir(parents=True, exist_ok=True)
        self._texts: Final = {name: TextFiles(SCHEMAS[name], folder) for name in self._names}
        self._files: Final[Mapping[str, tuple[File, ...]]] = {
            name: (texts, ParquetFile(SCHEMAS[name], folder)) for name, texts in self._texts.items()
        }
        self._open: Final = [file for files in self._files.values() for file in files]

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        """Take away what was written, should it not be whole."""
        if fault:
            self._close()
            for name in self._names:
                for form in FORMATS:
                    (self._folder / f"{name}.{form}").unlink(missing_ok=True)

    def know(self, tables: Mapping[str, pa.Table]) -> None:
        """Take in rows of other tables, which stand elsewhere, that those to come may point to."""
        for name, rows in tables.items():
            self._checks.know(SCHEMAS[name], rows)

    def add(self, part: Mapping[str, pa.Table]) -> None:
        """Write rows of any tables, in their order; those of reports after the agencies that came before.

        Raises `BuildError` with every fault of these rows.
        """
        for name, rows in part.items():
            self._checks.add(SCHEMAS[name], rows)
        require(self._checks.faults)
        for name, rows in part.items():
            self.rows[name] += rows.num_rows
            for file in self._files[name]:
                file.add(rows)

    def end(self) -> Made:
        """All rows are there: the files, which are whole now.

        Raises `BuildError` where rows point to what never came.
        """
        require(self._checks.end())
        self._close()
        return {form: {name: self._published(name, form) for name in self._names} for form in FORMATS}

    @property
    def shelf(self) -> Shelf:
        """Where each agency's rows stand in the CSV files, once all are there."""
        of_agencies = {name: self._texts[name].runs for name in OF_AGENCIES if name in self._texts}
        return Shelf.one(self._folder, of_agencies)

    def _close(self) -> None:
        while self._open:
            self._open.pop().close()

    def _published(self, name: str, form: str) -> tuple[PublishedFile]:
        return (published(self._folder / f"{name}.{form}", self.rows[name]),)


def require(faults: Sequence[str]) -> None:
    """Raise `BuildError` with all faults of tables, if there are any."""
    if faults:
        listed = "\n".join(faults)
        raise BuildError(Text(zh=f"数据表不合自身的格式：\n{listed}", en=f"Tables break their own schemas:\n{listed}"))
