"""`sitemap.xml` for search engines, in parts of at most 50,000 addresses.

Without dates: the same input gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LARGEST: Final = 50_000
_NOT_FOUND: Final = "404.html"


def write_sitemap(addresses: Iterable[str], site_url: str, folder: Path) -> None:
    """Write the sitemap of a site below `folder`, and `robots.txt` that points to it; nothing without a site's URL."""
    if not site_url:
        return
    urls = sorted(site_url + quote(address) for address in addresses if not address.endswith(_NOT_FOUND))
    parts = list(_parts(urls))
    if len(parts) <= 1:
        _write(folder / "sitemap.xml", "urlset", "url", urls)
    else:
        for number, part in enumerate(parts, start=1):
            _write(folder / f"sitemap-{number}.xml", "urlset", "url", part)
        names = [f"{site_url}sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        _write(folder / "sitemap.xml", "sitemapindex", "sitemap", names)
    (folder / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n", encoding="utf-8")


def _parts(urls: Sequence[str]) -> Iterable[Sequence[str]]:
    return (urls[start : start + _LARGEST] for start in range(0, len(urls), _LARGEST))


def _write(path: Path, root: str, item: str, urls: Sequence[str]) -> None:
    lines = "".join(f"<{item}><loc>{escape(url)}</loc></{item}>\n" for url in urls)
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{lines}</{root}>\n', encoding="utf-8"
    )
