"""A tiny site with nothing but the search: the form in a header, and a search page."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from pathlib import Path

from gongkai.website.search import Entry, cut, write_index

TEXTS = {
    "found": "找到 {count} 条结果",
    "similar": "没有完全符合的，相近的有 {count} 条",
    "none": "没有找到“{query}”",
    "failed": "搜索没有载入，请稍后再试。",
    "more": "查看全部 {count} 条",
    "next": "更多",
    "results": "搜索结果",
    "report": "{title} {year}年年报",
    "kind-agency": "机关",
    "kind-report": "年报",
    "kind-region": "地区",
    "kind-year": "年份",
    "kind-page": "页面",
}
_CSP = "default-src 'none'; script-src 'self'; style-src 'self'"
_PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">{csp}
<link rel="stylesheet" href="search.css"><script src="search.js" defer></script></head>
<body><main><h1>{title}</h1>{form}<div id="found"></div><p id="below">正文</p></main></body></html>
"""
_FORM = """<form class="gk-search" role="search" action="search.html" data-base="" data-index="search"{texts}{list}>
<label class="gk-search__label" for="q">查机关</label>
<div class="gk-search__row"><input class="gk-search__input" id="q" name="q" type="search">
<button class="gk-search__button">搜索</button></div></form>"""


def build(folder: Path, entries: Iterable[Entry], *, csp: bool = True) -> Path:
    """Write the site with an index of the entries; returns its folder."""
    write_index([cut(entries)], folder / "search")
    return write_site(folder, csp=csp)


def write_site(folder: Path, *, csp: bool) -> Path:
    """Write the site around the index in its folder `search`."""
    assets = files("gongkai.website") / "assets"
    for name in ("search-index.js", "search.js", "search.css"):
        (folder / name).write_bytes((assets / name).read_bytes())
    # Chromium takes every file of a folder for another origin, so that 'self' means nothing there.
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">' if csp else ""
    for name, target in (("index.html", ""), ("search.html", ' data-list="found"')):
        form = _FORM.format(texts=_attributes(TEXTS), list=target)
        (folder / name).write_text(_PAGE.format(title=name, csp=meta, form=form), encoding="utf-8")
    return folder


def _attributes(texts: dict[str, str]) -> str:
    return "".join(f' data-{name}="{escape(text)}"' for name, text in texts.items())
