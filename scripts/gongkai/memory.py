"""Memory that is free but still held: by the pool of pyarrow, and by the C library, which keeps it for a next time."""

import ctypes
import os
from typing import Any, Final

import pyarrow as pa

#: The C library of this process; that of GNU can be asked for what it holds.
_LIBRARY: Final[Any] = None if os.name == "nt" else ctypes.CDLL(None)


def give_back() -> None:
    """Give it back to the system, where there is a way to: at the end of a stage, others need it."""
    pa.default_memory_pool().release_unused()
    trim = getattr(_LIBRARY, "malloc_trim", None)
    if trim:
        trim(0)
