"""The part of the package that is one agency's or one region's, beside its page: a workbook and an archive."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pandas as pd
import pyarrow as pa

from gongkai.datapackage.archive import write_archive
from gongkai.datapackage.columns import plain
from gongkai.datapackage.definitions import PACKAGE, Package
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.descriptor import descriptor
from gongkai.datapackage.edition import edition
from gongkai.datapackage.frames import cells, rows
from gongkai.datapackage.published import PublishedFile, published
from gongkai.datapackage.publishing import DESCRIPTORS
from gongkai.datapackage.workbook import fits, write_workbook
from gongkai.datapackage.written import CsvFile
from gongkai.text import Text

_AGENCY: Final = "agency_id"
#: Tables that go along as they are: what the codes mean.
_WHOLE: Final = ("codes",)
_OF: Final = Text(zh="{name}：{title}", en="{name}: {title}")


@dataclass(frozen=True, slots=True)
class Portion:
    """What is cut out: `address` of its files from the site's top, without their endings; `agencies` by id."""

    address: str
    name: Text
    agencies: tuple[str, ...]


def write_portions(
    tables: Mapping[str, pd.DataFrame], folder: Path, *, version: str, url: str = "", package: Package = PACKAGE
) -> dict[str, tuple[PublishedFile, ...]]:
    """Write the files of every agency and region that has a report below a site's top; returns them by address."""
    whole = {name: rows(SCHEMAS[name], tables[name]) for name in tables if _AGENCY in tables[name] or name in _WHOLE}
    places = {name: _places(whole[name]) for name in whole if name not in _WHOLE}
    made = {}
    for portion in _portions(tables):
        cut = {n: _cut(whole[n], places[n], portion.agencies) if n in places else whole[n] for n in whole}
        about = replace(package, title=_OF.format(name=portion.name, title=package.title))
        made[portion.address] = tuple(_write(cut, folder / portion.address, about, version, url))
    return made


def _portions(tables: Mapping[str, pd.DataFrame]) -> Iterator[Portion]:
    """Every agency that has a report, then every region with such an agency of its own: the regions below have theirs.

    With an agency goes the one that took over from it, which its row names.
    """
    reporting, heirs = set(tables["reports"][_AGENCY]), _heirs(tables["agencies"])
    of_regions: dict[str, list[str]] = {}
    for agency in tables["agencies"].to_dict("records"):
        one = agency[_AGENCY]
        of_regions.setdefault(agency["region_code"], []).append(one)
        if one in reporting:
            name = Text(zh=agency["name"], en=agency["name_en"])
            yield Portion(f"agencies/{one}/{one}", name, (one, *heirs.get(one, ())))
    for region in tables["regions"].to_dict("records"):
        ids = of_regions.get(region["region_code"], [])
        if reporting.intersection(ids):
            name = Text(zh=region["name"], en=region["name_en"])
            every = dict.fromkeys(one for each in ids for one in (each, *heirs.get(each, ())))
            yield Portion(f"regions/{region['region_code']}", name, tuple(every))


def _heirs(agencies: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The agencies that took over, one after the other, by the id of the first."""
    next_one = dict(zip(cells(agencies, _AGENCY), cells(agencies, "successor_id"), strict=True))
    found: dict[str, tuple[str, ...]] = {}
    for first, second in next_one.items():
        line: list[str] = []
        heir = second
        while heir is not None and heir not in (first, *line):
            line.append(heir)
            heir = next_one.get(heir)
        found[first] = tuple(line)
    return found


def _places(table: pa.Table) -> dict[str, list[int]]:
    """Where the rows of each agency stand."""
    found: dict[str, list[int]] = {}
    for row, agency in enumerate(table[_AGENCY].to_pylist()):
        found.setdefault(agency, []).append(row)
    return found


def _cut(table: pa.Table, places: Mapping[str, list[int]], agencies: Iterable[str]) -> pa.Table:
    """The rows of some agencies, in the table's order."""
    return table.take(pa.array(sorted(place for one in agencies for place in places.get(one, ())), pa.int64()))


def _write(
    tables: Mapping[str, pa.Table], path: Path, package: Package, version: str, url: str
) -> Iterator[PublishedFile]:
    """The files of one portion; the archive is a package of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    archive, workbook = path.with_name(f"{path.name}.zip"), path.with_name(f"{path.name}.xlsx")
    counts = {name: table.num_rows for name, table in tables.items()}
    with TemporaryDirectory() as name:
        made = {one: _csv(one, table, Path(name)) for one, table in tables.items()}
        reports = {column: tables["reports"][column].to_pylist() for column in SCHEMAS["reports"].names}
        this = edition(package, version, made.values(), url=url, reports=reports)
        described = json.dumps(descriptor(this, made, "csv"), ensure_ascii=False) + "\n"
        (Path(name) / DESCRIPTORS["csv"]).write_text(described, encoding="utf-8", newline="")
        write_archive(Path(name).iterdir(), archive)
    if fits(counts):
        write_workbook(workbook, this, counts, {one: [plain(table)] for one, table in tables.items()})
        yield published(workbook)
    yield published(archive)


def _csv(name: str, table: pa.Table, folder: Path) -> PublishedFile:
    path = folder / f"{name}.csv"
    file = CsvFile(SCHEMAS[name], path)
    file.add(table)
    file.close()
    return published(path, table.num_rows)
