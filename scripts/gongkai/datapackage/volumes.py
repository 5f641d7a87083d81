"""A package in volumes: of a large one, the rows of some agencies that follow each other, written each for itself.

What has changed is written anew, the other volumes stay as they are. Whole are the tables that need no report, every
table as Parquet, and an archive of everything in CSV: both are joined from the volumes without a look inside.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple, Unpack

import pyarrow as pa

from gongkai.datapackage import exact, parts
from gongkai.datapackage.archive import join_archives, write_archive
from gongkai.datapackage.content import Place
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.describing import catalogued, described, summed, text_file
from gongkai.datapackage.edition import Dated, Edition, areas, dated, together
from gongkai.datapackage.joining import Footer, footer, join_parquet
from gongkai.datapackage.parts import OF_REGISTER, OF_REPORTS, Part
from gongkai.datapackage.published import PublishedFile, published
from gongkai.datapackage.publishing import About, Publication, edition_of
from gongkai.datapackage.shelf import Shelf
from gongkai.datapackage.sums import Totals
from gongkai.datapackage.tables import VOLUMES, Made, TableFiles
from gongkai.datapackage.verification import verify_tables
from gongkai.datapackage.written import header
from gongkai.errors import BuildError
from gongkai.register import Agency, Register
from gongkai.text import Text


@dataclass(frozen=True, slots=True)
class Lot:
    """What goes into a volume: its agencies, all years that any report of the site is of, and who of them waits.

    `register` are the rows of tables of the register that those of reports may point to.
    """

    agencies: tuple[Agency, ...]
    years: tuple[int, ...]
    waiting: frozenset[Place]
    register: Mapping[str, pa.Table]

    @property
    def name(self) -> str:
        """The name of its folder: the id of its first agency."""
        return self.agencies[0].agency_id


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume as written: its `first` and `last` agency, its files by their name from the package's folder on.

    `reports` are the first and last of each column that an edition is made from, `shelf` where rows stand in its CSV,
    `footers` those of its tables as Parquet.
    """

    first: str
    last: str
    made: Made
    archive: PublishedFile
    reports: Dated
    shelf: Shelf
    footers: Mapping[str, Footer]

    @property
    def files(self) -> tuple[PublishedFile, ...]:
        """All of them."""
        tables = (file for of_form in self.made.values() for files in of_form.values() for file in files)
        return (*tables, self.archive)


class Registered(NamedTuple):
    """The tables that need no report: their rows, their files, where agencies' rows stand in their CSV."""

    rows: Mapping[str, pa.Table]
    made: Made
    shelf: Shelf


def write_register(data: Path, rows: Mapping[str, pa.Table]) -> Registered:
    """Write the tables that need no report into the folder of a package. Raises `BuildError` where rows are wrong."""
    with TableFiles(data, OF_REGISTER) as tables:
        tables.add(rows)
        return Registered(rows, tables.end(), tables.shelf)


def folder_of(name: str) -> str:
    """The folder of a volume, from the package's own on."""
    return f"{VOLUMES}/{name}"


def write_volume(data: Path, lot: Lot, found: Iterable[Part], expected: Sequence[Totals]) -> Volume:
    """Write a volume into the folder of a package, and check what is on disk.

    `found` are the rows of its agencies in their order, `expected` what their figures add up to. Raises `BuildError`
    where rows are wrong, or a file is not what was to be written.
    """
    folder = data / folder_of(lot.name)
    with TableFiles(folder, OF_REPORTS) as tables:
        tables.know(lot.register)
        reports = _add(tables, lot, found)
        made = tables.end()
    made = {form: {name: _under(lot.name, *files) for name, files in of.items()} for form, of in made.items()}
    with ThreadPoolExecutor(1) as aside:  # what packs an archive leaves Python to others
        archive = aside.submit(_archived, data, lot.name, made)
        verify_tables(folder, OF_REPORTS, expected, lot.register)
    footers = {name: footer(folder / f"{name}.parquet") for name in OF_REPORTS}
    return Volume(lot.name, lot.agencies[-1].agency_id, made, archive.result(), reports, tables.shelf, footers)


def _add(tables: TableFiles, lot: Lot, found: Iterable[Part]) -> Dated:
    """Write the rows; returns what an edition is told of their reports."""
    there, dates = [], []
    for part in found:
        there.append(part["coverage"])
        dates.append(dated(part["reports"]))
        tables.add({name: rows for name, rows in part.items() if name != "coverage"})
    register = Register({one.agency_id: one for one in lot.agencies}, {})
    tables.add(parts.coverage(register, there, lot.waiting, lot.years))
    return together(dates)


def _under(name: str, *files: PublishedFile) -> tuple[PublishedFile, ...]:
    """Files of a volume's folder as the package names them."""
    return tuple(
        PublishedFile(name=f"{folder_of(name)}/{one.name}", bytes=one.bytes, sha256=one.sha256, rows=one.rows)
        for one in files
    )


def _archived(data: Path, name: str, made: Made) -> PublishedFile:
    """The tables of a volume as CSV in one archive, in which they have the same names as in the package."""
    path = data / f"{folder_of(name)}.zip"
    csv = (data / file.name for files in made["csv"].values() for file in files)
    write_archive(csv, path, f"{folder_of(name)}/")
    return _at(data, path)


def _at(data: Path, path: Path) -> PublishedFile:
    found = published(path)
    name = path.relative_to(data).as_posix()
    return PublishedFile(name=name, bytes=found.bytes, sha256=found.sha256)


