"""The sitemap."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from gongkai.website import sitemap
from gongkai.website.sitemap import write_sitemap

NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _locations(path: Path) -> list[str | None]:
    return [item.text for item in ET.parse(path).iter(f"{NAMES}loc")]  # noqa: S314  our own file


def test_every_page_but_the_error_page_is_listed(tmp_path: Path) -> None:
    write_sitemap(["b.html", "a/机.html", "404.html", "x&y.html"], ("zh", "en"), "https://x.example/", tmp_path)
    assert _locations(tmp_path / "sitemap.xml") == [
        "https://x.example/a/%E6%9C%BA.html",
        "https://x.example/b.html",
        "https://x.example/x%26y.html",
    ]
    assert "https://x.example/sitemap.xml" in (tmp_path / "robots.txt").read_text()


def test_a_large_site_has_an_index_of_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "_LARGEST", 2)
    write_sitemap([f"{n}.html" for n in range(5)], ("zh",), "https://x.example/", tmp_path)
    assert len(_locations(tmp_path / "sitemap.xml")) == 3
    assert [len(_locations(tmp_path / f"sitemap-{n}.xml")) for n in (1, 2, 3)] == [2, 2, 1]


def test_no_sitemap_without_an_address(tmp_path: Path) -> None:
    write_sitemap(["a.html"], ("zh",), "", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_page_names_itself_in_every_language_that_has_it(tmp_path: Path) -> None:
    write_sitemap(["a.html", "en/a.html", "b.html"], ("zh", "en"), "https://x.example/", tmp_path)
    link = "{http://www.w3.org/1999/xhtml}link"
    found = {
        url.findtext(f"{NAMES}loc"): {one.attrib["hreflang"]: one.attrib["href"] for one in url.iter(link)}
        for url in ET.parse(tmp_path / "sitemap.xml").iter(f"{NAMES}url")  # noqa: S314  our own file
    }
    both = {"zh": "https://x.example/a.html", "en": "https://x.example/en/a.html"}
    assert found == {
        "https://x.example/a.html": both,
        "https://x.example/en/a.html": both,
        "https://x.example/b.html": {},
    }
