"""The program that reads PDFs: whatever a file does to it, it harms nothing else. Started by `apart`, ends with it.

It talks as `wire` says, keeps documents in memory only, and follows nothing that they refer to.
"""

import contextlib
import signal
import sys
from array import array

from gongkai.readers.pdf import pdfium, wire
from gongkai.readers.pdf.limits import MEMORY, SECONDS, RefusedError


def main() -> None:
    """Answer until the input ends."""
    _limit_memory()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    with contextlib.suppress(EOFError):
        while True:
            content = wire.asked(source)
            _end_after(int(SECONDS * 2))
            head, numbers = _read(content)
            _end_after(0)
            wire.answer(sink, head, numbers)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not every system has it

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _end_after(seconds: int) -> None:
    """End this program should it still be busy then and nobody be left to end it; 0 takes that back."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _read(content: bytes) -> tuple[wire.Head, wire.Numbers]:
    numbers = array("f")
    try:
        return {"pages": list(pdfium.pages(content, numbers))}, numbers
    except RefusedError as refused:
        return {"error": refused.reason, "page": refused.page}, array("f")
    except MemoryError:
        return {"error": "large", "page": 0}, array("f")


if __name__ == "__main__":
    main()
