"""What real documents do to labels, figures, headings and encodings, without saying anything else than before.

A quirk takes the characters of a document (the markup of a page among them) and a source of chance, and gives them back
changed. It finds nothing to change where labels or figures are torn apart; then the document stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

from made_up.documents import NAME

Quirk = Callable[[str, Random], str]

#: A figure that fills its cell: between tabs, bars, tags or the ends of a line.
_FIGURE = re.compile(r"(?<=[\t\n>])\d+(?=[\t\n<])|(?<=\| )\d+(?= \|)|(?<=\n)\d+(?= \|)")
_TYPOS = {
    "其他法律行政法规禁止公开": "其他法律行政止公开",
    "本年处理决定数量": "本年处理绝对数量",
    "现行有效件数": "现行有效件",
    "行政规范性文件": "规范性文件",
}
_REWORDED = {
    "主动公开政府信息情况": "政府信息主动公开情况",
    "收到和处理政府信息公开申请情况": "政府信息公开申请收到和处理情况",
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况": "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况": "存在的主要问题及整改措施",
}
_TRADITIONAL = str.maketrans("总计开数处结转诉讼维护权请应规", "總計開數處結轉訴訟維護權請應規")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMERALS = "一二三四五六七八"


def typos(text: str, random: Random) -> str:
    """Labels mistyped as seen in real reports."""
    del random
    return _replaced(text, _TYPOS)


def reworded(text: str, random: Random) -> str:
    """Headings in other words."""
    del random
    return _replaced(text, _REWORDED)


def renumbered(text: str, random: Random) -> str:
    """Headings that start at another number."""
    del random
    return re.sub(rf"(?<=[\n>])([{_NUMERALS[:6]}])、", lambda m: f"{_NUMERALS[_NUMERALS.index(m[1]) + 1]}、", text)


def traditional(text: str, random: Random) -> str:
    """Traditional characters here and there."""
    del random
    return text.translate(_TRADITIONAL)


def full_width(text: str, random: Random) -> str:
    """Figures in full width."""
    del random
    return _FIGURE.sub(lambda m: m[0].translate(_WIDE), text)


def thousands(text: str, random: Random) -> str:
    """A sign between thousands."""
    sign = random.choice(",，")
    return _FIGURE.sub(lambda m: f"{int(m[0]):,}".replace(",", sign), text)


def dots(text: str, random: Random) -> str:
    """Another sign behind the number of a label."""
    sign = random.choice("、．")
    return re.sub(r"(?<=[\t\n>| ])(\d)\.(?=[\u4e00-\u9fff])", lambda m: m[1] + sign, text)


def quotes(text: str, random: Random) -> str:
    """Other quotation marks around 三安全一稳定."""
    left, right = random.choice(("『』", "「」", '""', "''"))
    return text.replace("“三安全一稳定”", f"{left}三安全一稳定{right}")


def spaced(text: str, random: Random) -> str:
    """Spaces within labels."""
    gap = random.choice((" ", "　", "\u00a0"))
    return text.replace("总计", f"总{gap}计").replace("自然人", f"自{gap}然人")


def brackets(text: str, random: Random) -> str:
    """The numbers of groups in half-width brackets."""
    del random
    return text.replace("（", "(").replace("）", ")")


def units(text: str, random: Random) -> str:
    """A unit behind a figure."""
    unit = random.choice(("件", "个"))
    found = _whole(text)
    if not found:
        return text
    at = random.choice(found).end()
    return text[:at] + unit + text[at:]


def notes(text: str, random: Random) -> str:
    """A note behind a figure."""
    found = _whole(text)
    if not found:
        return text
    at = random.choice(found).end()
    return text[:at] + "（含重复申请）" + text[at:]


def title_twice(text: str, random: Random) -> str:
    """The title printed a second time."""
    del random
    found = re.search(r"[^\n<>]+政府信息公开工作年度报告", text)
    return text if not found else text[: found.end()] + "\n" + found[0] + text[found.end() :]


def broken_date(text: str, random: Random) -> str:
    """A year run into its month."""
    del random
    return re.sub(r"全年通过", "20231月1日以来，全年通过", text)


def year_twice(text: str, random: Random) -> str:
    """The century typed twice in the title: 202020年."""
    del random
    return re.sub(r"(?<!\d)20(\d\d)年政府", r"2020\1年政府", text, count=1)


def no_year(text: str, random: Random) -> str:
    """A title without its year, which the file name has."""
    del random
    return re.sub(r"(?<!\d)\d{4}年政府", "政府", text)


def label_notes(text: str, random: Random) -> str:
    """An explanation with numbers inside a label."""
    note = random.choice(("（含2023年第1号令）", "（按《条例》第20条统计）"))
    return text.replace("行政强制", f"行政强制{note}")


def page_numbers(text: str, random: Random) -> str:
    """The number of a page in the middle of a table that is one cell a line."""
    at = [found.start() for found in re.finditer(r"(?<=\n)（[四五六]）", text)]
    if not at:
        return text
    place = random.choice(at)
    return f"{text[:place]}- {random.randrange(2, 9)} -\n\n{text[place:]}"


def glued(text: str, random: Random) -> str:
    """A label and its figures in one line."""
    del random
    return re.sub(r"\n规章\n\n0\n\n0\n\n0\n", "\n规章000\n", text)


def bar_runs(text: str, random: Random) -> str:
    """Hundreds of bars behind a row."""
    ends = [found.end() for found in re.finditer(r"(?<=[^\n])\|(?=\n)", text)]
    at = random.choice(ends) if ends else 0
    return text[:at] + "|" * 400 * bool(ends) + text[at:]


def broken_labels(text: str, random: Random) -> str:
    """Labels broken over two lines of their cell, or of the text where cells are lines."""
    del random
    ends = ("</w:t><w:br/><w:t>",) if "<w:t" in text else ("<br>",) if "<td" in text else ("\n",)
    return re.sub(r"(?<=[\n>])(本年新收政|一、本年新收政|结转下年|四、结转下年)(?=[府度])", rf"\1{ends[0]}", text)


def subheading(text: str, random: Random) -> str:
    """A part of section one that is called like section two."""
    del random
    return text.replace("（一）主动公开情况。", "（一）主动公开政府信息情况。")


def crawl_date(text: str, random: Random) -> str:
    """The day on which somebody fetched the page, above everything."""
    del random
    return _line(text, "抓取时间：2019-11-23 10:05:00") + text


def links(text: str, random: Random) -> str:
    """Titles of other reports behind the report."""
    return text + _line(text, f"青石市造纸局{random.randrange(2008, 2014)}年政府信息公开工作年度报告")


def no_agency(text: str, random: Random) -> str:
    """A title without the agency, which the file name has."""
    del random
    return re.sub(rf"{NAME}(?=\d{{4,6}}年政府)", "", text)


def styled(text: str, random: Random) -> str:
    """A note's number that a class of the page puts above the line, and an older figure that one hides."""
    found = _whole(text) if "<td" in text else []
    if not found:
        return text
    at = random.choice(found).end()
    parts = "<span class='ft old'>77</span><span class=ft1>2</span>"
    sheet = "<style>.ft1{vertical-align:super;font-size:8pt}.old{display:none}</style>"
    return f"{sheet}{text[:at]}{parts}{text[at:]}"


