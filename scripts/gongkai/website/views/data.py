"""The data page: which file for whom, with size, rows and checksum, and how to load it."""

from collections.abc import Iterator

from gongkai.datapackage import codes
from gongkai.forms import FORMS
from gongkai.text import Language
from gongkai.website.site import Site
from gongkai.website.stamp import Context


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    yield {
        "files": {file.name: file for file in site.files},
        "codebook": site.codebook,
        "lists": codes.LISTS,
        "version": site.version,
        "reports": len(site.judgements),
        "forms": tuple(FORMS.values()),
    }
