"""How messages put several things, figures and shares into words."""

import re
from collections.abc import Sequence
from typing import Final

from gongkai.numerals import Value, grouped
from gongkai.text import Text

_FEW: Final = 3
_BRACKETS: Final = re.compile(r"（[^（）]*）| ?\([^()]*\)")
_TENTHS: Final = "零一二三四五六七八九"
BLANK: Final = Text(zh="未填", en="blank")
_NOT_FILLED: Final = Text(zh="没有填全", en="not filled in")


def listed(labels: Sequence[Text], counted: str = "处") -> Text:
    """The first three without what stands in brackets, and how many in all."""
    few, more = labels[:_FEW], len(labels) - _FEW
    return Text(
        zh="、".join(_BRACKETS.sub("", label.zh) for label in few) + (f"等{len(labels)}{counted}" if more > 0 else ""),
        en=", ".join(_BRACKETS.sub("", label.en) for label in few) + (f" and {more} more" if more > 0 else ""),
    )


def figure(value: Value | None) -> Text:
    """A figure as pages show it, or that it is blank."""
    return BLANK if value is None else Text(zh=grouped(value), en=grouped(value))


def told(figure: str) -> Text:
    """What a table says: 为 3,119, or that it is not filled in."""
    return Text(zh=f"为 {figure}", en=figure) if figure else _NOT_FILLED


def share(part: float) -> Text:
    """A share that is an estimate, in tenths: 约八成, about 80 %; 几乎全部, nearly all."""
    tenths = round(part * 10)
    if tenths >= len(_TENTHS):
        return Text(zh="几乎全部", en="nearly all")
    return Text(zh=f"约{_TENTHS[tenths]}成", en=f"about {tenths * 10} %")
