"""Template pages + judged reports → the public site."""

from gongkai.website.overall import Key, Overall, overall, together
from gongkai.website.parts.peers import Shares
from gongkai.website.press import Press
from gongkai.website.publish import Printed, publish_chapter, publish_many, themed
from gongkai.website.site import Others, Site, compared, in_brief, others, whole
from gongkai.website.staging import Themed, site_url

__all__ = [
    "Key",
    "Others",
    "Overall",
    "Press",
    "Printed",
    "Shares",
    "Site",
    "Themed",
    "compared",
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
