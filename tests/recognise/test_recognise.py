"""Sections, headers, labels, identity and statements, on made-up documents."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import readers
from gongkai.cell import Cell
from gongkai.errors import DocumentError
from gongkai.recognise import Draft, directory, recognise
from gongkai.report import Report
from made_up import places
from made_up.documents import LAYOUTS, TEXT, document
from made_up.hostile import HOSTILE

KNOWN = directory(places.register())


def read(text: str, name: str = "report.txt") -> Draft:
    return recognise(readers.read_bytes(text.encode(), name), KNOWN)


def made(form: str = "2021", year: int = 2023, *, undivided: bool = False, figure: int = 0) -> Report:
    """A report in which every figure is the same."""
    empty = Report(agency="made-up-bureau", year=year, title="", form=form)
    figures = {
        table.code: {
            row: (figure,) * len(columns)
            for row, columns in table.column_index.items()
            if not (table.rows[row].instead_of and not undivided) and not (row in table.substitutes and undivided)
        }
        for table in empty.layout.tables
    }
    return Report(agency="made-up-bureau", year=year, title="", form=form, figures=figures)


def said(draft: Draft) -> str:
    return "\n".join(doubt.text.en for doubt in draft.doubts)


# sections and text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sections_hold_their_text_and_no_table(layout: str) -> None:
    assert read(document(made(), layout)).text == TEXT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一、总体情况", "一、概述"),
        ("五、存在的主要问题及改进情况", "五、存在的主要问题及整改措施"),
        ("二、主动公开政府信息情况", "一、行政机关主动公开政府信息情况"),
        ("二、主动公开政府信息情况", "第二部分 主动公开政府信息的情况"),
        ("六、其他需要报告的事项", "六、其他需要报告的事项："),
        ("三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请情况（表）"),
    ],
)
def test_headings_are_known_however_numbered_or_worded(old: str, new: str) -> None:
    draft = read(document(made(), "tabs").replace(old, new))
    assert draft.text == TEXT
    assert not draft.doubts


def test_a_part_called_like_another_section_ends_no_section() -> None:
    text = document(made(), "tabs").replace("（一）主动公开情况。", "主动公开政府信息情况\n")
    assert "其中" in read(text).text["overview"]
    text = document(made(), "tabs").replace("（一）主动公开情况。", "（一）主动公开政府信息情况\n")
    assert "其中" in read(text).text["overview"]


def test_a_table_of_contents_ends_no_section() -> None:
    sections = [f"{section.number}、{section.zh}" for section in made().layout.sections]
    text = document(made(), "tabs")
    assert read(text.replace("一、总体情况", "\n".join([*sections, "一、总体情况"]), 1)).text == TEXT


def test_text_on_the_line_of_a_heading_belongs_to_the_section() -> None:
    draft = read(document(made(), "tabs").replace("六、其他需要报告的事项\n", "六、其他需要报告的事项。"))
    assert draft.text["other_matters"] == TEXT["other_matters"]


# tables


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("form", "year"), [("2019", 2023), ("2021", 2019)])
def test_the_form_is_told_by_labels_not_by_the_year(layout: str, form: str, year: int) -> None:
    draft = read(document(made(form, year), layout))
    assert (draft.form, draft.year, draft.doubts) == (form, year, ())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_hybrid_keeps_its_undivided_row(layout: str) -> None:
    draft = read(document(made(undivided=True), layout))
    assert not draft.doubts
    rows = draft.figures["requests"]
    assert len(rows) == 23
    assert rows["other"] == (0,) * 7


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("其他法律行政法规禁止公开", "其他法律行政止公开"),
        ("本年处理决定数量", "本年处理绝对数量"),
        ("现行有效件数", "现行有效件"),
        ("行政规范性文件", "规范性文件"),
        ("危及“三安全一稳定”", '危及"三安全一稳定"'),
        ("危及“三安全一稳定”", "危及 「三安全 一稳定」"),
        ("1.属于国家秘密", "1、属于国家秘密"),
        ("1.属于国家秘密", "１．属于国家秘密"),
        ("（七）总计", "(七) 总 计"),
        ("属于行政执法案卷", "屬於行政執法案卷"),
        ("规章", "规章（设区的市、自治州应当填写）"),
        ("总计", "合计"),
        ("（单位：万元）", "(单位:万元)"),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_are_known_in_other_wordings(layout: str, old: str, new: str) -> None:
    text = document(made(), layout)
    assert old in text
    draft = read(text.replace(old, new))
    assert said(draft) == ""
    assert draft.figures == made().figures


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_label_one_character_apart_is_read_with_a_doubt(layout: str) -> None:
    draft = read(document(made(), layout).replace("没有现成信息需要另行制作", "没有现成信息需要另形制作"))
    assert draft.figures == made().figures
    assert "one character apart" in said(draft)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_of_no_form_is_a_doubt_and_moves_nothing(layout: str) -> None:
    text = document(made(), layout)
    row = {
        "cells_by_line": "\t\n\t\n\t9.属于工作秘密\n" + "\t5\n" * 7 + "\n",
        "tabs": "\t\t9.属于工作秘密" + "\t5" * 7 + "\n",
        "leading_bars": "| | | 9.属于工作秘密 | 5 | 5 | 5 | 5 | 5 | 5 | 5 |\n",
        "trailing_bars": "9.属于工作秘密 | 5 | 5 | 5 | 5 | 5 | 5 | 5 |||\n",
        "bare_lines": "9.属于工作秘密\n\n" + "5\n\n" * 7,
        "lone_bars": "9.属于工作秘密\n|\n" + "5\n|\n" * 7,
    }[layout]
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if "属于行政执法案卷" in line)
    at -= 2 if layout == "cells_by_line" else 0
    draft = read("\n".join([*lines[:at], row.rstrip("\n"), *([""] if layout == "cells_by_line" else []), *lines[at:]]))
    assert "工作秘密" in said(draft)
    assert draft.figures == made().figures


@pytest.mark.parametrize("layout", LAYOUTS)
def test_columns_in_another_order_are_a_doubt(layout: str) -> None:
    text = document(made(), layout)
    draft = read(text.replace("商业企业", "占位").replace("科研机构", "商业企业").replace("占位", "科研机构"))
    assert "not those of the form" in said(draft)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("table", ["proactive_disclosure", "requests", "legal_challenges"])
def test_a_missing_table_is_no_zeros_but_a_doubt(layout: str, table: str) -> None:
    whole = made()
    figures = {code: rows for code, rows in whole.figures.items() if code != table}
    draft = read(document(Report(agency="x", year=2023, title="", form="2021", figures=figures), layout))
    assert table not in draft.figures
    assert [doubt.cell for doubt in draft.doubts] == [Cell(table)]


@pytest.mark.parametrize("layout", ["bare_lines", "lone_bars", "cells_by_line"])
def test_labels_broken_over_lines(layout: str) -> None:
    text = document(made(), layout)
    for label in ("结果纠正", "商业企业", "本年制发件数", "要求行政机关确认或重新出具已获取信息"):
        text = text.replace(label, f"{label[:2]}\n{label[2:]}")
    draft = read(text)
    assert said(draft) == ""
    assert draft.figures == made().figures


def test_page_numbers_inside_a_table_are_left_out_with_the_reason() -> None:
    text = document(made(), "bare_lines").replace("（四）无法提供", "- 4 -\n\n（四）无法提供")
    draft = read(text)
    assert draft.figures == made().figures
    assert [(item.text, item.reason) for item in draft.skipped if item.reason == "page_number"] == [
        ("- 4 -", "page_number")
    ]


def test_glued_cells_are_read_only_where_one_reading_is_possible() -> None:
    text = document(made(figure=0), "bare_lines").replace("规章\n\n0\n\n0\n\n0\n", "规章000\n")
    draft = read(text)
    assert draft.figures == made().figures
    assert "stand together" in said(draft)
    draft = read(text.replace("规章000", "规章1230"))
    assert draft.figures["proactive_disclosure"]["regulations"] == (None, None, None)
    assert draft.doubts


def test_a_row_that_stands_twice_with_other_figures_is_a_doubt() -> None:
    text = document(made(), "tabs").replace("行政许可\t0", "行政许可\t0\n行政许可\t7")
    assert "stands twice" in said(read(text))


# identity


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("青石市造纸局2023年政府信息公开工作年度报告", "made-up-bureau", 2023),
        ("2023年青石造纸局政府信息公开年报", "made-up-bureau", 2023),
        ("青石市 2023 年政府信息公开工作年度报告", "qingshi-peoples-government", 2023),
        ("青石市人民政府２０２３年度政府信息公开工作年度报告", "qingshi-peoples-government", 2023),
        ("2023年政府信息公开工作年度报告\n青石市造纸局", "made-up-bureau", 2023),
        ("青石市造纸局\n2023年政府信息公开工作年度报告", "made-up-bureau", 2023),
        ("造纸局2023年政府信息公开工作年度报告", "", 2023),
        ("白鹿区人民政府2023年政府信息公开工作年度报告", "", 2023),
        ("青石市白鹿区人民政府2023年政府信息公开工作年度报告", "bailu-district", 2023),
        ("青石市造纸局202020年政府信息公开工作年度报告", "made-up-bureau", None),
        ("青石市造纸局政府信息公开工作年度报告", "made-up-bureau", None),
        ("青石市印刷局2023年政府信息公开工作年度报告", "qingshi-shi-yinshua-ju", 2023),
        (
            "赤水坪市竹影区梅花镇2023年政府信息公开工作年度报告",
            "chishuiping-shi-zhuying-qu-meihua-zhen-renmin-zhengfu",
            2023,
        ),
        ("松溪县教育局2023年政府信息公开工作年度报告", "songxi-xian-jiaoyu-ju", 2023),
        ("东白鹿区教育局2023年政府信息公开工作年度报告", "", 2023),
    ],
)
def test_agency_and_year_by_the_title(title: str, agency: str, year: int | None) -> None:
    draft = read(document(made(), "tabs", title=title))
    assert (draft.agency.agency_id if draft.agency else "", draft.year) == (agency, year)
    assert bool(draft.doubts) == (not agency or year is None)


@pytest.mark.parametrize(
    ("name", "region", "level", "kind"),
    [
        ("云雾省财政厅", "990000", "province", "department"),
        ("青石市白鹿区教育局", "990101", "county", "department"),
        ("赤水坪市白鹿区教育局", "990201", "county", "department"),
        ("云雾省青石市经济技术开发区管理委员会", "990100", "prefecture", "institution"),
        ("青石市白鹿区人民政府松针街道办事处", "990101", "township", "government"),
        ("青石市白鹿区花桥乡人民政府", "990101", "township", "government"),
        ("松溪回族自治县人民政府办公室", "990122", "county", "department"),
    ],
)
def test_what_is_proposed_for_an_unknown_agency(name: str, region: str, level: str, kind: str) -> None:
    draft = read(document(made(), "tabs", title=f"{name}2023年政府信息公开工作年度报告"))
    assert not draft.doubts
    agency = draft.agency
    assert agency is not None
    assert (agency.name, agency.region_code, agency.level, agency.kind, agency.status) == (
        name,
        region,
        level,
        kind,
        "proposed",
    )


def test_the_file_name_tells_the_agency_where_the_text_does_not() -> None:
    text = document(made(), "tabs", title="2023年政府信息公开工作年度报告")
    assert read(text).agency is None
    agency = read(text, "青石市人民政府2023年政府信息公开工作年度报告.txt").agency
    assert agency is not None
    assert agency.agency_id == "qingshi-peoples-government"


@pytest.mark.parametrize("year", ["2023年", ""])
def test_a_title_printed_twice_in_one_line_is_one(year: str) -> None:
    title = f"青石市造纸局{year}政府信息公开工作年度报告"
    draft = read(document(made(), "tabs", title=title * 2), "2023年年报.txt")
    assert draft.agency is not None
    assert (draft.agency.agency_id, draft.title, draft.year) == ("made-up-bureau", title, 2023)
    other = read(document(made(), "tabs", title="关于" + title * 2), "2023年年报.txt").agency
    assert other is None or other.agency_id == "made-up-bureau"


@pytest.mark.parametrize(
    ("file", "spoken", "year"),
    [
        ("2023年年报.txt", "", 2023),
        ("2023年年报.txt", "比2022年、2023年都多。", 2023),
        ("2023年年报.txt", "比2021年、2022年都多。", None),
        ("2024年3月1日年报.txt", "", None),
        ("2022年2023年年报.txt", "", None),
        ("20231月.txt", "", None),
        ("年报2023.txt", "", None),
    ],
)
def test_the_file_name_tells_the_year_where_title_and_text_do_not(file: str, spoken: str, year: int | None) -> None:
    text = document(made(), "tabs", title="青石市造纸局政府信息公开工作年度报告").replace(
        "（一）主动公开情况。", spoken
    )
    assert recognise(readers.read_bytes(text.encode(), file), KNOWN).year == year


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布日期：2024-01-20", "2024-01-20"),
        ("来源：本站 发布时间: 2024年1月20日 09:16 浏览：5", "2024-01-20"),
        ("(2024年3 月 26日)", "2024-03-26"),
        ("发布日期：2024-02-31", ""),
        ("发布日期：2023-01-20", ""),
        ("抓取日期 20241月1日", ""),
        ("打印日期 2031-01-01", ""),
    ],
)
def test_the_day_of_publication(line: str, day: str) -> None:
    assert read(document(made(), "tabs").replace("\n", f"\n{line}\n", 1)).published == day


# statements


@pytest.mark.parametrize(
    ("sentence", "subject", "value"),
    [
        ("全年共收到政府信息公开申请12件。", "requests.received_new", 12),
        ("全年未收到政府信息公开申请。", "requests.received_new", 0),
        ("全年没有收到公民、法人提出的公开申请。", "requests.received_new", 0),
        ("本年收到依申请公开1,204件。", "requests.received_new", 1204),
        ("其中不予公开3件。", "requests.denied", 3),
        ("结转下年度继续办理2件。", "requests.carried_out", 2),
        ("因政府信息公开发生行政复议4件。", "legal_challenges.reconsideration", 4),
        ("未发生行政复议、行政诉讼案件。", "legal_challenges.litigation", 0),
        ("制发行政规范性文件5件。", "normative_documents_issued", 5),
    ],
)
def test_what_a_sentence_states(sentence: str, subject: str, value: int) -> None:
    draft = read(document(made(), "tabs").replace("（一）", f"{sentence}\n（一）"))
    assert {s.value for s in draft.stated if s.subject == subject} == {value}


@pytest.mark.parametrize(
    "sentence",
    [
        "去年收到政府信息公开申请12件。",
        "收到行政复议申请12件。",
        "收到申请近百件。",
        "收到申请12万件次。",
        "收到意见12件。",
    ],
)
def test_what_a_sentence_does_not_state(sentence: str) -> None:
    draft = read(document(made(), "tabs").replace("（一）", f"{sentence}\n（一）"))
    assert not [s for s in draft.stated if s.subject == "requests.received_new"]


def test_parts_of_a_total() -> None:
    draft = read(document(made(), "tabs"))
    assert [(s.subject, s.value, s.unit, s.parts) for s in draft.stated] == [
        ("items_published_website", 120, "条", (90, 30)),
        ("items_pushed_wechat", 45, "条", ()),
    ]


# anything at all


@given(st.text(alphabet="|\t\n 规章0-3一、总计其他（）行政许可信息内容本年制发件数结果维持/", max_size=300))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    draft = read(text)
    assert draft.doubts
    for table, rows in draft.figures.items():
        for row, figures in rows.items():
            assert len(figures) == len(made(draft.form, 2023).layout.table[table].columns(row))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_recognised_soon(name: str) -> None:
    try:
        document = readers.read_bytes(HOSTILE[name].encode(), "a.txt")
    except DocumentError:
        return
    start = time.process_time()
    assert recognise(document, KNOWN).doubts
    assert time.process_time() - start < 8
