"""The part of the package that is one agency's or one region's, beside its page: a workbook and an archive."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from gongkai.datapackage.archive import Piece, packed, piece
from gongkai.datapackage.columns import schema
from gongkai.datapackage.definitions import PACKAGE, Package
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.describing import DESCRIPTORS
from gongkai.datapackage.descriptor import pieces
from gongkai.datapackage.edition import Edition, edition
from gongkai.datapackage.frames import rows
from gongkai.datapackage.published import PublishedFile, published_content
from gongkai.datapackage.schema import AGENCY, Resource
from gongkai.datapackage.sheets import Sheet, lines, workbook
from gongkai.datapackage.shelf import OF_AGENCIES, Cut, Shelf
from gongkai.datapackage.workbook import cover, fits, sheets
from gongkai.datapackage.written import TextFiles, csv_lines, header, read_csv, text, unsafe
from gongkai.text import Text

if TYPE_CHECKING:
    import pandas as pd

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
    tables: "Mapping[str, pd.DataFrame]", folder: Path, *, version: str, url: str = "", package: Package = PACKAGE
) -> dict[str, tuple[PublishedFile, ...]]:
    """Write the files of every agency and region that has a report below a site's top; returns them by address."""
    found = {name: rows(SCHEMAS[name], table) for name, table in tables.items()}
    wanted = portions(found["agencies"], found["regions"], set(found["reports"][AGENCY].to_pylist()))
    whole = Edition(package=package, version=version, id="", url=url)
    with TemporaryDirectory() as name:
        files = {one: TextFiles(SCHEMAS[one], Path(name)) for one in OF_AGENCIES}
        for one, file in files.items():
            file.add(found[one])
            file.close()
        place = Shelf.one(Path(name), {one: file.runs for one, file in files.items()})
        return write_some(wanted, place, found["codes"], folder, whole)


def write_some(
    wanted: Iterable[Portion], shelf: Shelf, codes: pa.Table, folder: Path, whole: Edition, *, workbooks: bool = True
) -> dict[str, tuple[PublishedFile, ...]]:
    """Write the files of some portions below a site's top, cut out of the shelf's files; returns them by address.

    Portions are made some at a time, since the work for one is mostly the work of beginning it; `whole` is the edition
    that they are cut from. Without `workbooks` there are archives only.
    """
    made = {}
    left = iter(wanted)
    known = Cut(codes.num_rows, bytes(text(csv_lines(SCHEMAS["codes"], codes))))
    while batch := list(islice(left, _AT_ONCE)):
        for portion, files in zip(batch, _contents(batch, shelf, known, whole, workbooks=workbooks), strict=True):
            path = folder / portion.address
            path.parent.mkdir(parents=True, exist_ok=True)
            made[portion.address] = tuple(_write(path.with_name(f"{path.name}.{end}"), c) for end, c in files.items())
    return made


def portions(agencies: pa.Table, regions: pa.Table, reporting: AbstractSet[str]) -> Iterator[Portion]:
    """Every agency that has a report, then every region with such an agency of its own: the regions below have theirs.

    With an agency goes the one that took over from it, which its row names.
    """
    register = agencies.select([AGENCY, "region_code", "name", "name_en", "successor_id"]).to_pylist()
    heirs = _heirs({agency[AGENCY]: agency["successor_id"] for agency in register})
    of_regions: dict[str, list[str]] = {}
    for agency in register:
        one = agency[AGENCY]
        of_regions.setdefault(agency["region_code"], []).append(one)
        if one in reporting:
            name = Text(zh=agency["name"], en=agency["name_en"])
            yield Portion(f"agencies/{one}/{one}", name, (one, *heirs[one]))
    for region in regions.select(["region_code", "name", "name_en"]).to_pylist():
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


@dataclass(frozen=True, slots=True)
class _Table:
    """A portion's rows of a table: how many, as CSV with its header, as XML."""

    count: int
    csv: Piece
    xml: bytes


