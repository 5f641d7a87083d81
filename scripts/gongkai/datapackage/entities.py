"""Who publishes reports, where, and for which years: `agencies`, `regions`, `coverage`."""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields
from typing import Final

from gongkai.datapackage.content import Content, Place
from gongkai.register import Agency, Region, Register

_OF_AGENCY: Final = tuple(field.name for field in fields(Agency))
_OF_REGION: Final = tuple(field.name for field in fields(Region))


def agencies(register: Register) -> Iterator[dict[str, object]]:
    """Every agency of the register, with a report or not."""
    return (_row(_OF_AGENCY, agency) for agency in register.agencies.values())


def regions(register: Register) -> Iterator[dict[str, object]]:
    """Every region of the register."""
    return (_row(_OF_REGION, region) for region in register.regions.values())


def _row(names: tuple[str, ...], one: Agency | Region) -> dict[str, object]:
    """A row of the register, which has thousands: `dataclasses.asdict` takes five times as long."""
    return {name: getattr(one, name) for name in names}


def published(content: Content) -> Iterator[dict[str, object]]:
    """Every agency and year that has a report."""
    for report, judgement in content.judged:
        status = status_of(contradicting=judgement.contradictions > 0)
        yield {"agency_id": report.agency, "year": report.year, "status": status}


def coverage(
    register: Register, found: Mapping[Place, str], waiting: AbstractSet[Place], years: Collection[int]
) -> Iterator[dict[str, object]]:
    """Every agency × every year from the first to the last of `years`; `found` are those that have a report."""
    for agency in register.agencies.values():
        for year in range(min(years), max(years) + 1) if years else ():
            status = found.get((agency.agency_id, year)) or status_without(agency, year, waiting)
            yield {"agency_id": agency.agency_id, "year": year, "status": status}


def status_of(*, contradicting: bool) -> str:
    """The status of an agency and year with a report, by whether its figures contradict each other."""
    return "published_with_findings" if contradicting else "published"


def status_without(agency: Agency, year: int, waiting: AbstractSet[Place]) -> str:
    """The status of an agency and year without a report that is published."""
    if (agency.agency_id, year) in waiting:
        return "waiting"
    return "not_found" if agency.expected(year) else "did_not_exist"
