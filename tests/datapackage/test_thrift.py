"""Thrift's compact protocol: numbers are seen wherever they stand in a struct of anything."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compact import BINARY, BYTE, FALSE, FRACTION, LIST, NUMBER, STRUCT, TRUE, Value, written
from gongkai.datapackage import thrift

half = st.integers(-(2**62), 2**62 - 1)
numbers = st.integers(-(2**63), 2**63 - 1).map(lambda value: (NUMBER, value))
simple = st.one_of(
    numbers,
    st.binary(max_size=200).map(lambda value: (BINARY, value)),
    st.sampled_from([(TRUE, None), (FALSE, None), (BYTE, b"\x07"), (FRACTION, b"\x00\x80\xff\x15\x19\x00\x00\x7f")]),
)
ids = st.one_of(st.integers(1, 40), st.integers(1, 2**15 - 1))


def of_structs(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    """Structs and lists of what was made so far."""
    structs = st.dictionaries(ids, inner, max_size=5).map(lambda fields: (STRUCT, fields))
    lists = st.lists(structs, max_size=20).map(lambda values: (LIST, (STRUCT, values)))
    return structs | lists | st.lists(numbers, max_size=20).map(lambda values: (LIST, (NUMBER, values)))


fields_of_structs = st.dictionaries(ids, st.recursive(simple, of_structs, max_leaves=12), max_size=8)


Change: TypeAlias = "Callable[[int], int] | Mapping[int, Change]"


def copied(content: bytes, changes: Mapping[int, Change]) -> bytes:
    """A struct with some of its numbers changed, by what is seen of it."""
    padded, made, kept = b"xy" + content + b"z", bytearray(), 2

    def by(change: Change) -> thrift.Seen:
        if not callable(change):
            return {field: by(one) for field, one in change.items()}

        def seen(at: int, end: int, value: int) -> None:
            nonlocal kept
            made.extend(padded[kept:at] + thrift.of_number(change(value)))
            kept = end

        return seen

    seen = {field: by(one) for field, one in changes.items()}
    assert thrift.see(padded, 2, seen) == 2 + len(content)
    return bytes(made + padded[kept:-1])


@given(fields_of_structs)
def test_a_struct_ends_where_it_ends(fields: dict[int, Value]) -> None:
    content = written((STRUCT, fields))
    assert copied(content, {}) == content


@given(fields_of_structs, ids, half, half)
def test_a_number_is_changed_wherever_it_stands(fields: dict[int, Value], field: int, value: int, more: int) -> None:
    def inside(value: int) -> dict[int, Value]:
        return {**fields, field: (NUMBER, value)}

    for put, changes in (
        (lambda one: one, {field: more.__add__}),
        (lambda one: {7: (STRUCT, one)}, {7: {field: more.__add__}}),
        (lambda one: {3: (LIST, (STRUCT, [(STRUCT, one)] * 16))}, {3: {field: more.__add__}}),
    ):
        before, after = (written((STRUCT, put(inside(one)))) for one in (value, value + more))
        assert copied(before, changes) == after


@given(fields_of_structs, ids, numbers)
def test_a_field_is_found(fields: dict[int, Value], field: int, value: Value) -> None:
    content = written((STRUCT, {**fields, field: value}))
    assert thrift.number(content, thrift.find(content, 0, field))[0] == value[1]
    others = written((STRUCT, {one: fields[one] for one in fields if one != field}))
    with pytest.raises(ValueError, match=f"no field {field}"):
        thrift.find(others, 0, field)


@given(fields_of_structs, st.data())
def test_what_is_cut_off_is_told(fields: dict[int, Value], data: st.DataObject) -> None:
    content = written((STRUCT, fields))
    cut = content[: data.draw(st.integers(0, len(content) - 1))]
    with pytest.raises((IndexError, ValueError)):
        thrift.see(cut, 0, {})


def test_what_is_of_another_kind_is_told() -> None:
    words, listed = (BINARY, b"words"), (LIST, (NUMBER, [(NUMBER, 1)]))
    with pytest.raises(ValueError, match="kind 8 where a number should be"):
        copied(written((STRUCT, {1: words})), {1: int})
    with pytest.raises(ValueError, match="kind 6 where structs should be"):
        copied(written((STRUCT, {1: listed})), {1: {1: int}})
    with pytest.raises(ValueError, match="kind 15"):
        copied(b"\x1f\x00\x00", {})


@pytest.mark.parametrize("many", [0, 14, 15, 128, 70_000])
def test_a_list_says_how_many_it_has(many: int) -> None:
    begins = thrift.of_length(many)
    assert thrift.length(begins + b"\0" * many, 0) == (many, len(begins))
