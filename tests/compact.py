"""Thrift's compact protocol written as its description has it, to test what reads it."""

from typing import Any, TypeAlias

#: A value as its kind and itself; a struct has values by field, a list a kind and values of it.
Value: TypeAlias = tuple[int, Any]
STRUCT, LIST, BINARY, NUMBER, TRUE, FALSE, BYTE, FRACTION = 12, 9, 8, 6, 1, 2, 3, 7


def varint(value: int) -> bytes:
    return varint_more(value) if value > 127 else bytes([value])


def varint_more(value: int) -> bytes:
    return bytes([value % 128 + 128]) + varint(value // 128)


def signed(value: int) -> bytes:
    return varint(value * 2 if value >= 0 else -value * 2 - 1)


def written(value: Value) -> bytes:
    """As the protocol's description has it."""
    kind, content = value
    if kind == STRUCT:
        made, before = b"", 0
        for field, inner in sorted(content.items()):
            step = field - before
            made += bytes([step * 16 + inner[0]]) if step < 16 else bytes([inner[0]]) + signed(field)
            made, before = made + written(inner), field
        return made + b"\0"
    if kind == LIST:
        inner_kind, values = content
        many = len(values)
        head = bytes([many * 16 + inner_kind]) if many < 15 else bytes([240 + inner_kind]) + varint(many)
        return head + b"".join(written(one if inner_kind == STRUCT else (inner_kind, one[1])) for one in values)
    if kind == BINARY:
        return varint(len(content)) + bytes(content)
    return signed(content) if kind == NUMBER else content or b""