class Volumes:
    """A package in volumes, which are written already, in a folder: what `Writer` does for a whole one."""

    def __init__(
        self,
        data: Path,
        register: Registered,
        volumes: Sequence[Volume],
        present: Sequence[Path],
        there: Iterable[Path] = (),
        **about: Unpack[About],
    ) -> None:
        """Tables that need no report, in `register`, and volumes, as written.

        `present` are the packages' folders that each of the volumes stands in: some may be those of the site that there
        is. `there` are files of this package's folder that others wrote before, which are listed with its own.
        """
        self._data: Final = data
        self._about: Final = about
        self._there: Final = tuple(there)
        self._volumes: Final = volumes
        self._present: Final = present
        self._register: Final = register
        self._made: Final[Made] = {form: self._all(form) for form in register.made}
        self._edition: Final = self._edition_of()  # now: nothing may change while this is sent to another process

    def _all(self, form: str) -> dict[str, Sequence[PublishedFile]]:
        """The files of every table in a format."""
        whole = self._register.made[form]
        cut = {name: tuple(file for one in self._volumes for file in one.made[form][name]) for name in OF_REPORTS}
        return {name: whole[name] if name in whole else cut[name] for name in SCHEMAS}

    @property
    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: sum(file.rows or 0 for file in files) for name, files in self._made["csv"].items()}

    @property
    def shelf(self) -> Shelf:
        """Where each agency's rows stand in the CSV files."""
        folders = [data / folder_of(one.first) for one, data in zip(self._volumes, self._present, strict=True)]
        return self._register.shelf | Shelf.of_all([one.shelf for one in self._volumes], folders)

    def end(self) -> Edition:
        """What the package says of itself."""
        return self._edition

    def _edition_of(self) -> Edition:
        told = together(one.reports for one in self._volumes)
        reporting = {agency for one in self._volumes for agency in one.shelf.having("reports")}
        around = areas(self._register.rows["agencies"], self._register.rows["regions"], reporting)
        checksums = (file.sha256 for files in self._made["csv"].values() for file in files)
        changed = self._differs(self._about.get("released"))
        return edition_of(self._about, checksums, changed=changed, reports=told, areas=around)

    def _differs(self, released: Mapping[str, str] | None) -> bool:
        """Whether the tables are others than those that were released, if any were; the first that is tells."""
        if not released:
            return False
        return released.keys() != SCHEMAS.keys() or any(released[name] != self._checksum(name) for name in SCHEMAS)

    def _checksum(self, name: str) -> str:
        """A table's checksum, as if it were one file."""
        if name in OF_REGISTER:
            return self._made["csv"][name][0].sha256
        found = hashlib.sha256(top := header(SCHEMAS[name]))
        for file, data in zip(self._made["csv"][name], self._present, strict=True):
            with (data / file.name).open("rb") as stream:
                stream.seek(len(top))
                while some := stream.read(1 << 20):
                    found.update(some)
        return found.hexdigest()

    def close(self) -> Publication:
        """Write what is made of all volumes, what describes the package, checksums."""
        this = self.end()
        about = described(self._data, this, self._made, ["csv"])
        volumes = text_file(self._data, f"{VOLUMES}.json", exact.record({"volumes": [_said(v) for v in self._volumes]}))
        whole = [file for of in self._register.made.values() for files in of.values() for file in files]
        whole += [self._joined(name) for name in OF_REPORTS]
        whole.append(self._archive(this, [*about, volumes]))
        cut = (file for one in self._volumes for file in one.files)
        written = [*whole, *about, volumes, *cut]
        every = [*written, *catalogued(self._data, this, written)]
        listed = (file for file in summed(self._data, every, self._there) if "/" not in file.name)
        return Publication(this, tuple(listed), self.rows, len(self._volumes))

    def verify(self) -> None:
        """Check on disk what was written here; each volume was checked when it was."""
        verify_tables(self._data, OF_REGISTER)

    def _joined(self, name: str) -> PublishedFile:
        """A table whole, as Parquet."""
        files, path = self._made["parquet"][name], self._data / f"{name}.parquet"
        footers = (one.footers[name] for one in self._volumes)
        parts = ((data / one.name, foot) for data, one, foot in zip(self._present, files, footers, strict=True))
        rows = join_parquet([*parts], path)
        if rows != self.rows[name]:
            raise BuildError(_UNLIKE.format(file=path.name, expected=self.rows[name], found=rows))
        return published(path, rows)

    def _archive(self, this: Edition, about: Iterable[PublishedFile]) -> PublishedFile:
        """Everything in CSV."""
        path = self._data / f"{this.package.name}.zip"
        archives = [data / one.archive.name for data, one in zip(self._present, self._volumes, strict=True)]
        csv = chain.from_iterable(self._register.made["csv"].values())
        join_archives(archives, (self._data / file.name for file in (*csv, *about)), path)
        return published(path)


def _said(volume: Volume) -> dict[str, exact.Tree]:
    rows: dict[str, exact.Tree] = {name: file.rows for name, (file,) in volume.made["csv"].items()}
    ends: dict[str, exact.Tree] = {"volume": volume.first, "first": volume.first, "last": volume.last}
    return {**ends, "archive": volume.archive.name, "rows": rows}


_UNLIKE: Final = Text(
    zh="{file}：应有 {expected} 行，实为 {found} 行。", en="{file}: expected {expected} rows, found {found}."
)
