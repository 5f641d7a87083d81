"""The page of a report says what the report says: figures, blanks, findings, nothing more and nothing less."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.cell import Cell
from gongkai.dataset import Folder, load
from gongkai.forms import FORMS
from gongkai.numerals import grouped
from gongkai.pipeline import judge
from gongkai.report import Mark, Report, Source, Statement
from gongkai.text import LANGUAGES
from gongkai.website import Site, whole
from gongkai.website.parts.citation import Citation
from gongkai.website.parts.explanations import EXPLANATIONS
from gongkai.website.parts.printed import Layout, filled
from gongkai.website.words import TEXTS
from invented import reports, with_figure, without_row, without_table
from places import ROOT
from website.stamped import agency, page, pages, site

_FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_HOSTILE = "</script><script>alert(1)</script>\"'&<b>\u2028"
_TOTAL = Cell("requests", "total", "total")
_RECEIVED = Cell("requests", "received_new", "total")


@pytest.fixture(scope="module")
def real() -> Site:
    dataset = load(Folder(ROOT))
    return whole(dataset, judge(dataset), "1", "https://example.org/")


@pytest.fixture(scope="module")
def real_pages(real: Site) -> dict[str, LexborHTMLParser]:
    return {address: LexborHTMLParser(html) for address, html in pages("report", real).items()}


def _text(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def _by_id(html: LexborHTMLParser, element: str) -> LexborNode:
    found = html.css_first(f'[id="{element}"]')
    assert found is not None, element
    return found


def _figure(node: LexborNode) -> str:
    """What stands in a cell, without marks and notes."""
    beside = [_text(other) for other in node.css(".gk-mark, .gk-written")]
    return _text(node).removesuffix("".join(beside)).removesuffix(" ".join(beside)).strip()


# Figures -----------------------------------------------------------------------------------------------------------


def test_every_figure_of_the_real_reports_stands_on_its_page(
    real: Site, real_pages: dict[str, LexborHTMLParser]
) -> None:
    for _, report in real.reports:
        html = real_pages[f"agencies/{report.agency}/{report.year}.html"]
        cells = dict(report.cells())
        shown = {td.id: _figure(td) for td in html.css(".gk-form tbody td")}
        expected = {str(c): TEXTS["blank"].zh if v is None else grouped(v) for c, v in cells.items()}
        assert shown == expected


@_FEW
@given(report=reports(), where=st.data())
def test_a_blank_is_not_a_zero(report: Report, where: st.DataObject) -> None:
    cells = [cell for cell, _ in report.cells()]
    blank, zero = where.draw(st.permutations(cells).map(lambda found: found[:2]))
    html = page("report", site([with_figure(with_figure(report, blank, None), zero, 0)]))
    assert _figure(_by_id(html, str(blank))) == TEXTS["blank"].zh
    assert _figure(_by_id(html, str(zero))) == "0"
    assert _by_id(html, str(blank)).css_first(".gk-blank") is not None
    assert _by_id(html, str(zero)).css_first(".gk-zero") is not None


def test_a_row_that_the_form_lacks_says_so(real: Site) -> None:
    report = without_row(_huaian(real), "requests", "carried_out")
    html = page("report", site([report]))
    line = _by_id(html, "requests.carried_out")
    assert TEXTS["not_in_form"].zh in _text(line)
    assert "0" not in _text(line)


def test_an_undivided_row_takes_the_place_of_three(real_pages: dict[str, LexborHTMLParser]) -> None:
    html = real_pages["agencies/qinzhou-investment-promotion-bureau/2023.html"]
    assert _by_id(html, "requests.other.total")
    assert html.css_first('[id="requests.other_other"]') is None
    assert "没有按格式分项" in _text(html.body)


def test_a_missing_table_is_said_to_be_missing(real: Site) -> None:
    html = page("report", site([without_table(_huaian(real), "legal_challenges")]))
    assert "没有表不等于数字是零" in _text(_by_id(html, "table-legal_challenges"))
    assert not _by_id(html, "table-legal_challenges").css("td")


def test_what_is_written_otherwise_is_noted_at_the_cell(real_pages: dict[str, LexborHTMLParser]) -> None:
    cell = _by_id(real_pages["agencies/shanghai-general-office/2019.html"], "proactive_disclosure.procurement.amount")
    assert _figure(cell) == "251,000"
    assert "251000元" in _text(cell)


def _huaian(real: Site) -> Report:
    return next(report for _, report in real.reports if report.agency.startswith("huaian"))


# Layout ------------------------------------------------------------------------------------------------------------


def _layouts() -> Iterator[tuple[str, Layout]]:
    """Every table of every form: whole, undivided, and with any one row missing."""
    for form in FORMS.values():
        for table in form.tables:
            divided = set(table.rows) - set(table.substitutes.values())
            hybrid = set(table.rows) - set(table.substitutes)
            for rows in (divided, hybrid, *(divided - {row} for row in divided)):
                report = Report(
                    agency="x", year=2023, title="", form=form.code, figures={table.code: dict.fromkeys(rows, ())}
                )
                yield f"{form.code} {table.code} {len(rows)}", filled(report, table).sheet.layout


@pytest.mark.parametrize(("name", "layout"), list(_layouts()))
def test_merged_heads_leave_no_hole_and_never_overlap(name: str, layout: Layout) -> None:
    """Spans are laid on a grid, as browsers do."""
    heads = [[(1, 1) if head is None else (head.rowspan, head.colspan) for head in line] for line in layout.heads]
    if heads and layout.corner:
        heads[0].insert(0, layout.corner)
    _fill(heads, layout.width, name)
    for body in layout.bodies:
        spans = [
            [*((head.rowspan, head.colspan) for head in line.heads), *((1, slot.colspan) for slot in line.slots)]
            for line in body
        ]
        _fill(spans, layout.width, name)


def _fill(lines: list[list[tuple[int, int]]], width: int, name: str) -> None:
    taken: set[tuple[int, int]] = set()
    for y, spans in enumerate(lines):
        free = (x for x in range(width) if (y, x) not in taken)
        for rows, columns in spans:
            x = next(free)
            cells = {(y + down, x + right) for down in range(rows) for right in range(columns)}
            assert not cells & taken, name
            taken |= cells
            free = (x for x in range(width) if (y, x) not in taken)
    assert taken == {(y, x) for y in range(len(lines)) for x in range(width)}, name


def test_every_figure_names_heads_that_are_there(real_pages: dict[str, LexborHTMLParser]) -> None:
    for html in real_pages.values():
        for table in html.css(".gk-form"):
            heads = {th.id for th in table.css("th")}
            for td in table.css("tbody td"):
                assert set((td.attributes["headers"] or "").split()) <= heads
            assert all(th.attributes["scope"] in ("row", "col", "rowgroup", "colgroup") for th in table.css("th"))


def test_ids_are_unique(real_pages: dict[str, LexborHTMLParser]) -> None:
    for address, html in real_pages.items():
        ids = [node.id for node in html.css("[id]")]
        assert len(ids) == len(set(ids)), address


def test_links_within_the_page_lead_somewhere(real_pages: dict[str, LexborHTMLParser]) -> None:
    for html in real_pages.values():
        ids = {node.id for node in html.css("[id]")}
        links = {(a.attributes["href"] or "")[1:] for a in html.css('a[href^="#"]')}
        assert links <= ids
        assert {button.attributes["popovertarget"] for button in html.css("[popovertarget]")} <= ids


# Findings ----------------------------------------------------------------------------------------------------------


def test_findings_and_figures_are_linked_both_ways(real_pages: dict[str, LexborHTMLParser]) -> None:
    html = real_pages["agencies/hongze-peoples-government/2023.html"]
    marks = html.css(".gk-form .gk-mark")
    assert [_text(mark) for mark in marks] == ["※1", "※2"]
    for mark in marks:
        finding = _by_id(html, (mark.attributes["href"] or "")[1:])
        assert "gk-finding" in (finding.attributes["class"] or "")
        back = finding.css_first('a[href^="#"]')
        assert back is not None
        cell = _by_id(html, (back.attributes["href"] or "")[1:])
        assert mark.attributes["href"] in [a.attributes["href"] for a in cell.css(".gk-mark")]


def test_the_badges_count_what_the_rules_found(real: Site, real_pages: dict[str, LexborHTMLParser]) -> None:
    for (agency_id, year), judgement in real.judgements.items():
        html = real_pages[f"agencies/{agency_id}/{year}.html"]
        badges = html.css_first(".gk-checks")
        counts = [int(n) for n in re.findall(r"\d+", _text(badges))]
        assert sum(counts) == sum(judgement.tally.values())


def test_uncertain_findings_are_folded_away(real_pages: dict[str, LexborHTMLParser]) -> None:
    html = real_pages["agencies/shanghai-general-office/2019.html"]
    folded = html.css('details:not([id]) li[id^="finding:"]')
    assert len(folded) == 38
    assert len(html.css('details#not-assessable li[id^="finding:"]')) == 14
    assert html.css_first("details[open]") is None


# Words -------------------------------------------------------------------------------------------------------------


def _sentence(report: Report, *more: Report) -> str:
    found = pages("report", site([report, *more]))
    html = LexborHTMLParser(found[f"agencies/{report.agency}/{report.year}.html"])
    return _text(html.css_first(".gk-lead"))


def test_sentences_of_the_real_reports(real_pages: dict[str, LexborHTMLParser]) -> None:
    said = {address: _text(html.css_first(".gk-lead")) for address, html in real_pages.items()}
    assert said["agencies/huaian-peoples-government/2024.html"] == (
        "2024年新收申请 3,119 件，办结 3,050 件，公开（含部分公开）1,816 件，公开率 59.5%。"
    )
    assert said["agencies/qinzhou-investment-promotion-bureau/2023.html"] == "2023年未收到政府信息公开申请。"
    assert said["agencies/hongze-peoples-government/2023.html"] == (
        "2023年新收申请 21 件，办结 21 件，公开（含部分公开）4 件。"
    )
    assert said["agencies/shanghai-general-office/2019.html"].endswith("公开的总计没有填全。")
    assert "比2023年多收 14 件，公开率上升 10.4 个百分点。" in said["agencies/suqian-peoples-government/2024.html"]


@_FEW
@given(report=reports(year=2023))
def test_blanks_are_said_to_be_blank(report: Report) -> None:
    assert "新收申请的总计未填" in _sentence(with_figure(report, _RECEIVED, None))
    assert "办结的总计未填" in _sentence(with_figure(report, _TOTAL, None))
    assert "没有申请情况表" in _sentence(without_table(report, "requests"))


def test_a_blank_route_is_said_once(real_pages: dict[str, LexborHTMLParser]) -> None:
    figures = _text(real_pages["agencies/shanghai-general-office/2019.html"].css_first(".gk-figures"))
    assert "复议 7 · 直接起诉 9 · 复议后起诉未填" in figures


def test_nothing_is_said_of_a_change_that_is_not_known(real: Site) -> None:
    now = next(r for _, r in real.reports if (r.agency, r.year) == ("suqian-peoples-government", 2024))
    before = real.histories[-1].reports[2023]
    assert "比2023年" in _sentence(now, before)
    assert "比2023年" not in _sentence(now, with_figure(before, _RECEIVED, None))
    assert "比" not in _sentence(now, replace(before, year=2022))


def test_every_page_can_be_read_in_english(real: Site) -> None:
    found = pages("report", real, "en")
    html = LexborHTMLParser(found["agencies/suqian-peoples-government/2024.html"])
    assert _text(html.css_first("h1")).startswith("Suqian Municipal People's Government")
    assert "3,525 new requests" in _text(html.css_first(".gk-lead"))


def test_one_request_is_not_plural(real: Site) -> None:
    one = with_figure(with_figure(_huaian(real), _RECEIVED, 1), _TOTAL, 1)
    html = page("report", site([one]), "en")
    assert "1 new request came in, 1 was processed" in _text(html.css_first(".gk-lead"))


def test_every_row_of_every_form_is_explained() -> None:
    rows = {str(Cell(t.code, row)) for form in FORMS.values() for t in form.tables for row in t.rows}
    assert rows == set(EXPLANATIONS)
    for explanation in EXPLANATIONS.values():
        for text in (explanation.means, explanation.lawful, explanation.reader):
            assert text is None or all(text[language].strip() for language in LANGUAGES)


def test_every_row_label_opens_its_explanation(real_pages: dict[str, LexborHTMLParser]) -> None:
    for html in real_pages.values():
        labels = html.css(".gk-form__label")
        assert labels
        for label in labels:
            button = label.css_first("button")
            assert button is not None
            assert _by_id(html, button.attributes["popovertarget"] or "").css_first("p") is not None


def test_every_text_is_used() -> None:
    website = ROOT / "scripts" / "gongkai" / "website"
    source = "".join(p.read_text(encoding="utf-8") for e in ("*.py", "*.html", "*.md") for p in website.rglob(e))
    composed = ("stated_", "outcome_", "measure_", "scope_", "chg_")
    for name in ("report.yml", "charts.yml"):
        keys = re.findall(r"^(\w+):", (files("gongkai.website") / "texts" / name).read_text("utf-8"), re.MULTILINE)
        named = {key for key in keys if re.search(rf"\b{key.removesuffix('_one').removesuffix('_blank')}\b", source)}
        assert all(key in named or key.startswith(composed) for key in keys)


# Statements, source, citation ----------------------------------------------------------------------------------------


def test_figures_of_the_text_show_whether_they_add_up(real: Site) -> None:
    stated = (
        Statement(section="overview", subject="items_published_website", value=293, unit="条", parts=(263, 30)),
        Statement(section="overview", subject="items_pushed_wechat", value=125, unit="条", parts=(100, 30)),
        Statement(section="overview", subject="items_published", value=500, unit="条", parts=(100, 30)),
        Statement(section="overview", subject="requests.received_new", value=3119, unit="件"),
        Statement(section="overview", subject="nobody_knows", value=7),
    )
    html = page("report", site([replace(_huaian(real), stated=stated)]))
    table = next(t for t in html.css(".gk-table") if "263 + 30" in _text(t))
    lines = [_text(line) for line in table.css("tbody tr")]
    assert "263 + 30" in lines[0]
    assert TEXTS["stated_holds"].zh in lines[0]
    assert TEXTS["stated_violated"].zh in lines[1]
    assert TEXTS["stated_uncertain"].zh in lines[2]
    assert table.css_first('a[href="#requests.received_new.total"]') is not None
    assert "nobody_knows" in lines[4]


def test_texts_stand_in_paragraphs(real: Site) -> None:
    html = page("report", site([replace(_huaian(real), text={"overview": "第一段。\n\n第二段。"})]))
    assert [_text(p) for p in html.css('details [lang="zh"] p')] == ["第一段。", "第二段。"]


def test_nothing_from_a_report_becomes_markup(real: Site) -> None:
    report = replace(
        _huaian(real),
        title=_HOSTILE,
        text={"overview": _HOSTILE},
        stated=(Statement(section="overview", subject=_HOSTILE, value=1, unit=_HOSTILE),),
        marks=(Mark(cell=_TOTAL, written=_HOSTILE),),
        source=Source(url="javascript:alert(1)", document=_HOSTILE, sha256=_HOSTILE, retrieved="2026-11-23"),
    )
    bureau = agency(report.agency, name=_HOSTILE, name_en=_HOSTILE, short_names=_HOSTILE)
    for kind in ("report", "agency"):
        html = page(kind, site([report], {report.agency: bureau}, "https://example.org/"))
        assert [s.attributes.get("type") for s in html.css("script")] == (
            ["application/ld+json"] if kind == "report" else []
        )
        assert html.css_first("b") is None
        assert html.css_first('a[href^="javascript"]') is None


def test_linked_data_survives_any_title(real: Site) -> None:
    report = replace(_huaian(real), title=_HOSTILE)
    script = page("report", site([report], url="https://example.org/")).css_first("script")
    assert script is not None
    written = script.text()
    assert not set("<>&\u2028") & set(written)
    data = json.loads(written)
    assert data["name"] == _HOSTILE
    assert data["distribution"][0]["contentUrl"] == f"https://example.org/agencies/{report.agency}/2024.csv"
    assert data["temporalCoverage"] == "2024"
    assert data["spatialCoverage"]["name"] == "某市"


def test_without_an_address_of_its_own_a_site_names_none(real: Site) -> None:
    script = page("report", site([_huaian(real)])).css_first("script")
    assert script is not None
    assert "distribution" not in json.loads(script.text())
    assert "http" not in Citation(agency(), _huaian(real), "1").gb


def test_citations(real: Site) -> None:
    report = replace(_huaian(real), title="50% & {more}_#1", published="2025-01-20")
    cited = Citation(agency(report.agency), report, "2026.1", "https://example.org/x.html")
    assert cited.gb == (
        "某某局. 50% & {more}_#1：数据[DS/OL]. 政府信息公开年报，版本 2026.1[2026-11-23]. https://example.org/x.html."
    )
    assert "(2025)" in cited.apa
    assert r"50\% \& \{more\}\_\#1" in cited.bibtex
    assert cited.bibtex.count("{") == cited.bibtex.count("}")


# Pictures ----------------------------------------------------------------------------------------------------------


def test_pictures_are_labelled_and_repeat_their_numbers(real_pages: dict[str, LexborHTMLParser]) -> None:
    for html in real_pages.values():
        for svg in html.css("svg"):
            assert svg.attributes["role"] == "img"
            assert all(_text(_by_id(html, one)) for one in (svg.attributes["aria-labelledby"] or "").split())
            figure = svg.parent
            assert figure is not None
            assert figure.css_first("details table td") is not None


def test_no_picture_where_outcomes_do_not_add_up(real: Site) -> None:
    wrong = with_figure(_huaian(real), _TOTAL, 9)
    assert page("report", site([wrong])).css_first("#picture-answers") is None
    assert page("report", site([_huaian(real)])).css_first("#picture-answers") is not None


@pytest.mark.parametrize(("count", "drawn"), [(4, False), (5, True), (7, True)])
def test_peers_need_a_field_of_five(real: Site, count: int, drawn: bool) -> None:  # noqa: FBT001
    field = [replace(_huaian(real), agency=f"bureau-{i}") for i in range(count)]
    html = page("report", site(field))
    assert (html.css_first("#picture-peers") is not None) is drawn


def test_the_place_among_peers_is_said_in_words(real: Site) -> None:
    granted = Cell("requests", "granted", "total")
    field = [
        with_figure(replace(_huaian(real), agency=f"bureau-{i}"), granted, count)
        for i, count in enumerate((100, 120, 500, 500, 1000))
    ]
    html = LexborHTMLParser(pages("report", site(field))["agencies/bureau-2/2024.html"])
    said = "同年 5 个市级部门中，公开率高于本机关的有 1 个，低于的有 2 个。"
    assert said in _text(html.css_first(".gk-lead"))
    assert "同年" not in _text(page("report", site(field[:4])).css_first(".gk-lead"))


def test_a_remainder_gives_no_reason(real: Site) -> None:
    rows = _huaian(real).figures["requests"]
    assert 2 * int(rows["other_other"][-1] or 0) > 187, "the rest is most of what was otherwise handled"
    legend = _text(page("report", site([_huaian(real)])).css_first(".gk-legend"))
    assert "主要是“本机关不掌握相关政府信息”" in legend
    assert "主要是“其他”" not in legend


def test_other_kinds_levels_and_years_are_no_peers(real: Site) -> None:
    field = [replace(_huaian(real), agency=f"bureau-{i}") for i in range(8)]
    agencies = {f"bureau-{i}": agency(f"bureau-{i}", kind="government") for i in range(4)}
    assert not any("picture-peers" in html for html in pages("report", site(field, agencies)).values())
    years = [replace(report, year=2024 - i % 2) for i, report in enumerate(field)]
    assert not any("picture-peers" in html for html in pages("report", site(years)).values())


def test_years_without_a_report_are_shown_as_missing(real_pages: dict[str, LexborHTMLParser]) -> None:
    html = real_pages["agencies/shanghai-general-office/2019.html"]
    pills = [_text(pill) for pill in chain(html.css(".gk-pills__pill"))]
    assert pills[0] == "2025"
    assert pills[-1] == "2019"
    assert pills[1:-1] == [f"{year}：{TEXTS['gap_absent'].zh}" for year in range(2024, 2019, -1)]
