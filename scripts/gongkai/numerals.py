"""How figures are written: read exactly, written plainly."""

import re
from decimal import Decimal

#: A figure as reports state it: an exact whole number or an exact decimal; `None` is a cell that holds no figure.
Value = int | Decimal

_PLAIN = re.compile(r"[+-]?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,12})?")
_DIGITS = {sign: i for i, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_MYRIAD = 10_000
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": _MYRIAD}
_CHINESE = re.compile("[零〇一二两三四五六七八九十百千万]{1,12}")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−﹣％", "0123456789.,+---%")


def plain(written: str) -> Value | None:
    """The value of a plain number such as `0`, `-38`, `96171.6`, exact to the digit; `None` where it is not one."""
    if not _PLAIN.fullmatch(written):
        return None
    return Decimal(written) if "." in written else int(written)


def figure(written: str) -> Value | None:
    """The value of a number as typists write it: full-width digits, thousands separators, spaces around.

    `None` where anything else stands there: notes, units and dashes are the recogniser's to judge.
    """
    text = written.strip().translate(_HALF_WIDTH)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return plain(text)


def worded(written: str) -> int | None:
    """The value of a whole number in Chinese words, below 亿: 两, 十二, 一百零五, 二〇二三; `None` where it is none."""
    if not written or not _CHINESE.fullmatch(written):
        return None
    if not _UNITS.keys() & set(written):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    total = part = digit = 0
    for sign in written:
        unit = _UNITS.get(sign)
        if unit is None:
            digit = _DIGITS[sign]
        elif unit == _MYRIAD:
            total, part, digit = (total + part + digit) * unit, 0, 0
        else:
            part, digit = part + (digit or 1) * unit, 0
    return total + part + digit


def shortest(value: Value) -> str:
    """The value without superfluous zeros: `96171.6`, `7545` (for `7545.00`), never an exponent."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Value) -> str:
    """The value with thousands separators, as pages show it: `3,985,758`, `59,237.2449`."""
    return f"{value:,}" if isinstance(value, int) else f"{Decimal(shortest(value)):,f}"
