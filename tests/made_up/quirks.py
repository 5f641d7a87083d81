"""What real documents do to labels, figures, headings and encodings, without saying anything else than before.

A quirk takes the characters of a document (the markup of a page among them) and a source of chance, and gives them back
changed. It finds nothing to change where labels or figures are torn apart; then the document stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

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
    found = list(_FIGURE.finditer(text))
    if not found:
        return text
    at = random.choice(found).end()
    return text[:at] + unit + text[at:]


def notes(text: str, random: Random) -> str:
    """A note behind a figure."""
    found = list(_FIGURE.finditer(text))
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
    )
}

#: The encodings of texts and pages, whatever a page declares.
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text
