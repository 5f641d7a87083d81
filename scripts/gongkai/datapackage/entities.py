"""Who publishes reports, where, and for which years: `agencies`, `regions`, `coverage`."""

from collections.abc import Iterator
from dataclasses import asdict

from gongkai.datapackage.content import Content
from gongkai.register import Agency


def agencies(content: Content) -> Iterator[dict[str, object]]:
    """Every agency of the register, with a report or not."""
    return (asdict(agency) for agency in content.dataset.register.agencies.values())


def regions(content: Content) -> Iterator[dict[str, object]]:
    """Every region of the register."""
    return (asdict(region) for region in content.dataset.register.regions.values())


def coverage(content: Content) -> Iterator[dict[str, object]]:
    """Every agency × every year from the first to the last that has a report."""
    years = {report.year for report in content.dataset.reports}
    for agency in content.dataset.register.agencies.values():
        for year in range(min(years), max(years) + 1) if years else ():
            yield {"agency_id": agency.agency_id, "year": year, "status": _status(content, agency, year)}


def _status(content: Content, agency: Agency, year: int) -> str:
    place = (agency.agency_id, year)
    if judgement := content.judgements.get(place):
        return "published_with_findings" if judgement.contradictions else "published"
    if place in content.waiting:
        return "waiting"
    return "not_found" if agency.expected(year) else "did_not_exist"
