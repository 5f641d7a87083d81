"""Reports and judgements → a Frictionless Data Package: tidy tables, their files, and what describes them.

made = tables(dataset, judgements)
published = write(made, folder, version="1.0.0")  # or some agencies at a time: write_parts
validate(folder)
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from gongkai.datapackage import api, changelog, parts, releases
from gongkai.datapackage.codebook import FieldEntry, ResourceEntry, codebook
from gongkai.datapackage.content import Content, Place
from gongkai.datapackage.croissant import schema_org
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.edition import Dated, Edition, dated, together
from gongkai.datapackage.frames import frame
from gongkai.datapackage.judged import finding_rows
from gongkai.datapackage.parts import Part, of_register
from gongkai.datapackage.portions import Portion, portions, write_portions, write_some
from gongkai.datapackage.published import PublishedFile, checksums, there
from gongkai.datapackage.publishing import UNRELEASED, About, Publication, Writer, edition_of, write
from gongkai.datapackage.shelf import Shelf
from gongkai.datapackage.single import report_csv, report_json
from gongkai.datapackage.sums import Totals, totals
from gongkai.datapackage.tables import FORMATS
from gongkai.datapackage.validation import validate
from gongkai.datapackage.verification import verify
from gongkai.datapackage.versions import CHANGELOGS, publish_versions
from gongkai.datapackage.volumes import Lot, Volume, Volumes, folder_of, write_register, write_volume
from gongkai.datapackage.workbook import MOST_CELLS
from gongkai.dataset import Dataset
from gongkai.register import Register
from gongkai.rules import Judgement

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CHANGELOGS",
    "FORMATS",
    "MOST_CELLS",
    "SCHEMAS",
    "UNRELEASED",
    "About",
    "Dated",
    "Edition",
    "FieldEntry",
    "Lot",
    "Part",
    "Portion",
    "Publication",
    "PublishedFile",
    "ResourceEntry",
    "Shelf",
    "Totals",
    "Volume",
    "Volumes",
    "Writer",
    "add_parts",
    "api",
    "changelog",
    "checksums",
    "codebook",
    "coverage",
    "dated",
    "edition_of",
    "finding_rows",
    "folder_of",
    "of_register",
    "part",
    "portions",
    "publish_versions",
    "releases",
    "report_csv",
    "report_json",
    "schema_org",
    "tables",
    "there",
    "together",
    "totals",
    "validate",
    "verify",
    "write",
    "write_parts",
    "write_portions",
    "write_register",
    "write_some",
    "write_volume",
]


def coverage(
    dataset: Dataset, judgements: Mapping[Place, Judgement], waiting: AbstractSet[Place] = frozenset()
) -> Counter[str]:
    """How many agencies × years have each status of the resource `coverage`."""
    content = Content(dataset, judgements)
    made = parts.coverage(dataset.register, [parts.of_reports(content)["coverage"]], waiting)
    return Counter(made["coverage"]["status"].to_pylist())


def part(dataset: Dataset, judgements: Mapping[Place, Judgement]) -> Part:
    """The rows that some agencies' reports have in the tables of the package, which can be sent between processes.

    `judgements` has one for every report, by agency and year.
    """
    return parts.of_reports(Content(dataset, judgements))


def write_parts(
    register: Register,
    found: Iterable[Part],
    folder: Path,
    *,
    waiting: AbstractSet[Place] = frozenset(),
    **about: Unpack[About],
) -> Publication:
    """Write the package of a register's agencies from parts, which come in the order of their agencies' ids.

    Memory holds a part at a time. The same bytes as from the whole tables; raises `BuildError` where rows are wrong.
    """
    with Writer(folder, **about) as writer:
        add_parts(writer, register, of_register(register), found, waiting)
        return writer.close()


def add_parts(
    writer: Writer,
    register: Register,
    tables: Part,
    found: Iterable[Part],
    waiting: AbstractSet[Place] = frozenset(),
) -> None:
    """Write all rows of a register's agencies: its own `tables`, then parts as `write_parts` takes them."""
    for rows in _whole(register, tables, found, waiting):
        writer.add(rows)


def _whole(register: Register, tables: Part, found: Iterable[Part], waiting: AbstractSet[Place]) -> Iterator[Part]:
    """The parts, between what needs no report and what needs all."""
    there = []
    yield tables
    none = part(Dataset(register, ()), {})  # tables have their fields also where nobody has a report
    for one in chain([none], found):
        there.append(one["coverage"])
        yield {name: rows for name, rows in one.items() if name != "coverage"}
    yield parts.coverage(register, there, waiting)


def tables(
    dataset: Dataset, judgements: Mapping[Place, Judgement], waiting: AbstractSet[Place] = frozenset()
) -> "dict[str, pd.DataFrame]":
    """Every table of the package by name, sorted by key.

    `judgements` has one for every report, by agency and year; `waiting` names those of which a report is in the inbox.
    """
    made = {**of_register(dataset.register), **part(dataset, judgements)}
    made |= parts.coverage(dataset.register, [made["coverage"]], waiting)
    return {name: frame(resource, made[name]) for name, resource in SCHEMAS.items()}
