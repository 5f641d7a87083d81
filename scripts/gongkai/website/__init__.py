"""Template pages + judged reports → the public site."""

from gongkai.website.others import Beside, Others, beside, compared, others
from gongkai.website.overall import Key, Overall, overall, together
from gongkai.website.parts.peers import Shares
from gongkai.website.press import Press
from gongkai.website.publish import Printed, found_of, frame, publish_chapter, publish_many, themed
from gongkai.website.search import Part
from gongkai.website.site import Site, in_brief, whole
from gongkai.website.staging import Themed, site_url

__all__ = [
    "Beside",
    "Key",
    "Others",
    "Overall",
    "Part",
    "Press",
    "Printed",
    "Shares",
    "Site",
    "Themed",
    "beside",
    "compared",
    "found_of",
    "frame",
    "in_brief",
    "others",
    "overall",
    "publish_chapter",
    "publish_many",
    "site_url",
    "themed",
    "together",
    "whole",
]
