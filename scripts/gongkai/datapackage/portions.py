"""The part of the package that is one agency's or one region's, beside its page: a workbook and an archive."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import accumulate, chain, islice
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
_AT_ONCE: Final = 50
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
class _Written:
    """A table's rows of several portions in words: the places where each portion's rows begin, as CSV and as XML."""

    starts: tuple[int, ...]
    csv: _Lines
    xml: _Lines

    def count(self, portion: int) -> int:
        """How many rows a portion has."""
        return self.starts[portion + 1] - self.starts[portion]


def _contents(
    batch: list[Portion], shelf: Shelf, codes: pa.Table, whole: Edition, *, workbooks: bool
) -> Iterator[dict[str, bytes]]:
    """The files of each portion by ending: a workbook, where it is not too large, and an archive."""
    book = sheets(_TABLES)
    written, reports = {}, []
    for number, name in enumerate(_TABLES, start=1):
        cuts = [shelf.rows(name, one.agencies) if name in OF_AGENCIES else codes for one in batch]
        written[name] = _in_words(book, number, cuts)
        if name == "reports":
            reports = cuts
    for place, portion in enumerate(batch):
        cut = {name: _cut(name, one, place) for name, one in written.items()}
        package = replace(whole.package, title=_OF.format(name=portion.name, title=whole.package.title))
        columns = {name: reports[place][name].to_pylist() for name in ("retrieved", "published", "year")}
        tables = {name: content for name, (content, _) in cut.items()}
        made = {n: published_content(f"{n}.csv", c, written[n].count(place)) for n, c in tables.items()}
        this = edition(package, whole.version, made.values(), url=whole.url, reports=columns)
        counts = {name: one.count(place) for name, one in written.items()}
        files = {}
        if workbooks and fits(counts):
            rows = [cover(book, this, counts), *((counts[name], [xml]) for name, (_, xml) in cut.items())]
            files["xlsx"] = packed((name, b"".join(pieces)) for name, pieces in workbook(book, rows))
        described = (line(this, made, "csv") + "\n").encode()
        inside = {DESCRIPTORS["csv"]: described, **{f"{name}.csv": content for name, content in tables.items()}}
        files["zip"] = packed(sorted(inside.items()))
        yield files


def _in_words(book: tuple[Sheet, ...], number: int, cuts: list[pa.Table]) -> _Written:
    """A table's rows of several portions, each numbered from the top of its own sheet."""
    resource, heads = SCHEMAS[_TABLES[number - 1]], book[number].heads
    rows = pa.concat_tables(cuts).combine_chunks()
    numbers = list(chain.from_iterable(range(heads + 1, heads + 1 + one.num_rows) for one in cuts))
    starts = tuple(accumulate((one.num_rows for one in cuts), initial=0))
    return _Written(starts, _Lines(csv_lines(resource, rows)), _Lines(lines(book, number, rows, numbers)))


def _cut(name: str, written: _Written, portion: int) -> tuple[bytes, bytes]:
    """A portion's rows of a table, as CSV and as XML."""
    rows = slice(written.starts[portion], written.starts[portion + 1])
    return delimited([SCHEMAS[name].names]).encode() + written.csv[rows], written.xml[rows]


def _write(path: Path, content: bytes) -> PublishedFile:
    path.write_bytes(content)
    return published_content(path.name, content)
