"""Reports and judgements → a Frictionless Data Package: tidy tables, their files, and what describes them.

made = tables(dataset, judgements)
published = write(made, folder, version="1.0.0")
validate(folder)
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

import pandas as pd

from gongkai.datapackage import api, changelog, codes, entities, figures, judged, releases, reports
from gongkai.datapackage.codebook import FieldEntry, ResourceEntry, codebook
from gongkai.datapackage.content import Content, Place
from gongkai.datapackage.croissant import schema_org
from gongkai.datapackage.derivation import SCHEMAS, statutory
from gongkai.datapackage.edition import Edition
from gongkai.datapackage.frames import frame
from gongkai.datapackage.judged import finding_rows
from gongkai.datapackage.portions import write_portions
from gongkai.datapackage.published import PublishedFile, checksums
from gongkai.datapackage.publishing import UNRELEASED, Publication, write
from gongkai.datapackage.single import report_csv, report_json
from gongkai.datapackage.validation import validate
from gongkai.datapackage.verification import verify
from gongkai.datapackage.versions import CHANGELOGS, publish_versions
from gongkai.datapackage.workbook import MOST_CELLS
from gongkai.dataset import Dataset
from gongkai.rules import Judgement

__all__ = [
    "CHANGELOGS",
    "MOST_CELLS",
    "RESOURCES",
    "SCHEMAS",
    "UNRELEASED",
    "Edition",
    "FieldEntry",
    "Publication",
    "PublishedFile",
    "ResourceEntry",
    "api",
    "changelog",
    "checksums",
    "codebook",
    "coverage",
    "finding_rows",
    "publish_versions",
    "releases",
    "report_csv",
    "report_json",
    "schema_org",
    "tables",
    "validate",
    "verify",
    "write",
    "write_portions",
]

#: Every resource by name → what yields its rows. `SCHEMAS` has the fields of each, and the order.
RESOURCES: Final[Mapping[str, Callable[[Content], Iterable[Mapping[str, object]]]]] = {
    "agencies": entities.agencies,
    "regions": entities.regions,
    "reports": reports.reports,
    **{table: partial(figures.rows, table) for table in statutory()},
    "statements": reports.statements,
    "codes": lambda _: codes.rows(),
    "findings": judged.findings,
    "rules": lambda _: judged.rules(),
    "indicators": lambda _: judged.indicators(),
    "indicator_values": judged.indicator_values,
    "coverage": entities.coverage,
    "reports_wide": figures.wide,
}


def coverage(
    dataset: Dataset, judgements: Mapping[Place, Judgement], waiting: AbstractSet[Place] = frozenset()
) -> Counter[str]:
    """How many agencies × years have each status of the resource `coverage`."""
    return Counter(str(row["status"]) for row in entities.coverage(Content(dataset, judgements, waiting)))


def tables(
    dataset: Dataset, judgements: Mapping[Place, Judgement], waiting: AbstractSet[Place] = frozenset()
) -> dict[str, pd.DataFrame]:
    """Every table of the package by name, sorted by key.

    `judgements` has one for every report, by agency and year; `waiting` names those of which a report is in the inbox.
    """
    content = Content(dataset, judgements, waiting)
    return {name: frame(SCHEMAS[name], rows(content)) for name, rows in RESOURCES.items()}
