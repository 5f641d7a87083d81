"""Packed reports come back as they were, or not at all."""

import os
import pickle
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.report import Report, pack, packing, unpack
from invented import AGENCY, reports, series

MANY = tuple(series(Random(5), AGENCY, range(2019, 2025)).values())  # noqa: S311  invented figures
PACKED = pack(MANY)


@settings(deadline=None)
@given(st.lists(reports(), max_size=3))
def test_reports_come_back_as_they_were(found: list[Report]) -> None:
    assert repr(unpack(pack(found))) == repr(tuple(found))


@pytest.mark.parametrize("length", [0, 10, 47, 48, 79, 80, 100, len(PACKED) - 1])
def test_what_was_cut_short_is_nothing(length: int) -> None:
    assert unpack(PACKED[:length]) is None


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_what_was_changed_anywhere_is_nothing(at: int, by: int) -> None:
    changed = bytearray(PACKED)
    changed[at] ^= by
    assert unpack(bytes(changed)) is None


def test_what_came_from_elsewhere_is_nothing() -> None:
    for foreign in (b"", b"agency: a\n", PACKED + b"\n", pickle.dumps(MANY)):
        assert unpack(foreign) is None


def test_reports_of_another_shape_are_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_HEADER", packing._HEADER[:-1] + b"?")  # noqa: SLF001  as an older version had it
    older = pack(MANY)
    monkeypatch.undo()
    assert unpack(older) is None


class _Call:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("echo taken",)


@pytest.mark.parametrize("content", [_Call(), "words", MANY])
def test_a_pack_with_anything_but_reports_is_nothing_and_calls_nothing(
    content: Any,  # noqa: ANN401  what nobody should pack
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert unpack(pack([content])) is None
    assert capfd.readouterr().out == ""
