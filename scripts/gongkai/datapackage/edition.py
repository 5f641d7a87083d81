"""The package as of one version of the data: what it says of itself wherever it is described."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from gongkai.datapackage.definitions import Package
from gongkai.text import Text

#: What an edition is told of reports.
OF_REPORTS: Final = ("retrieved", "published", "year")
#: Some plain values of each of these, the first and the last among them.
Dated = Mapping[str, Sequence[Any]]
_OF_REGIONS: Final = ["parent_code", "name", "name_en"]


@dataclass(frozen=True, slots=True)
class Area:
    """A region that the data are about, by its code of GB/T 2260."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version of the data.

    `url` is where it is published, with a slash at its end, or empty. `created` is the day when the data were last
    added to, `years` the first and last year that they are about: from the data, never from a clock, and empty where
    there is no report. `areas` are the outermost regions of the agencies that have a report.
    """

    package: Package
    version: str
    id: str
    url: str = ""
    created: str = ""
    years: tuple[int, ...] = ()
    areas: tuple[Area, ...] = ()


def edition(
    package: Package,
    version: str,
    checksums: Iterable[str],
    *,
    url: str = "",
    reports: Dated,
    areas: Iterable[Area] = (),
) -> Edition:
    """The edition whose tables have those checksums; the same ones and the same version make the same id.

    `reports` has the columns of that table, as plain values.
    """
    words = "\n".join((package.name, version, *checksums))
    known = sorted(day for day in (*reports["retrieved"], *reports["published"]) if day)
    years = reports["year"]
    return Edition(
        package=package,
        version=version,
        id=uuid.uuid5(uuid.NAMESPACE_URL, words).urn,
        url=url,
        created=known[-1] if known else "",
        years=(min(years), max(years)) if years else (),
        areas=tuple(areas),
    )


def dated(reports: pa.Table) -> Dated:
    """The first and the last of each column of that table that an edition is made from."""
    columns = reports.select(OF_REPORTS).combine_chunks()
    return {name: list(pc.min_max(columns[name]).as_py().values()) for name in OF_REPORTS}


def together(found: Iterable[Dated]) -> Dated:
    """The same of several tables, of which some may be empty."""
    every = tuple(found)
    return {name: [one for dates in every for one in dates[name] if one is not None] for name in OF_REPORTS}


def areas(agencies: pa.Table, regions: pa.Table, reporting: AbstractSet[str]) -> Iterator[Area]:
    """The outermost regions of the agencies with a report, by code; a region of an unknown parent is one of them."""
    places = zip(agencies["agency_id"].to_pylist(), agencies["region_code"].to_pylist(), strict=True)
    codes = dict(zip(regions["region_code"].to_pylist(), regions.select(_OF_REGIONS).to_pylist(), strict=True))
    outermost = {code for agency, code in places if agency in reporting}
    while inner := {code for code in outermost if code in codes and codes[code]["parent_code"] in codes}:
        outermost = (outermost - inner) | {codes[code]["parent_code"] for code in inner}
    for code in sorted(outermost & codes.keys()):
        yield Area(code, Text(zh=codes[code]["name"], en=codes[code]["name_en"]))
