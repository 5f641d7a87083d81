"""Stable addresses for programs: agencies and indicators as JSON beside their pages.

The records are those of the package's tables, under the same names; a report's own JSON is `single.report_json`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Final, TypeVar, cast

from gongkai.datapackage import exact, judged, reports
from gongkai.datapackage.content import Place
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.exact import Tree
from gongkai.dataset import History
from gongkai.forms import INDICATORS
from gongkai.indicators import Column, Status, exactly
from gongkai.numerals import Value
from gongkai.register import Agency
from gongkai.rules import Judgement

R = TypeVar("R")

#: An indicator's value as JSON, all whose fields are JSON already.
_VALUE: Final = "{" + ", ".join(f"{exact.encode(name)}: %({name})s" for name in SCHEMAS["indicator_values"].names) + "}"
_STATUSES: Final = {status: exact.encode(status) for status in Status}
#: Records of a file, at most: what is longer goes on in another file.
MOST_RECORDS: Final = 5_000


def agency(history: History, judgements: Mapping[Place, Judgement]) -> tuple[str, str]:
    """An agency with its reports: the address from the site's top, and the JSON."""
    one = history.agency
    listed: list[Tree] = [
        {
            **_record("reports", reports.row(report, judgements[report.agency, report.year])),
            "url": f"agencies/{report.agency}/{report.year}.json",
        }
        for report in history.reports.values()
    ]
    record = {**_record("agencies", asdict(one)), "reports": listed}
    return f"agencies/{one.agency_id}/index.json", exact.record(record)


def lists(agencies: Sequence[Agency], reports: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    """The list of agencies that have a report, and of indicators, and each indicator with where its values are.

    `reports` says how many there are of each year.
    """
    yield from _agencies(agencies)
    indicators = list(judged.indicators())
    listed: list[Tree] = [
        {**_record("indicators", row), "url": f"indicators/{row['indicator']}.json"} for row in indicators
    ]
    yield "indicators/index.json", exact.record({"indicators": listed})
    for row in indicators:
        parts: list[Tree] = [
            {"year": year, "values": count, "url": _values_address(str(row["indicator"]), year, part)}
            for year, reports_of in sorted(reports.items())
            for part, count in enumerate(_counts(reports_of), start=1)
        ]
        yield f"indicators/{row['indicator']}.json", exact.record({**_record("indicators", row), "parts": parts})


def _agencies(agencies: Sequence[Agency]) -> Iterator[tuple[str, str]]:
    """In order, some a file; each file but the last says which is next."""
    parts = _parts(agencies) or [[]]
    addresses = ["agencies/index.json", *(f"agencies/index-{number}.json" for number in range(2, len(parts) + 1))]
    for address, following, part in zip(addresses, [*addresses[1:], None], parts, strict=True):
        listed: list[Tree] = [
            {**_record("agencies", asdict(one)), "url": f"agencies/{one.agency_id}/index.json"} for one in part
        ]
        yield address, exact.record({"agencies": listed, "next": following})


def values(indicator: str, year: int, column: Column) -> Iterator[tuple[str, str]]:
    """The values of an indicator in a year, by agency, in the order of their ids."""
    plain = not INDICATORS[indicator].denominator
    same = {"year": exact.encode(year), "indicator": exact.encode(indicator)}
    rows = sorted(zip(*column, strict=True))
    for part, some in enumerate(_parts(rows), start=1):
        lines: list[Tree] = [exact.Json(_VALUE % (same | _texts(row, plain=plain))) for row in some]
        yield _values_address(indicator, year, part), exact.record({"values": lines})


def _texts(row: tuple[str, Value | None, Value | None, Status, int | None], *, plain: bool) -> dict[str, str]:
    """What a column says of one agency, each field as JSON."""
    agency_id, numerator, denominator, status, share = row
    return {
        "agency_id": exact.encode(agency_id),
        "numerator": exact.number(numerator),
        "denominator": exact.number(denominator),
        "value": exact.number(numerator if plain else None if share is None else exactly(share)),
        "status": _STATUSES[status],
    }


def _values_address(indicator: str, year: int, part: int) -> str:
    return f"indicators/{indicator}/{year}-{part}.json"


def _parts(records: Sequence[R]) -> list[Sequence[R]]:
    return [records[start : start + MOST_RECORDS] for start in range(0, len(records), MOST_RECORDS)]


def _counts(records: int) -> Iterator[int]:
    """How many of so many records are in each file."""
    return (min(MOST_RECORDS, records - start) for start in range(0, records, MOST_RECORDS))


def _record(resource: str, row: Mapping[str, object]) -> dict[str, Tree]:
    """A row with every field of the table, `null` where it is empty."""
    values = {name: row.get(name) for name in SCHEMAS[resource].names}
    return {name: cast("Tree", None if value == "" else value) for name, value in values.items()}
