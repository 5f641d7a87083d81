"""Figures of another year, another agency or another unit, where all labels are right: never without a doubt."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gongkai import readers
from gongkai.recognise import Draft, directory, recognise
from gongkai.report import Report
from made_up import documents, pages, places
from made_up.folders import made
from made_up.merged import printed, rows

KNOWN = directory(places.register())
NOW, BEFORE = made(2023, 7), made(2022, 5)
OWN = "青石市造纸局2023年"
MAKERS: dict[str, Callable[[Report], str]] = {
    "html": pages.page,
    "txt": lambda report: documents.document(report, "tabs"),
}


def read(text: str, name: str = "a.html") -> Draft:
    return recognise(readers.read_bytes(text.encode(), name), KNOWN)


def said(draft: Draft) -> str:
    return "\n".join(doubt.text.en for doubt in draft.doubts)


def tables(report: Report) -> str:
    return "".join(pages.plain_table(rows(table)) for table in printed(report).values())


def pictures() -> str:
    """This year's report, whose tables are pictures."""
    page = pages.page(NOW)
    for table in printed(NOW).values():
        page = page.replace(pages.plain_table(rows(table)), "<p><img src=a.png></p>")
    return page


# tables of another report


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("first", [NOW, BEFORE], ids=["this year first", "this year last"])
def test_two_reports_in_one_file(kind: str, first: Report) -> None:
    second = replace(NOW if first is BEFORE else BEFORE, figures=first.figures)
    draft = read(MAKERS[kind](first) + MAKERS[kind](second), f"a.{kind}")
    assert "Several different titles" in said(draft) or "several reports in one file" in said(draft)


def test_another_title_between_the_tables() -> None:
    other = "<p>白鹿区人民政府2023年政府信息公开工作年度报告</p>"
    page = pages.page(NOW).replace("<p><strong>三、", f"{other}<p><strong>三、")
    assert "several reports in one file" in said(read(page))


def test_titles_behind_the_last_table_are_links() -> None:
    assert not read(pages.page(NOW) + "<p>青石市造纸局2021年政府信息公开工作年度报告</p>").doubts


@pytest.mark.parametrize("place", ["<p><strong>二、", "<p><strong>六、"])
def test_tables_of_the_year_before_in_the_place_of_pictures(place: str) -> None:
    assert read(pictures()).figures == {}
    draft = read(pictures().replace(place, f"<p>2022年数据</p>{tables(BEFORE)}{place}"))
    assert "which is not 2023" in said(draft)
    draft = read(pictures().replace(place, f"{tables(BEFORE)}{place}"))
    assert said(draft).count("does not stand in its own section") == 3


def test_a_caption_of_the_same_year_is_no_doubt() -> None:
    page = pages.page(NOW)
    for table in printed(NOW).values():
        found = pages.plain_table(rows(table))
        page = page.replace(found, f"<p>表：2023年与2022年情况</p><p>单位：件</p>{found}")
    assert not read(page).doubts


# labels that say another year or unit


@pytest.mark.parametrize("note", ["（2022年）", "（上年）", "（上年数）", "（去年）", "（元）", "（千元）", "（占比）"])
@pytest.mark.parametrize("label", ["行政许可", "1.属于国家秘密", "行政事业性收费"])
def test_a_note_that_changes_what_a_row_means(label: str, note: str) -> None:
    draft = read(pages.page(NOW).replace(label, label + note))
    assert note in said(draft)
    assert None in [figure for rows in draft.figures.values() for row in rows.values() for figure in row] or len(
        [row for rows in draft.figures.values() for row in rows]
    ) < len([row for rows in NOW.figures.values() for row in rows])


@pytest.mark.parametrize("unit", ["（元）", "（单位：元）", "（千元）", "（单位：亿元）", "（单位：美元）"])
def test_fees_in_another_unit_in_the_head(unit: str) -> None:
    assert read(pages.page(NOW).replace("（单位：万元）", unit)).doubts


@pytest.mark.parametrize("unit", ["（万元）", "（单位:万元）", "（单位：万元 ）"])
def test_fees_in_the_unit_of_the_form(unit: str) -> None:
    assert not read(pages.page(NOW).replace("（单位：万元）", unit)).doubts


@pytest.mark.parametrize(
    ("caption", "doubtful"),
    [
        ("单位：元", True),
        ("（单位：件、元）", True),
        ("计量单位：万件", True),
        ("单位：件", False),
        ("单位：件、万元", False),
    ],
)
def test_a_caption_with_a_unit(caption: str, *, doubtful: bool) -> None:
    heading = "主动公开政府信息情况</strong></p>"
    draft = read(pages.page(NOW).replace(heading, f"{heading}<p>{caption}</p>"))
    assert (caption in said(draft)) == doubtful == bool(draft.doubts)


@pytest.mark.parametrize("written", ["7万", "7万件", "7元", "7亿"])
def test_money_and_tens_of_thousands_are_no_counts(written: str) -> None:
    page = pages.page(NOW).replace("<td >7</td>", f"<td>{written}</td>", 1)
    draft = read(page)
    assert f"found “{written}”" in said(draft)
    assert draft.figures["proactive_disclosure"]["regulations"][0] is None


# whose report, of which year


def agency(draft: Draft) -> str:
    return draft.agency.name if draft.agency else ""


def test_a_name_in_the_title_goes_before_one_above_it() -> None:
    page = f"<p>青石市人民政府</p>{pages.page(NOW)}"
    assert agency(read(page)) == "青石市造纸局"
    assert agency(read(page.replace(OWN, "青石市水利局2023年"))) == "青石市水利局"


@pytest.mark.parametrize("name", ["我局", "市水利局", "水利局", ""])
def test_another_agency_above_a_title_without_a_full_name_is_not_taken(name: str) -> None:
    page = f"<p>青石市人民政府</p><p>首页</p>{pages.page(NOW)}".replace("青石市造纸局", name)
    draft = read(page, "青石市造纸局2023年政府信息公开工作年度报告.html")
    assert agency(draft) in ("", "青石市造纸局")
    assert agency(draft) or draft.doubts


def test_names_that_fit_a_short_one_in_the_title_are_taken() -> None:
    page = pages.page(NOW).replace(OWN, "造纸局2023年")
    assert agency(read(f"<p>青石市人民政府</p><p>青石市造纸局</p>{page}")) == "青石市造纸局"


def test_a_list_of_titles_above_the_report() -> None:
    listed = "".join(f"<li>青石市造纸局{year}年政府信息公开工作年度报告</li>" for year in (2021, 2022))
    page = f"<ul>{listed}</ul>{pages.page(NOW)}"
    assert "Several different titles" in said(read(page))
    assert (read(page, "造纸局2023年年报.html").year, said(read(page, "造纸局2023年年报.html"))) == (2023, "")


def test_the_years_of_title_period_and_file_name_agree() -> None:
    page = pages.page(NOW)
    assert not read(page.replace("把纸浆", "2023年1月1日至12月31日，把纸浆")).doubts
    assert "The title says 2023" in said(read(page.replace("把纸浆", "2022年1月1日至2022年12月31日，把纸浆")))
    assert "The title says 2023" in said(read(page, "造纸局2022年年报.html"))
    nameless = page.replace(OWN, "青石市造纸局").replace("把纸浆", "2022年，把纸浆")
    assert read(nameless, "造纸局2023年年报.html").year is None
