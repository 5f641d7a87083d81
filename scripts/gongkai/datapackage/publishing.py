"""Tables → the package in a folder, whole: a file a table and format, all of them in one file, what describes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypedDict, Unpack

import pyarrow as pa

from gongkai.datapackage.archive import write_archive
from gongkai.datapackage.columns import Pile
from gongkai.datapackage.definitions import PACKAGE, Package
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.describing import DESCRIPTORS, catalogued, described, summed
from gongkai.datapackage.edition import Area, Edition, areas, edition
from gongkai.datapackage.frames import rows as rows_of
from gongkai.datapackage.parquet import read_parquet
from gongkai.datapackage.published import PublishedFile, published, there
from gongkai.datapackage.shelf import Shelf
from gongkai.datapackage.sqlite import write_sqlite
from gongkai.datapackage.tables import FORMATS, Made, TableFiles
from gongkai.datapackage.workbook import fits, write_national

if TYPE_CHECKING:
    import pandas as pd

#: What a package says of itself comes from these columns.
_KEPT: Final[Mapping[str, list[str]]] = {
    "agencies": ["agency_id", "region_code"],
    "regions": ["region_code", "parent_code", "name", "name_en"],
    "reports": ["agency_id", "year", "retrieved", "published"],
}
#: What is added to a version whose tables have changed since.
UNRELEASED: Final = "+unreleased"


@dataclass(frozen=True, slots=True)
class Publication:
    """A package as written: what it says of itself, its files, and how many rows each table has.

    Where it is in `volumes`, their files are not among its own.
    """

    edition: Edition
    files: tuple[PublishedFile, ...]
    rows: Mapping[str, int]
    volumes: int = 0


class About(TypedDict, total=False):
    """What a package is told of itself.

    `released` has the checksums of the tables as they were released under that version: where they differ now, the
    version says so. `url` is the address of the site, with a slash at its end.
    """

    version: str
    released: Mapping[str, str] | None
    url: str
    package: Package


class Writer:
    """A package that is written into a folder as its rows come; memory holds some of them, whatever their number.

    Use it as a context: what was written is taken away again where anything goes wrong. The same rows make the same
    bytes, in however many parts they come. Files that are in the folder already are listed with the others.
    """

    def __init__(self, folder: Path, **about: Unpack[About]) -> None:
        """Begin every file."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder: Final = folder
        self._about: Final = about
        self._there: Final = there(folder)
        self._kept: Final = {name: Pile() for name in _KEPT}
        self._ended: tuple[Made, Edition] | None = None
        self._tables: Final = TableFiles(folder)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, fault: type[BaseException] | None, *of: object) -> None:
        """Take away what was written, should it not be whole."""
        self._tables.__exit__(fault, *of)
        if fault:
            for path in {path for path in self._folder.iterdir() if path.is_file()}.difference(self._there):
                path.unlink()

    def add(self, part: Mapping[str, pa.Table]) -> None:
        """Write rows of any tables, in their order; those of reports after the agencies that came before.

        Raises `BuildError` with every fault of these rows.
        """
        self._tables.add(part)
        for name in _KEPT.keys() & part.keys():
            self._kept[name].add(part[name].select(_KEPT[name]))

    def end(self) -> Edition:
        """All rows are there, and the tables' files whole: what the package says of itself.

        Raises `BuildError` where rows point to what never came.
        """
        if self._ended is None:
            made = self._tables.end()
            self._ended = made, self._edition(made["csv"])
        return self._ended[1]

    @property
    def shelf(self) -> Shelf:
        """Where each agency's rows stand in the CSV files, once all are there."""
        return self._tables.shelf

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats in which all tables can be had, once all rows are there."""
        return (*FORMATS, "sqlite", *(["xlsx"] if fits(self._tables.rows) else []))

    def close(self) -> Publication:
        """Write what is made of all rows: everything in one file, what describes it, checksums. Raises as `end`."""
        this = self.end()
        made: Made = self._ended[0] if self._ended else {}
        about = described(self._folder, this, made, DESCRIPTORS)
        tables = [file for of_form in made.values() for files in of_form.values() for file in files]
        csv = [file for file in tables if file.name.endswith(".csv")]
        whole = _whole(self._folder, this, self._tables.rows, [*csv, about[0], about[-1]])
        written = [*tables, *whole, *about]
        every = [*written, *catalogued(self._folder, this, written)]
        return Publication(this, summed(self._folder, every, self._there), self._tables.rows)

    def _edition(self, csv: Mapping[str, Sequence[PublishedFile]]) -> Edition:
        kept = {name: rows.all for name, rows in self._kept.items()}
        reports = {name: kept["reports"][name].to_pylist() for name in _KEPT["reports"]}
        around = areas(kept["agencies"], kept["regions"], set(reports["agency_id"]))
        checksums, released = {name: file.sha256 for name, (file,) in csv.items()}, self._about.get("released")
        changed = bool(released) and released != checksums
        return edition_of(self._about, checksums.values(), changed=changed, reports=reports, areas=around)


def edition_of(
    about: About,
    checksums: Iterable[str],
    *,
    changed: bool,
    reports: Mapping[str, Sequence[Any]],
    areas: Iterable[Area],
) -> Edition:
    """What a package says of itself; `changed` whether it is no longer what was released under its version."""
    version = about.get("version", "0.1.0") + (UNRELEASED if changed else "")
    package, url = about.get("package", PACKAGE), about.get("url", "")
    return edition(package, version, checksums, url=url, reports=reports, areas=areas)


def write(tables: "Mapping[str, pd.DataFrame]", folder: Path, **about: Unpack[About]) -> Publication:
    """Write whole tables as a package into a folder, `about` it what a `Writer` is told.

    Raises `BuildError` with every fault where a table breaks its schema; nothing is written then.
    """
    with Writer(folder, **about) as writer:
        writer.add({name: rows_of(SCHEMAS[name], table) for name, table in tables.items()})
        return writer.close()


def _whole(
    folder: Path, this: Edition, rows: Mapping[str, int], packed: Iterable[PublishedFile]
) -> list[PublishedFile]:
    """All tables in one file: a database, a workbook where they are not too large for one, an archive of the CSV."""
    base, book = f"{this.package.name}.{{}}", fits(rows)
    with ThreadPoolExecutor(1) as aside:  # what packs an archive leaves Python to others
        zipped = aside.submit(write_archive, [folder / file.name for file in packed], folder / base.format("zip"))
        write_sqlite(_tables(folder), folder / base.format("sqlite"))
        if book:
            write_national(folder / base.format("xlsx"), this, rows, _tables(folder))
        zipped.result()
    return [published(folder / base.format(form)) for form in ("sqlite", *(["xlsx"] if book else []), "zip")]


def _tables(folder: Path) -> dict[str, Iterator[pa.Table]]:
    """Every table as it stands on disk, some rows at a time."""
    return {name: read_parquet(one, folder / f"{name}.parquet") for name, one in SCHEMAS.items()}
