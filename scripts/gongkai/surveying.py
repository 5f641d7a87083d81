"""What is about many: made while the package is finished, and what shows its files once it is there."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from gongkai import cache, chapters, datapackage, stages, website
from gongkai.chapters import Compiled, Compiling, Sheets
from gongkai.dataset import Folder
from gongkai.packaging import Package
from gongkai.present import Pages
from gongkai.website import Site
from gongkai.work import HERE, Workers


def survey(
    folder: Folder, compiling: Compiling, site: Site, made: Package, sheets: Sequence[Sheets], workers: Workers
) -> Compiled:
    """All of it, and the sitemap; `site` is without reports."""
    known, gathered = chapters.told(made.judged, sheets, compiling.themes), stages.gathered(folder)
    site = replace(site, overall=chapters.together(folder, made.judged))
    first = list(chapters.wanted(compiling, chapters.overviews(compiling, site, known), known, gathered))
    compiled = stages.compile_pages(folder, compiling, first, made.judged, workers)
    last = list(chapters.wanted(compiling, website.of_package(with_package(site, made)), known, gathered))
    compiled |= stages.compile_pages(folder, compiling, last, made.judged, HERE)
    return compiled | _sitemap(folder, compiling, pages(sheets, compiled))


def with_package(site: Site, made: Package) -> Site:
    """The site with the files of its package, once they are there."""
    published = made.published.result()
    codebook = datapackage.codebook(published.rows)
    return replace(site, files=published.files, volumes=published.volumes, codebook=codebook)


def pages(sheets: Iterable[Sheets], compiled: Compiled) -> list[str]:
    """The addresses of all pages, from the site's top."""
    own = chain.from_iterable(one.printed.pages.values() for one in sheets)
    many = (one.addresses for one in compiled.pages.values())
    return [address for some in chain(own, many) for address in some if address.endswith(".html")]


def _sitemap(folder: Folder, compiling: Compiling, addresses: Sequence[str]) -> Compiled:
    """The sitemap of those pages, as one more part."""
    languages, url = website.languages(folder), compiling.site.url
    key = cache.digest(compiling.state, *languages, "\n".join(addresses))
    known = chapters.there(compiling.present, "sitemap", key)
    names = website.write_sitemap(addresses, languages, url, compiling.target) if known is None else known
    return Compiled({"sitemap": Pages(key, names)}, frozenset(["sitemap"] if known is None else ()))
