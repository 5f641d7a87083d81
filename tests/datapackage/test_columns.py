"""Columns as plain values."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.datapackage.columns import plain

_VALUES = {
    pa.string(): st.text(st.characters(codec="utf-8"), max_size=3),
    pa.int64(): st.integers(-(2**40), 2**40),
    pa.bool_(): st.booleans(),
    pa.decimal128(30, 12): st.integers(-99, 99).map(lambda value: Decimal(value) / 4),
}


@pytest.mark.parametrize("kind", _VALUES)
@given(st.data())
def test_a_column_has_the_values_it_was_made_of(kind: pa.DataType, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | _VALUES[kind], max_size=12))
    column = pa.chunked_array([values[:5], values[5:]], kind)
    assert plain(column) == values
    assert plain(column, repr) == [None if one is None else repr(one) for one in column.to_pylist()]
