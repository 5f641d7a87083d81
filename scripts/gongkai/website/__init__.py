"""Template pages + a judged dataset → the public site."""

from gongkai.website.overall import Key
from gongkai.website.publish import publish
from gongkai.website.site import Site, whole
from gongkai.website.staging import site_url

__all__ = ["Key", "Site", "publish", "site_url", "whole"]
