"""The page of one report."""

from collections.abc import Iterator

from gongkai.text import Language
from gongkai.website.site import Site
from gongkai.website.stamp import Context


def pages(site: Site, language: Language) -> Iterator[Context]:
    """One context a report."""
    for history, report in site.reports:
        yield {"agency_id": report.agency, "year": report.year, "title": report.title, "agency": history.agency}
