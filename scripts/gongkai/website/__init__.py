"""Template pages + a judged dataset → the public site."""

from gongkai.website.publish import publish, site_url
from gongkai.website.site import Key, Site

__all__ = ["Key", "Site", "publish", "site_url"]
