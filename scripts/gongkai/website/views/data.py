"""The data page: which file for whom, with size, rows and checksum, and how to load it."""

from collections.abc import Iterator
from typing import Final

from gongkai.datapackage import MOST_CELLS, codes
from gongkai.forms import FORMS
from gongkai.text import Language
from gongkai.website.site import Site
from gongkai.website.stamp import Context

#: The formats that have a file for each table.
FORMATS: Final = ("csv", "json", "parquet")


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    files = {file.name: file for file in site.files}
    formats = tuple(one for one in FORMATS if all(f"{entry.name}.{one}" in files for entry in site.codebook))
    tables = {f"{entry.name}.{one}" for entry in site.codebook for one in formats}
    yield {
        "files": files,
        "formats": formats if site.codebook else (),
        "workbook_cells": MOST_CELLS,
        "whole": tuple(file for name, file in files.items() if name not in tables),
        "codebook": site.codebook,
        "lists": codes.LISTS,
        "version": site.version,
        "url": site.url,
        "reports": len(site.judgements),
        "forms": tuple(FORMS.values()),
    }
