"""Values as JSON text, with decimals to the digit (the standard library would make floats of them)."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from gongkai.numerals import Value, shortest

#: What a JSON text may be made of.
Tree = Mapping[str, "Tree"] | list["Tree"] | str | int | Decimal | None

#: Before a decimal's digits on its way through the encoder: a character that Unicode gives no meaning.
_MARK: Final = "\ufdd0"
_MARKED: Final = re.compile(f'"{_MARK}(-?[0-9]+(?:[.][0-9]+)?)"')


class Json(str):
    """A text that is JSON already."""

    __slots__ = ()


def encode(value: Tree) -> str:
    """The value as JSON on one line, Chinese readable."""
    if isinstance(value, Json):
        return value
    text = _ENCODER.encode(value)
    return _MARKED.sub(r"\1", text) if _MARK in text else text


def number(value: Value | None) -> str:
    """A number as JSON, `null` where there is none."""
    return "null" if value is None else shortest(value)


def record(fields: Mapping[str, Tree]) -> str:
    """A record as a JSON file: a field a line, an item a line where a field is a list."""
    lines = (f"{encode(name)}: {_item_a_line(value)}" for name, value in fields.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _item_a_line(value: Tree) -> str:
    return "[\n" + ",\n".join(map(encode, value)) + "\n]" if value and isinstance(value, list) else encode(value)


def _marked(value: object) -> str:
    if isinstance(value, Decimal):
        return _MARK + shortest(value)
    raise TypeError(f"{type(value).__name__} has no JSON")


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, default=_marked)
