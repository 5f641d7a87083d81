"""Every page of data says how it is cited, with the version, in three styles."""

import re
from html import unescape

import pytest

from gongkai.datapackage import SCHEMAS
from gongkai.datapackage.codes import LISTS
from gongkai.dataset import Folder
from places import ROOT

PAGES = {
    "data/index.html": ("政府信息公开工作年度报告数据", "Annual reports on government information disclosure in China"),
    "agencies/suqian-peoples-government/index.html": ("宿迁市人民政府：", "Suqian Municipal People's Government: "),
    "regions/310000.html": ("上海市：", "Shanghai Municipality: "),
    "years/2024.html": ("2024", "2024"),
    "indicators/disclosure_rate.html": ("公开率：", "Disclosure rate: "),
}
VERSION = (ROOT / "datasets" / "VERSION").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["", "en/"])
def test_a_page_says_how_it_is_cited(page: str, language: str, built: Folder) -> None:
    html = (built.site / f"{language}{page}").read_text(encoding="utf-8")
    found = re.findall(r'<pre class="gk-cite"[^>]*>(.*?)</pre>', html, re.DOTALL)
    gb, apa, bibtex = map(unescape, found)
    zh, en = PAGES[page]
    url = f"https://gongkai.example/{page}"
    assert zh in gb
    assert "[DS/OL]" in gb
    assert en in apa
    assert f"(Version {VERSION}) [Data set]" in apa
    assert bibtex.startswith("@misc{gongkai-")
    assert bibtex.count("{") == bibtex.count("}")
    for said in (gb, apa, bibtex):
        assert VERSION in said
        assert url in said


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_codebook_on_one_page_has_every_field_and_code_unfolded(language: str, built: Folder) -> None:
    html = (built.site / f"{language}data" / "codebook.html").read_text(encoding="utf-8")
    for name, resource in SCHEMAS.items():
        place = html.index(f'<details class="gk-fold" open id="resource-{name}">')
        for field in resource.fields:
            assert html.find(f"<code>{field.name}</code>", place) > 0, (name, field.name)
    for name, codes in LISTS.items():
        place = html.index(f'<details class="gk-fold" open id="list-{name}">')
        listed = unescape(html[place : html.index("</details>", place)])
        for code in codes:
            assert f"<code>{code.code}</code>" in listed
            assert code.label.zh in listed
            assert code.label.en in listed
