"""Every link of the built site leads somewhere, and no page says an id twice."""

from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai.dataset import Folder

#: The address that the project's own configuration names.
SITE = "https://gongkai.example/"
_LINKS = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"))


@cache
def _parsed(page: Path) -> LexborHTMLParser:
    return LexborHTMLParser(page.read_text(encoding="utf-8"))


@cache
def _ids(page: Path) -> Counter[str]:
    return Counter(node.attributes["id"] or "" for node in _parsed(page).css("[id]"))


def _targets(page: Path) -> set[str]:
    found = {node.attributes.get(name) for tag, name in _LINKS for node in _parsed(page).css(f"{tag}[{name}]")}
    return {address for address in found if address and not urlsplit(address).scheme and not address.startswith("//")}


def _lost(page: Path, address: str, site: Path) -> bool:
    parts = urlsplit(address)
    base = site if parts.path.startswith("/") else page.parent
    target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else page
    if target.is_dir():
        target = target / "index.html"
    if not target.is_file():
        return True
    anchor = unquote(parts.fragment)
    chosen = "=" in anchor  # what a reader chose on a page, not a place in it
    return (
        bool(anchor)
        and not chosen
        and target.suffix == ".html"
        and not anchor.startswith("__")
        and anchor not in _ids(target)
    )


def _pages(folder: Folder) -> list[Path]:
    return sorted(folder.site.rglob("*.html"))


def test_every_internal_link_leads_somewhere(built: Folder) -> None:
    lost = {
        f"{page.relative_to(built.site)} -> {address}"
        for page in _pages(built)
        for address in _targets(page)
        if _lost(page, address, built.site.resolve())
    }
    assert not lost, "\n".join(sorted(lost)[:40])


def test_no_page_has_an_id_twice(built: Folder) -> None:
    twice = {
        f"{page.relative_to(built.site)}: {name}"
        for page in _pages(built)
        for name, count in _ids(page).items()
        if count > 1
    }
    assert not twice, "\n".join(sorted(twice)[:40])


@pytest.mark.parametrize("tag", ["script[src]", "link[rel=stylesheet]", "img[src]"])
def test_nothing_comes_from_a_third_party(built: Folder, tag: str) -> None:
    for page in _pages(built):
        for node in _parsed(page).css(tag):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert not urlsplit(address).netloc, f"{page}: {address}"


def test_every_template_is_filled(built: Folder) -> None:
    for page in _pages(built):
        article = _parsed(page).css_first("article")
        assert article is not None, page
        text = article.text()
        assert "gkq" not in text, page
        (title,) = _parsed(page).css("h1")
        assert title.text().strip(), page


def test_every_page_names_itself_in_both_languages(built: Folder) -> None:
    for page in _pages(built):
        address = page.relative_to(built.site).as_posix()
        if address.endswith("404.html"):
            continue
        same = address.removeprefix("en/")
        links = _parsed(page).css("link[rel=alternate][hreflang]")
        found = {link.attributes["hreflang"]: link.attributes["href"] for link in links}
        assert found == {"zh": SITE + same, "en": f"{SITE}en/{same}", "x-default": SITE + same}, address
        (canonical,) = _parsed(page).css("link[rel=canonical]")
        assert canonical.attributes["href"] == SITE + address


def test_every_page_but_a_few_lights_one_tab(built: Folder) -> None:
    for page in _pages(built):
        address = page.relative_to(built.site).as_posix().removeprefix("en/")
        tabs = [tab.attributes["href"] or "" for tab in _parsed(page).css(".md-tabs__item--active a")]
        folder = address.rpartition("/")[0].partition("/")[0]
        assert len(tabs) == (address not in {"404.html", "search.html"}), address
        assert all((page.parent / tab).resolve().parent.name in {folder, "site", "en"} for tab in tabs), address
