"""The search page: filled by a script in the reader's browser; without it, it says where the lists are."""

from collections.abc import Iterator

from gongkai.text import Language
from gongkai.website.site import Site
from gongkai.website.stamp import Context


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    yield {"reports": site.others.reports}
