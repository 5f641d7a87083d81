"""Tables → the files of the package in a folder: every format, what describes them, checksums."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self, TypedDict, Unpack

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from gongkai.datapackage.archive import write_archive
from gongkai.datapackage.checks import Checks
from gongkai.datapackage.citing import CITATION, citation
from gongkai.datapackage.columns import Pile, in_order
from gongkai.datapackage.croissant import croissant
from gongkai.datapackage.dcat import PREFIXES, catalogue
from gongkai.datapackage.definitions import PACKAGE, Package
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.descriptor import descriptor
from gongkai.datapackage.edition import Edition, areas, edition
from gongkai.datapackage.frames import rows as rows_of
from gongkai.datapackage.graph import jsonld, turtle
from gongkai.datapackage.openapi import OPENAPI, openapi
from gongkai.datapackage.parquet import ParquetFile, read_parquet
from gongkai.datapackage.published import PublishedFile, checksums, published
from gongkai.datapackage.shelf import OF_AGENCIES, Shelf
from gongkai.datapackage.sqlite import write_sqlite
from gongkai.datapackage.workbook import fits, write_national
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
#: What a package says of itself comes from these columns.
_KEPT: Final[Mapping[str, list[str]]] = {
    "agencies": ["agency_id", "region_code"],
    "regions": ["region_code", "parent_code", "name", "name_en"],
    "reports": ["agency_id", "year", "retrieved", "published"],
}
#: Tables of reports whose key begins with another field than the agency.
_HELD: Final = tuple(name for name, one in SCHEMAS.items() if "agency_id" in one.names and "agency_id" not in one.key)
#: The formats that frictionless reads, each with the descriptor over its files.
DESCRIPTORS: Final[Mapping[str, str]] = {"csv": "datapackage.json", "json": "datapackage-json.json"}
#: What is added to a version whose tables have changed since.
UNRELEASED: Final = "+unreleased"
CHECKSUMS: Final = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Publication:
    """A package as written: what it says of itself, and its files."""

    edition: Edition
    files: tuple[PublishedFile, ...]

    @property
    def rows(self) -> Mapping[str, int]:
        """How many rows each table has."""
        csv = (file for file in self.files if file.name.endswith(".csv"))
        return {file.name.removesuffix(".csv"): file.rows for file in csv if file.rows is not None}


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
        self._there: Final = sorted(path for path in folder.iterdir() if path.is_file())
        self._checks: Final = Checks()
        self._rows: Final = dict.fromkeys(SCHEMAS, 0)
        self._kept: Final = {name: Pile() for name in _KEPT}
        self._held: Final[dict[str, pa.Table]] = {}
        self._ended: tuple[dict[str, dict[str, PublishedFile]], Edition] | None = None
        self._texts: Final = {name: TextFiles(one, folder) for name, one in SCHEMAS.items()}
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
            for path in {path for path in self._folder.iterdir() if path.is_file()}.difference(self._there):
                path.unlink()

    def add(self, part: Mapping[str, pa.Table]) -> None:
        """Write rows of any tables, sorted by key; those of reports by agency, after the agencies that came before.

        Raises `BuildError` with every fault of these rows.
        """
        self._write({name: self._in_turn(name, part) for name in part})

    def _in_turn(self, name: str, part: Mapping[str, pa.Table]) -> pa.Table:
        """Those rows, and those held back, that none of a later agency come before.

        A key of one field that begins with the agency sorts otherwise than the agency: `a-b/2024` before `a/2024`.
        """
        resource = SCHEMAS[name]
        if name not in _HELD:
            return part[name]
        waiting = in_order(resource, pa.concat_tables([*filter(None, [self._held.get(name)]), part[name]]))
        last = pc.max(part["reports"]["agency_id"]).as_py() if "reports" in part else None
        ready = pc.less(waiting[resource.key[0]], f"{last}/" if last else "")
        self._held[name] = waiting.filter(pc.invert(ready))
        return waiting.filter(ready)

    def _write(self, part: Mapping[str, pa.Table]) -> None:
        for name, rows in part.items():
            self._checks.add(SCHEMAS[name], rows)
        self._require(self._checks.faults)
        for name, rows in part.items():
            self._rows[name] += rows.num_rows
            for file in self._files[name]:
                file.add(rows)
            if name in _KEPT:
                self._kept[name].add(rows.select(_KEPT[name]))

    def end(self) -> Edition:
        """All rows are there, and the tables' files whole: what the package says of itself.

        Raises `BuildError` where rows point to what never came.
        """
        if self._ended is None:
            self._write(self._held)
            self._require(self._checks.end())
            self._close()
            made = {form: self._published(form) for form in FORMATS}
            self._ended = made, self._edition(made["csv"])
        return self._ended[1]

    @property
    def shelf(self) -> Shelf:
        """Where each agency's rows stand in the CSV files, once all are there."""
        return Shelf.of(self._folder, {name: self._texts[name].runs for name in OF_AGENCIES})

    def close(self) -> Publication:
        """Write what is made of all rows: everything in one file, what describes it, checksums. Raises as `end`."""
        this = self.end()
        made = self._ended[0] if self._ended else {}
        described = [_descriptor(form, made[form], this, self._folder) for form in DESCRIPTORS]
        described.append(_text(self._folder, CITATION, citation(this)))
        whole = _whole(self._folder, this, self._rows, [*made["csv"].values(), described[0], described[-1]])
        written = [*(file for by_resource in made.values() for file in by_resource.values()), *whole, *described]
        written += _catalogues(this, written, self._folder)
        names = {CHECKSUMS, *(file.name for file in written)}
        written += (published(path) for path in self._there if path.name not in names)
        return Publication(this, (*written, _text(self._folder, CHECKSUMS, checksums(written))))

    def _require(self, found: Sequence[str]) -> None:
        if found:
            listed = "\n".join(found)
            raise BuildError(
                Text(zh=f"数据表不合自身的格式：\n{listed}", en=f"Tables break their own schemas:\n{listed}")
            )

    def _close(self) -> None:
        while self._open:
            self._open.pop().close()

    def _published(self, form: str) -> dict[str, PublishedFile]:
        return {name: published(self._folder / f"{name}.{form}", rows) for name, rows in self._rows.items()}

    def _edition(self, tables: Mapping[str, PublishedFile]) -> Edition:
        """What the package says of itself, from its tables in CSV."""
        version, released = self._about.get("version", "0.1.0"), self._about.get("released")
        if released and released != {name: file.sha256 for name, file in tables.items()}:
            version += UNRELEASED
        kept = {name: rows.all for name, rows in self._kept.items()}
        reports = {name: kept["reports"][name].to_pylist() for name in _KEPT["reports"]}
        around = areas(kept["agencies"], kept["regions"], set(reports["agency_id"]))
        package, url = self._about.get("package", PACKAGE), self._about.get("url", "")
        return edition(package, version, tables.values(), url=url, reports=reports, areas=around)


