"""What changed from version to version of the data."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.datapackage import changelog
from gongkai.text import Language, Text
from gongkai.website.site import Site
from gongkai.website.stamp import Context


@dataclass(frozen=True, slots=True)
class Version:
    """A released version with its changes in words."""

    version: str
    heading: Text
    items: tuple[changelog.Item, ...]


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    yield {
        "releases": tuple(Version(one.version, changelog.heading(one), changelog.items(one)) for one in site.releases)
    }
