"""The data page: which file for whom, with size, rows and checksum, and how to load it."""

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from gongkai.datapackage import MOST_CELLS, UNRELEASED, codes, schema_org
from gongkai.forms import FORMS
from gongkai.text import Language
from gongkai.website.parts import linked
from gongkai.website.parts.citation import cited
from gongkai.website.site import Site
from gongkai.website.stamp import Context

#: The formats that have a file for each table.
FORMATS: Final = ("csv", "json", "parquet")


def pages(site: Site, language: Language) -> Iterator[Context]:
    """The one page."""
    del language
    files = {file.name: file for file in site.files}
    formats = tuple(one for one in FORMATS if any(f"{entry.name}.{one}" in files for entry in site.codebook))
    tables = {f"{entry.name}.{one}" for entry in site.codebook for one in formats}
    yield {
        **_codebook(site, printable=False),
        "cited": cited(site, None, "data/index.html"),
        "files": files,
        "formats": formats if site.codebook else (),
        "json_ld": _linked(site),
        "volumes": site.volumes,
        "workbook_cells": MOST_CELLS,
        "whole": tuple(file for name, file in files.items() if name not in tables),
        "version": site.version,
        "unreleased": site.version.endswith(UNRELEASED),
        "url": site.url,
        "reports": site.others.reports,
    }


def codebook(site: Site, language: Language) -> Iterator[Context]:
    """The page with nothing but the codebook, all unfolded, to be printed."""
    del language
    yield {**_codebook(site, printable=True), "version": site.version}


def _codebook(site: Site, *, printable: bool) -> Context:
    return {
        "codebook": site.codebook,
        "lists": codes.LISTS,
        "forms": tuple(FORMS.values()),
        "printable": printable,
    }


def _linked(site: Site) -> Markup:
    """The data as search engines for data sets want them described; nothing where there are none."""
    if site.edition is None:
        return Markup()
    files = [file for file in site.files if file.rows is None and site.url]
    downloads = [{"@type": "DataDownload", "name": f.name, "contentUrl": f"{site.url}data/{f.name}"} for f in files]
    described = {"@context": "https://schema.org", **schema_org(site.edition)}
    return linked.script(described | ({"distribution": downloads} if downloads else {}))