def write(tables: Mapping[str, pd.DataFrame], folder: Path, **about: Unpack[About]) -> Publication:
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


def _catalogues(this: Edition, files: Sequence[PublishedFile], folder: Path) -> Iterator[PublishedFile]:
    """What describes the package to search engines, catalogues of open data, and programs that ask for parts."""
    content = json.dumps(croissant(this, files), ensure_ascii=False, indent=1)
    yield _text(folder, "croissant.json", content + "\n")
    nodes = catalogue(this, files)
    yield _text(folder, OPENAPI, openapi(this))
    yield _text(folder, "dcat.jsonld", jsonld(PREFIXES, nodes))
    yield _text(folder, "dcat.ttl", turtle(PREFIXES, nodes))


def _descriptor(form: str, made: Mapping[str, PublishedFile], this: Edition, folder: Path) -> PublishedFile:
    """The descriptor of one format. That of JSON leaves out tables without rows, whose file is there all the same.

    frictionless cannot read an empty list of records.
    """
    files_of = {key: file for key, file in made.items() if file.rows or form == "csv"}
    content = json.dumps(descriptor(this, files_of, form), ensure_ascii=False, indent=2)
    return _text(folder, DESCRIPTORS[form], content + "\n")


def _text(folder: Path, name: str, text: str) -> PublishedFile:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return published(path)