def _contents(
    batch: list[Portion], shelf: Shelf, codes: Cut, whole: Edition, *, workbooks: bool
) -> Iterator[dict[str, bytes]]:
    """The files of each portion by ending."""
    book = sheets(_TABLES) if workbooks else ()
    wanted = [one.agencies for one in batch]
    cuts = {name: shelf.cuts(name, wanted) for name in _TABLES if name in OF_AGENCIES}
    tables = [
        _tables(book, number, cuts[name]) if name in cuts else _tables(book, number, [codes]) * len(batch)
        for number, name in enumerate(_TABLES, start=1)
    ]
    reports = _apart(_rows(SCHEMAS["reports"], cuts["reports"]), cuts["reports"])
    for portion, own, table in zip(batch, reports, zip(*tables, strict=True), strict=True):
        package = replace(whole.package, title=_OF.format(name=portion.name, title=whole.package.title))
        about = replace(whole, package=package)
        yield _files(about, own, dict(zip(_TABLES, table, strict=True)), book)


def _tables(book: tuple[Sheet, ...], number: int, cuts: Sequence[Cut]) -> list[_Table]:
    """A table's rows of several portions; as XML, numbered from the top of a sheet, where there is a book."""
    resource = SCHEMAS[_TABLES[number - 1]]
    top = header(resource)
    xml = _xml(book, number, _rows(resource, cuts), cuts) if book else [b""] * len(cuts)
    return [_Table(one.rows, piece(top + one.lines), sheet) for one, sheet in zip(cuts, xml, strict=True)]


def _rows(resource: Resource, cuts: Sequence[Cut]) -> pa.Table:
    """The rows of several portions, one after the other, as they were before they were written as CSV."""
    source = pa.BufferReader(b"".join((header(resource), *(one.lines for one in cuts))))
    rows = pa.concat_tables([schema(resource).empty_table(), *read_csv(resource, source)])
    free = {field.name for field in resource.fields if field.is_free_text}
    return pa.table({one: unsafe(rows[one]) if one in free else rows[one] for one in rows.column_names})


def _apart(rows: pa.Table, cuts: Sequence[Cut]) -> Iterator[pa.Table]:
    """The rows of each portion."""
    return (rows.slice(start, stop - start) for start, stop in _ends(cuts))


def _ends(cuts: Sequence[Cut]) -> Iterator[tuple[int, int]]:
    return pairwise(accumulate((one.rows for one in cuts), initial=0))


def _xml(book: tuple[Sheet, ...], number: int, rows: pa.Table, cuts: Sequence[Cut]) -> list[bytes]:
    first = book[number].heads + 1
    numbers = list(chain.from_iterable(range(first, first + one.rows) for one in cuts))
    written = lines(book, number, rows.combine_chunks(), numbers)
    offsets, words = memoryview(written.buffers()[1]).cast("i"), text(written)
    return [bytes(words[offsets[start] : offsets[stop]]) for start, stop in _ends(cuts)]


def _files(
    whole: Edition, reports: pa.Table, tables: Mapping[str, _Table], book: tuple[Sheet, ...]
) -> dict[str, bytes]:
    """A workbook, where there is one and it is not too large, and an archive, which is a package of its own."""
    made = {name: published_content(f"{name}.csv", cut.csv.content, cut.count) for name, cut in tables.items()}
    columns = {name: reports[name].to_pylist() for name in ("retrieved", "published", "year")}
    checksums = (file.sha256 for file in made.values())
    this = edition(whole.package, whole.version, checksums, url=whole.url, reports=columns)
    counts = {name: cut.count for name, cut in tables.items()}
    files = {}
    if book and fits(counts):
        rows = [cover(book, this, counts), *((cut.count, [cut.xml]) for cut in tables.values())]
        files["xlsx"] = packed((name, [piece(b"".join(parts))]) for name, parts in workbook(book, rows))
    inside = {f"{name}.csv": [cut.csv] for name, cut in tables.items()}
    inside[DESCRIPTORS["csv"]] = list(pieces(this, made, "csv"))
    files["zip"] = packed(sorted(inside.items()))
    return files


def _write(path: Path, content: bytes) -> PublishedFile:
    path.write_bytes(content)
    return published_content(path.name, content)
