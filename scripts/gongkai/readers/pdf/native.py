"""Functions of pdfium as they are called for every character and every object: with addresses in place of pointers.

What ctypes does to make pointers of its own, and to let other threads run meanwhile, is half the cost of such a call;
the program that calls them has one thread.
"""

import ctypes
from collections.abc import Callable
from ctypes import c_void_p
from typing import Any, Final

#: Where something is in memory, only ever handed back to pdfium; 0 is nowhere.
Address = int


def plain(function: Any) -> Callable[..., Any]:  # noqa: ANN401  as pypdfium2 has it
    """The same function, which takes and returns an `Address` for each pointer."""
    kinds = (c_void_p if hasattr(kind, "contents") else kind for kind in (function.restype, *function.argtypes))
    return ctypes.PYFUNCTYPE(*kinds)(address(function))


def address(pointer: Any) -> Address:  # noqa: ANN401  a handle
    """Where a page or a text is that pdfium has opened, or a function."""
    return ctypes.cast(pointer, c_void_p).value or 0


class Room:
    """Room for numbers that pdfium fills in; `at` are their addresses."""

    def __init__(self, kind: type[ctypes.c_double | ctypes.c_float | ctypes.c_int], count: int) -> None:
        """Take room for so many."""
        self._numbers: Final = (kind * count)()
        begin, size = ctypes.addressof(self._numbers), ctypes.sizeof(kind)
        self.at: Final = tuple(range(begin, begin + count * size, size))

    def __call__(self) -> list[Any]:
        """What pdfium has filled in."""
        return self._numbers[:]
