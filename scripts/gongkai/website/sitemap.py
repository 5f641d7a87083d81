"""`sitemap.xml` for search engines, in parts of at most 50,000 addresses.

Every page names itself in each language that has it. Without dates: the same input gives the same bytes.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from gongkai.text import Language
from gongkai.website.staging import DEFAULT

_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS: Final = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_LARGEST: Final = 50_000
_NOT_FOUND: Final = "404.html"


def write_sitemap(
    addresses: Iterable[str], languages: Sequence[Language], site_url: str, folder: Path
) -> tuple[str, ...]:
    """Write the sitemap of a site below `folder`, and `robots.txt` that points to it; returns the files' names.

    Nothing is written without a site's URL.
    """
    if not site_url:
        return ()
    listed = sorted({address for address in addresses if not address.endswith(_NOT_FOUND)})
    urls, parts = _urls(listed, languages, site_url), -(-len(listed) // _LARGEST)
    names = [f"sitemap-{number}.xml" for number in range(1, parts + 1)] if parts > 1 else []
    for name in names or ["sitemap.xml"]:
        _write(folder / name, f"urlset {_NAMESPACE} {_LINKS}", islice(urls, _LARGEST))
    if names:
        found = [f"<sitemap><loc>{escape(site_url + name)}</loc></sitemap>" for name in names]
        _write(folder / "sitemap.xml", f"sitemapindex {_NAMESPACE}", found)
    (folder / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n", encoding="utf-8")
    return ("sitemap.xml", *names, "robots.txt")


def _urls(addresses: Sequence[str], languages: Sequence[Language], site_url: str) -> Iterator[str]:
    """An element a page, with a link to the page in each language where there are several."""
    known = set(addresses)
    for address in addresses:
        versions = {language: one for language, one in _versions(address, languages) if one in known}
        links = "".join(_link(language, site_url + quote(one)) for language, one in versions.items())
        located = f"<loc>{escape(site_url + quote(address))}</loc>"
        yield f"<url>{located}{links if len(versions) > 1 else ''}</url>"


def _versions(address: str, languages: Collection[Language]) -> Iterator[tuple[Language, str]]:
    """Where the same page stands in each language."""
    others = {f"{language}/" for language in languages if language != DEFAULT}
    folder = next((other for other in others if address.startswith(other)), "")
    for language in languages:
        yield language, ("" if language == DEFAULT else f"{language}/") + address.removeprefix(folder)


def _link(language: Language, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(url)}/>'


def _write(path: Path, root: str, elements: Iterable[str]) -> None:
    name = root.partition(" ")[0]
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>\n')
        stream.writelines(f"{element}\n" for element in elements)
        stream.write(f"</{name}>\n")
