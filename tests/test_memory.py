"""Memory that is free goes back to the system."""

import subprocess
import sys
from pathlib import Path

import pytest

from gongkai import memory

_MUCH = 64 << 20

#: A process of its own: in that of the tests, others take memory and let it go meanwhile. One small piece in a hundred
#: stays, so that the others lie between.
_PROGRAM = f"""
import os
import gongkai
import pyarrow as pa
from gongkai import memory

def held():
    with open("/proc/self/statm", encoding="ascii") as counts:
        return int(counts.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def piece():
    made = pa.allocate_buffer(1 << 16)
    memoryview(made).cast("B")[:] = bytes(1 << 16)
    return made

memory.give_back()
before = held()
pieces = [piece() for _ in range({_MUCH} >> 16)]
full = held()
pieces = pieces[::100]
memory.give_back()
print(full - before, held() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="the system does not tell what a process holds")
def test_what_pyarrow_let_go_is_not_held() -> None:
    said = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    full, after = map(int, said.stdout.split())
    assert full > _MUCH * 3 // 4
    assert after < _MUCH // 4


def test_where_the_library_has_no_way_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_LIBRARY", None)
    memory.give_back()
