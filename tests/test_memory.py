"""Memory that is free goes back to the system."""

import os
from pathlib import Path

import pyarrow as pa
import pytest

from gongkai import memory

_MUCH = 64 << 20


def _held() -> int:
    """Bytes of this process in memory."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="the system does not tell what a process holds")
def test_what_pyarrow_let_go_is_not_held() -> None:
    memory.give_back()
    before = _held()
    buffer = pa.allocate_buffer(_MUCH)
    memoryview(buffer).cast("B")[:] = b"x" * _MUCH
    assert _held() - before >= _MUCH
    del buffer
    memory.give_back()
    assert _held() - before < _MUCH // 2


def test_where_the_library_has_no_way_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_LIBRARY", None)
    memory.give_back()
