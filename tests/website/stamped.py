"""Generated pages without the theme: a template page's own Markdown, filled as the build fills it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import markdown
from selectolax.lexbor import LexborHTMLParser

from gongkai.dataset import Dataset, Folder, History
from gongkai.pipeline import judge
from gongkai.register import Agency, Region, Register
from gongkai.report import Report
from gongkai.text import Language
from gongkai.website import Site, whole
from gongkai.website.kinds import KINDS
from gongkai.website.placeholders import Placeholders
from gongkai.website.staging import template_source
from gongkai.website.stamp import Context, Stamper, environment
from invented import AGENCY
from places import ROOT

REGIONS = {
    "990000": Region(region_code="990000", name="某省", name_en="Some Province", level="province"),
    "990100": Region(region_code="990100", name="某市", name_en="Some City", parent_code="990000", level="prefecture"),
}


def agency(agency_id: str = AGENCY, **changed: str) -> Agency:
    """A made-up bureau."""
    known = {"name": "某某局", "name_en": "Some Bureau", "region_code": "990100", "level": "prefecture"}
    return Agency(agency_id=agency_id, **{"kind": "department", **known, **changed})


def site(
    reports: Iterable[Report],
    agencies: Mapping[str, Agency] | None = None,
    url: str = "",
    regions: Mapping[str, Region] = REGIONS,
) -> Site:
    """A judged site of these reports; agencies that are not given are made up."""
    by_agency: dict[str, dict[int, Report]] = {}
    for report in reports:
        by_agency.setdefault(report.agency, {})[report.year] = report
    known = dict(agencies or {})
    for code in by_agency:
        known.setdefault(code, agency(code))
    histories = tuple(History(known[code], dict(sorted(years.items()))) for code, years in sorted(by_agency.items()))
    dataset = Dataset(Register(known, regions), histories)
    return whole(dataset, judge(dataset), "2026.1", url)


@cache
def stamper(kind: str, language: Language) -> Stamper:
    """A kind of page, ready to be filled."""
    address = next(one.address for one in KINDS if one.name == kind)
    body = template_source(Folder(ROOT), kind).split("---\n", 2)[2]
    hidden = Placeholders()
    html = markdown.markdown(hidden.hide(body), extensions=["attr_list", "md_in_html"])
    return Stamper(environment(language), address, hidden.reveal(html))


def pages(kind: str, of: Site, language: Language = "zh") -> dict[str, str]:
    """The HTML of every page of a kind, by address."""
    view: Callable[[Site, Language], Iterator[Context]] = next(one.view for one in KINDS if one.name == kind)
    return dict(stamper(kind, language).page(context) for context in view(of, language))


def page(kind: str, of: Site, language: Language = "zh") -> LexborHTMLParser:
    """The first page of a kind."""
    return LexborHTMLParser(next(iter(pages(kind, of, language).values())))
