"""How messages put several things, figures and shares into words."""

from collections.abc import Sequence
from typing import Final

from gongkai.numerals import Value, grouped
from gongkai.text import Text

_FEW: Final = 3
BLANK: Final = Text(zh="未填", en="blank")


def listed(labels: Sequence[Text]) -> Text:
    """The first three, and how many in all."""
    few, more = labels[:_FEW], len(labels) - _FEW
    return Text(
        zh="、".join(label.zh for label in few) + (f"等{len(labels)}处" if more > 0 else ""),
        en=", ".join(label.en for label in few) + (f" and {more} more" if more > 0 else ""),
    )


def figure(value: Value | None) -> Text:
    """A figure as pages show it, or that it is blank."""
    return BLANK if value is None else Text(zh=grouped(value), en=grouped(value))


def share(part: float) -> Text:
    """A share that is an estimate, in tenths: 八成, 80 %."""
    tenths = min(round(part * 10), 10)
    return Text(zh="十成" if tenths == 10 else f"{'零一二三四五六七八九'[tenths]}成", en=f"{tenths * 10} %")  # noqa: PLR2004
