"""Every kind of generated page: its template, its address, and the view that says what stands on each page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.text import Language
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.views import (
    agencies,
    agency,
    changes,
    compare,
    data,
    home,
    indicator,
    region,
    regions,
    report,
    rule,
    search_page,
    year,
    years,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is the template page (`templates/<name>.md`); `address` has names in braces: its contexts give them."""

    name: str
    address: str
    view: Callable[[Site, Language], Iterator[Context]]


#: Pages about one agency, which a chapter of agencies is enough for.
ABOUT_ONE: Final = (
    Kind("report", "agencies/{agency_id}/{year}.html", report.pages),
    Kind("agency", "agencies/{agency_id}/index.html", agency.pages),
)
#: Pages that say something of many agencies.
ABOUT_MANY: Final = (
    Kind("home", "index.html", home.pages),
    Kind("agencies", "agencies/index.html", agencies.pages),
    Kind("years", "years/index.html", years.pages),
    Kind("year", "years/{year}.html", year.pages),
    Kind("regions", "regions/index.html", regions.pages),
    Kind("region", "regions/{region_code}.html", region.pages),
    Kind("indicators", "indicators/index.html", indicator.index),
    Kind("indicator", "indicators/{indicator}.html", indicator.pages),
    Kind("compare", "compare/index.html", compare.pages),
    Kind("rules", "rules/index.html", rule.index),
    Kind("rule", "rules/{rule}.html", rule.pages),
    Kind("data", "data/index.html", data.pages),
    Kind("codebook", "data/codebook.html", data.codebook),
    Kind("changes", "data/changes.html", changes.pages),
    Kind("search_page", "search.html", search_page.pages),
)
KINDS: Final = (*ABOUT_ONE, *ABOUT_MANY)
