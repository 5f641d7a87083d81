"""What is kept of texts whose sentences are not published."""

import pytest

from gongkai.cell import Cell
from gongkai.document import Document, Paragraph, Piece, Place
from gongkai.forms import FORMS
from gongkai.recognise.facts import facts
from gongkai.recognise.named import named
from gongkai.recognise.prints import plain, prints
from gongkai.recognise.scan import scan
from gongkai.recognise.statements import statements
from gongkai.report import Facts
from gongkai.sketch import alike, sketch

ROW = "\n0\n0\n0\n0\n0\n0\n0"


def _facts(text: str) -> Facts:
    pieces: tuple[Piece, ...] = tuple(Paragraph(text=line, place=Place()) for line in text.split("\n"))
    return facts(scan(Document(name="年报.txt", sha256="", pieces=pieces)), FORMS["2021"])


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("建好“某某发布”微信公众号。", "account", "某某发布"),
        ("开通政务微博“某某在线”。", "account", "某某在线"),
        ("通过合肥市某某局门户网站公开信息。", "website", "合肥市某某局"),
        ("2023年，合肥市某某局共收到申请3件。", "organisation", "合肥市某某局"),
        ("成立合肥市某某局信息公开领导小组。", "organisation", "合肥市某某局信息公开领导小组"),
    ],
)
def test_names_of_ones_own_are_kept(text: str, kind: str, name: str) -> None:
    assert [(one.kind, one.name) for one in named({"overview": text})] == [(kind, name)]


@pytest.mark.parametrize(
    "text",
    [
        "学习借鉴“合肥发布”微信公众号的做法。",
        "赴合肥市人民政府网站考察。",
        "转载《合肥市某某局门户网站管理办法》。",
        "通过部门网站公开信息。",
        "与合肥市某某局网站合作。",
    ],
)
def test_partners_models_and_titles_are_not_ones_own(text: str) -> None:
    assert named({"overview": text}) == ()


def test_a_section_that_only_says_none_is_silent() -> None:
    found = _facts(
        "一、总体情况\n很好。\n五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n本年度无其他需要报告的事项。"
    )
    assert found.sections == ("overview", "problems", "other_matters")
    assert found.silent == ("problems", "other_matters")
    assert found.fees == ()


def test_fees_are_found_where_they_are_spoken_of() -> None:
    found = _facts("一、总体情况\n很好。\n六、其他需要报告的事项\n本年未收取信息处理费。")
    assert found.fees == ("other_matters",)
    assert found.silent == ()


def test_labels_that_differ_are_kept_as_printed() -> None:
    found = _facts(
        f"三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量{ROW}\n"
        f"二、上年结转政府信息公开数量{ROW}\n7.自行增加的一行{ROW}"
    )
    assert [(one.cell, one.written) for one in found.variants] == [
        (Cell("requests", "carried_in"), "二、上年结转政府信息公开数量")
    ]
    assert [(one.cell, one.written) for one in found.unknown_rows] == [(Cell("requests"), "7.自行增加的一行")]


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("全年共收到政府信息公开申请十二件。", "requests.received_new", 12),
        ("全年未收到政府信息公开申请。", "requests.received_new", 0),
        ("共收到申请130件，其中予以公开59件。", "requests.granted", 59),
        ("予以公开及部分公开258件。", "requests.granted_or_in_part", 258),
        ("不予公开两件。", "requests.denied", 2),
        ("结转至2024年继续办理5件。", "requests.carried_out", 5),
    ],
)
def test_figures_are_read_with_their_meaning(text: str, subject: str, value: int) -> None:
    assert (subject, value) in {(one.subject, one.value) for one in statements({"overview": text}, 2023)}


@pytest.mark.parametrize("text", ["其中网上收到申请12件。", "市本级收到申请3件。", "上年收到申请8件。"])
def test_figures_of_a_part_are_none_of_the_whole(text: str) -> None:
    assert "requests.received_new" not in {one.subject for one in statements({"overview": text})}


def test_both_readings_of_disclosed_in_part_are_told_apart() -> None:
    subjects = {one.subject for one in statements({"overview": "予以公开及部分公开258件。"})}
    assert subjects == {"requests.granted_or_in_part"}


def test_fingerprints_leave_out_figures_titles_and_formulas() -> None:
    first = "根据《某某条例》规定，编制本报告。\n2023年我单位认真推进各项公开工作并取得了较好的成效，公开信息293条。"
    second = "2024年我单位认真推进各项公开工作并取得了较好的成效，公开信息1,125条。"
    assert plain(first) == plain(second)
    assert prints({"overview": first}) == ()


def test_a_fingerprint_estimates_what_two_texts_share() -> None:
    one = "".join(chr(0x4E00 + (i * 7919) % 20000) for i in range(900))
    other = "".join(chr(0x4E00 + (i * 104729) % 20000) for i in range(900))
    half = one[:600] + other[600:]
    assert alike(sketch(one), sketch(one)) == 1
    assert alike(sketch(one), sketch(other)) < 0.1
    assert 0.3 < alike(sketch(one), sketch(half)) < 0.7
