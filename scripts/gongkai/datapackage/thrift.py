"""Thrift's compact protocol, as far as it takes to see where some numbers of a struct stand.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
What is cut off raises `IndexError`, what is of another kind than expected `ValueError`.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

#: The kinds of values: true and false, whole numbers, those of other lengths (in bytes), and what has parts.
_TRUTHS, _NUMBERS = frozenset({1, 2}), frozenset({4, 5, 6})
_LENGTHS: Final[Mapping[int, int]] = {3: 1, 7: 8, 13: 16}
_BINARY, _STRUCT, _LISTS = 8, 12, frozenset({9, 10})
#: The kind of a value is in these bits of its field's head; the bits above are the step from the field before.
_KIND: Final = 15
#: What a list says instead of a length that does not fit into four bits and follows.
_LONG: Final = 15
#: Bytes of a number that others follow have this bit, and seven others of the number.
_MORE: Final = 128

#: Who is to see a number: it is told where that begins and ends, and the number. In structs: some fields, by id.
Seen: TypeAlias = "Callable[[int, int, int], None] | Mapping[int, Seen]"


def number(content: bytes, at: int) -> tuple[int, int]:
    """The whole number that stands there, and where it ends."""
    value, at = _unsigned(content, at)
    return value >> 1 ^ -(value & 1), at


def of_number(value: int) -> bytes:
    """A whole number of up to 64 bits as it is written."""
    return _of_unsigned(value << 1 ^ value >> 63)


def length(content: bytes, at: int) -> tuple[int, int]:
    """How many structs the list has that stands there, and where the first begins."""
    kind, many, at = _listed(content, at)
    if kind != _STRUCT:
        raise ValueError(f"kind {kind} where structs should be")
    return many, at


def of_length(many: int) -> bytes:
    """What a list of so many structs begins with."""
    short = bytes([min(many, _LONG) << 4 | _STRUCT])
    return short if many < _LONG else short + _of_unsigned(many)


def find(content: bytes, at: int, wanted: int) -> int:
    """Where the value of a field stands in the struct that begins there."""
    field = 0
    while head := content[at]:
        field, at = _field(content, at, field)
        if field == wanted:
            return at
        at = _end(content, at, head & _KIND)
    raise ValueError(f"no field {wanted}")


def end_of_list(content: bytes, at: int) -> int:
    """Where the list ends that stands there."""
    kind, many, at = _listed(content, at)
    for _ in range(many):
        at = at + 1 if kind in _TRUTHS else _end(content, at, kind)
    return at


def see(content: bytes, at: int, seen: Mapping[int, Seen]) -> int:
    """Show the numbers of the struct that begins there to those who are to see them; where it ends."""
    field = 0
    while head := content[at]:
        field, at = _field(content, at, field)
        by = seen.get(field)
        at = _end(content, at, head & _KIND) if by is None else _shown(content, at, head & _KIND, by)
    return at + 1


def _shown(content: bytes, at: int, kind: int, by: Seen) -> int:
    if callable(by):
        if kind not in _NUMBERS:
            raise ValueError(f"kind {kind} where a number should be")
        value, end = number(content, at)
        by(at, end, value)
        return end
    if kind == _STRUCT:
        return see(content, at, by)
    many, at = length(content, at)
    for _ in range(many):
        at = see(content, at, by)
    return at


def _end(content: bytes, at: int, kind: int) -> int:
    """Where a value of that kind ends; true and false are told by the kind alone."""
    if kind in _NUMBERS:
        while content[at] >= _MORE:
            at += 1
        return at + 1
    if kind == _BINARY:
        many, at = _unsigned(content, at)
        return at + many
    if kind == _STRUCT:
        while head := content[at]:
            value = at + 1 if head > _KIND else number(content, at + 1)[1]
            at = _end(content, value, head & _KIND)
        return at + 1
    if kind in _LISTS:
        return end_of_list(content, at)
    if kind not in _TRUTHS and kind not in _LENGTHS:
        raise ValueError(f"kind {kind}, which is not known")
    return at + _LENGTHS.get(kind, 0)


def _field(content: bytes, at: int, before: int) -> tuple[int, int]:
    """The id of the field whose head stands there, and where its value begins."""
    step = content[at] >> 4
    return (before + step, at + 1) if step else number(content, at + 1)


def _listed(content: bytes, at: int) -> tuple[int, int, int]:
    """The kind of a list's values, how many there are, and where the first begins."""
    many, kind = content[at] >> 4, content[at] & _KIND
    many, at = (many, at + 1) if many < _LONG else _unsigned(content, at + 1)
    if many > len(content) - at:
        raise ValueError("a list of more values than bytes")
    return kind, many, at


def _unsigned(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while (byte := content[at]) >= _MORE:
        value |= byte - _MORE << shift
        shift += 7
        at += 1
    return value | byte << shift, at + 1


def _of_unsigned(value: int) -> bytes:
    made = bytearray()
    while value >= _MORE:
        made.append(value & _MORE - 1 | _MORE)
        value >>= 7
    made.append(value)
    return bytes(made)
