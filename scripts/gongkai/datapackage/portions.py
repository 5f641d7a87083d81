"""The part of the package that is one agency's or one region's, beside its page: a workbook and an archive."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pandas as pd
import pyarrow as pa

from gongkai.datapackage.archive import packed
from gongkai.datapackage.definitions import PACKAGE, Package
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.descriptor import line
from gongkai.datapackage.edition import Edition, edition
from gongkai.datapackage.frames import rows
from gongkai.datapackage.published import PublishedFile, published_content
from gongkai.datapackage.publishing import DESCRIPTORS
from gongkai.datapackage.sheets import Sheet, lines, workbook
from gongkai.datapackage.shelf import AGENCY as _AGENCY
from gongkai.datapackage.shelf import OF_AGENCIES, Shelf
from gongkai.datapackage.workbook import cover, fits, sheets
from gongkai.datapackage.written import csv_lines, delimited, text
from gongkai.text import Text

#: Portions that are made at a time.
_AT_ONCE: Final = 25
#: The tables of a portion: those of agencies, and what their codes mean.
_TABLES: Final = tuple(name for name in SCHEMAS if name in OF_AGENCIES or name == "codes")
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
    found = {name: rows(SCHEMAS[name], table) for name, table in tables.items()}
    with TemporaryDirectory() as name, Shelf(Path(name)) as shelf:
        shelf.add(found)
        wanted = portions(found["agencies"], found["regions"], set(found["reports"][_AGENCY].to_pylist()))
        whole = Edition(package=package, version=version, id="", url=url)
        return write_some(wanted, shelf, found["codes"], folder, whole)


def write_some(
    wanted: Iterable[Portion], shelf: Shelf, codes: pa.Table, folder: Path, whole: Edition, *, workbooks: bool = True
) -> dict[str, tuple[PublishedFile, ...]]:
    """Write the files of some portions below a site's top, cut out of the shelf's rows; returns them by address.

    Portions are made some at a time, since the work for one is mostly the work of beginning it; `whole` is the edition
    that they are cut from. Without `workbooks` there are archives only.
    """
    made = {}
    left = iter(wanted)
    while batch := list(islice(left, _AT_ONCE)):
        for portion, files in zip(batch, _contents(batch, shelf, codes, whole, workbooks=workbooks), strict=True):
            path = folder / portion.address
            path.parent.mkdir(parents=True, exist_ok=True)
            made[portion.address] = tuple(_write(path.with_name(f"{path.name}.{end}"), c) for end, c in files.items())
    return made


def portions(agencies: pa.Table, regions: pa.Table, reporting: AbstractSet[str]) -> Iterator[Portion]:
    """Every agency that has a report, then every region with such an agency of its own: the regions below have theirs.

    With an agency goes the one that took over from it, which its row names.
    """
    register = agencies.to_pylist()
    heirs = _heirs({agency[_AGENCY]: agency["successor_id"] for agency in register})
    of_regions: dict[str, list[str]] = {}
    for agency in register:
        one = agency[_AGENCY]
        of_regions.setdefault(agency["region_code"], []).append(one)
        if one in reporting:
            name = Text(zh=agency["name"], en=agency["name_en"])
            yield Portion(f"agencies/{one}/{one}", name, (one, *heirs[one]))
    for region in regions.to_pylist():
        ids = of_regions.get(region["region_code"], [])
        if not reporting.isdisjoint(ids):
            name = Text(zh=region["name"], en=region["name_en"])
            every = dict.fromkeys(one for each in ids for one in (each, *heirs[each]))
            yield Portion(f"regions/{region['region_code']}", name, tuple(every))


def _heirs(next_one: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """The agencies that took over, one after the other, by the id of the first."""
    found: dict[str, tuple[str, ...]] = {}
    for first, second in next_one.items():
        line: list[str] = []
        heir = second
        while heir is not None and heir not in (first, *line):
            line.append(heir)
            heir = next_one.get(heir)
        found[first] = tuple(line)
    return found


class _Lines:
    """Lines in memory, of which some can be cut out."""

    def __init__(self, lines: pa.Array) -> None:
        self._offsets: Final = memoryview(lines.buffers()[1]).cast("i")
        self._text: Final = text(lines)

    def __getitem__(self, cut: slice) -> bytes:
        """The lines from one to another, UTF-8."""
        return bytes(self._text[self._offsets[cut.start] : self._offsets[cut.stop]])


@dataclass(frozen=True, slots=True)
class _Cut:
    """A portion's rows of a table: how many, as CSV with its header, as XML."""

    count: int
    csv: bytes
    xml: bytes


def _contents(
    batch: list[Portion], shelf: Shelf, codes: pa.Table, whole: Edition, *, workbooks: bool
) -> Iterator[dict[str, bytes]]:
    """The files of each portion by ending."""
    book = sheets(_TABLES) if workbooks else ()
    found = {name: [shelf.rows(name, one.agencies) for one in batch] for name in _TABLES if name in OF_AGENCIES}
    cuts = [
        _cuts(book, number, found[name]) if name in found else _cuts(book, number, [codes]) * len(batch)
        for number, name in enumerate(_TABLES, start=1)
    ]
    for portion, reports, cut in zip(batch, found["reports"], zip(*cuts, strict=True), strict=True):
        package = replace(whole.package, title=_OF.format(name=portion.name, title=whole.package.title))
        about = replace(whole, package=package)
        yield _files(about, reports, dict(zip(_TABLES, cut, strict=True)), book)


def _cuts(book: tuple[Sheet, ...], number: int, found: list[pa.Table]) -> list[_Cut]:
    """A table's rows of several portions in words; as XML, numbered from the top of a sheet, where there is a book."""
    resource = SCHEMAS[_TABLES[number - 1]]
    rows = pa.concat_tables(found).combine_chunks()
    csv, xml = _Lines(csv_lines(resource, rows)), _Lines(_xml(book, number, rows, found)) if book else None
    header = delimited([resource.names]).encode()
    starts = pairwise(accumulate((one.num_rows for one in found), initial=0))
    return [_Cut(stop - start, header + csv[start:stop], xml[start:stop] if xml else b"") for start, stop in starts]


def _xml(book: tuple[Sheet, ...], number: int, rows: pa.Table, found: list[pa.Table]) -> pa.Array:
    first = book[number].heads + 1
    return lines(book, number, rows, list(chain.from_iterable(range(first, first + one.num_rows) for one in found)))


def _files(whole: Edition, reports: pa.Table, tables: Mapping[str, _Cut], book: tuple[Sheet, ...]) -> dict[str, bytes]:
    """A workbook, where there is one and it is not too large, and an archive, which is a package of its own."""
    made = {name: published_content(f"{name}.csv", cut.csv, cut.count) for name, cut in tables.items()}
    columns = {name: reports[name].to_pylist() for name in ("retrieved", "published", "year")}
    this = edition(whole.package, whole.version, made.values(), url=whole.url, reports=columns)
    counts = {name: cut.count for name, cut in tables.items()}
    files = {}
    if book and fits(counts):
        rows = [cover(book, this, counts), *((cut.count, [cut.xml]) for cut in tables.values())]
        files["xlsx"] = packed((name, b"".join(pieces)) for name, pieces in workbook(book, rows))
    described = (line(this, made, "csv") + "\n").encode()
    inside = {DESCRIPTORS["csv"]: described, **{f"{name}.csv": cut.csv for name, cut in tables.items()}}
    files["zip"] = packed(sorted(inside.items()))
    return files


def _write(path: Path, content: bytes) -> PublishedFile:
    path.write_bytes(content)
    return published_content(path.name, content)
