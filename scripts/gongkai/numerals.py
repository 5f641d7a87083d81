"""How figures are written: read exactly, written plainly."""

import re
from decimal import Decimal

#: A figure as reports state it: an exact whole number or an exact decimal; `None` is a cell that holds no figure.
Value = int | Decimal

_PLAIN = re.compile(r"[+-]?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,12})?")
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


def shortest(value: Value) -> str:
    """The value without superfluous zeros: `96171.6`, `7545` (for `7545.00`), never an exponent."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Value) -> str:
    """The value with thousands separators, as pages show it: `3,985,758`, `59,237.2449`."""
    return f"{value:,}" if isinstance(value, int) else f"{Decimal(shortest(value)):,f}"
