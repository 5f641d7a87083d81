"""Columns as plain values."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.datapackage.columns import Pile, plain

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


def test_rows_that_come_one_by_one_are_kept_in_few_pieces() -> None:
    pile = Pile()
    assert not pile
    for number in range(1_000):
        pile.add(pa.table({"n": [number], "word": [str(number)]}))
        assert len(pile._pieces) <= 33  # noqa: SLF001  what it is for
    assert pile
    assert pile.all.to_pydict() == {"n": list(range(1_000)), "word": [str(n) for n in range(1_000)]}
    assert pile.all["n"].num_chunks == 1


def test_a_pile_that_knows_its_columns_has_them_without_rows() -> None:
    pile = Pile(pa.schema({"n": pa.int64()}))
    assert pile.all.num_rows == 0
    assert pile.all.column_names == ["n"]