QUIRKS: Mapping[str, Quirk] = {
    quirk.__name__: quirk
    for quirk in (
        typos,
        reworded,
        renumbered,
        traditional,
        full_width,
        thousands,
        dots,
        quotes,
        spaced,
        brackets,
        units,
        notes,
        title_twice,
        broken_date,
        year_twice,
        no_year,
        label_notes,
        page_numbers,
        glued,
        bar_runs,
        broken_labels,
        subheading,
        crawl_date,
        links,
        no_agency,
        styled,
    )
}

#: In how many of some 75 real reports each was seen; of those that are not here nobody counted, so as many as `OTHERS`.
SEEN: Mapping[str, int] = {
    "typos": 9,
    "reworded": 6,
    "renumbered": 6,
    "label_notes": 4,
    "broken_labels": 5,
    "no_agency": 8,
    "units": 3,
    "amounts_with_units": 3,
    "some_blank": 4,
    "one_table_blank": 4,
    "only_totals": 4,
    "no_totals": 1,
    "no_table": 5,
    "extra_row": 4,
    "undivided": 3,
    "dashes": 1,
    "glued": 1,
    "notes": 1,
    "bar_runs": 1,
    "broken_date": 1,
    "year_twice": 1,
    "no_year": 1,
    "crawl_date": 1,
    "numbered": 1,
    "last_year": 1,
    "styled": 1,
}
OTHERS = 3

#: The encodings of texts and pages, whatever a page declares.
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


def _line(text: str, words: str) -> str:
    """A line in the markup of a document."""
    if text.startswith("<w:"):
        return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    return f"<p>{words}</p>" if "<td" in text else f"{words}\n"


def _whole(text: str) -> list[re.Match[str]]:
    """The figures of a document, where they are not torn into pieces."""
    return [] if "w:proofErr" in text else list(_FIGURE.finditer(text))


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text
