"""Template pages + judged reports → the public site."""

from gongkai.website.brief import Brief, Key, briefs
from gongkai.website.excerpts import BRIEFS, VALUES, Excerpt, excerpts, joined
from gongkai.website.others import Beside, Others, beside, compared, others
from gongkai.website.overall import Overall, overall, together
from gongkai.website.overviews import Overview, common, of_agencies, of_package, of_reports, state
from gongkai.website.parts.peers import Shares
from gongkai.website.press import Press
from gongkai.website.publish import (
    Printed,
    findable,
    found_of,
    frame,
    publish_chapter,
    publish_overview,
    themed,
    written,
)
from gongkai.website.search import Part
from gongkai.website.signs import signs
from gongkai.website.site import Site, whole
from gongkai.website.sitemap import write_sitemap
from gongkai.website.staging import Themed, languages, site_url

__all__ = [
    "BRIEFS",
    "VALUES",
    "Beside",
    "Brief",
    "Excerpt",
    "Key",
    "Others",
    "Overall",
    "Overview",
    "Part",
    "Press",
    "Printed",
    "Shares",
    "Site",
    "Themed",
    "beside",
    "briefs",
    "common",
    "compared",
    "excerpts",
    "findable",
    "found_of",
    "frame",
    "joined",
    "languages",
    "of_agencies",
    "of_package",
    "of_reports",
    "others",
    "overall",
    "publish_chapter",
    "publish_overview",
    "signs",
    "site_url",
    "state",
    "themed",
    "together",
    "whole",
    "write_sitemap",
    "written",
]
