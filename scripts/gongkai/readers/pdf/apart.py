"""PDFs are read by a program apart (`program`): one that takes too long, too much memory or crashes is ended alone."""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from gongkai.readers.pdf import wire
from gongkai.readers.pdf.limits import SECONDS, RefusedError
from gongkai.readers.pdf.page import Page
from gongkai.readers.pdf.shown import shown
from gongkai.readers.pdf.wire import PER_CHAR, PER_RULE, Head, Numbers

#: Read with one process as many documents as this, then begin another: what a library does not give back ends with it.
_MOST_DOCUMENTS: Final = 500


@dataclass
class _Helper:
    """The running program, the pipes to it, whose it is, and how many documents it has read."""

    process: "subprocess.Popen[bytes]"
    sink: IO[bytes]
    source: IO[bytes]
    owner: int
    documents: int = 0


_lock: Final = threading.Lock()
_helpers: Final[list[_Helper]] = []


def pages(content: bytes, seconds: float = SECONDS) -> tuple[Page, ...]:
    """What the pages of a PDF show; raises `RefusedError` where it cannot be read, or not within the time."""
    with _lock:
        head, numbers = _asked(content, seconds)
    if "error" in head:
        raise RefusedError(head["error"], head["page"])
    return tuple(_pages(head["pages"], numbers))


def _asked(content: bytes, seconds: float) -> tuple[Head, Numbers]:
    helper = _running()
    late = threading.Event()
    timer = threading.Timer(seconds, _stop, (helper, late))
    timer.start()
    try:
        wire.ask(helper.sink, content)
        return wire.answered(helper.source)
    except (OSError, EOFError) as error:
        _end(helper)
        raise RefusedError("slow" if late.is_set() else "crash") from error
    finally:
        timer.cancel()


def _stop(helper: "_Helper", late: threading.Event) -> None:
    late.set()
    helper.process.kill()


def _running() -> _Helper:
    """The program of this process, started where there is none; one of a parent process is not ours to use."""
    helper = _helpers[0] if _helpers else None
    if helper and helper.owner == os.getpid() and helper.documents < _MOST_DOCUMENTS and helper.process.poll() is None:
        helper.documents += 1
        return helper
    if helper:
        _end(helper)
    _helpers[:] = [_started()]
    return _helpers[0]


def _started() -> _Helper:
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai.readers.pdf.program"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin and process.stdout  # noqa: PT018, S101  as asked for
    return _Helper(process, process.stdin, process.stdout, os.getpid(), 1)


@atexit.register
def _end_all() -> None:
    while _helpers:
        _end(_helpers[0])


def _end(helper: _Helper) -> None:
    _helpers.clear()
    if helper.owner == os.getpid():
        helper.process.kill()
        helper.process.communicate()


def _pages(told: list[Head], numbers: Numbers) -> Iterator[Page]:
    place = 0
    for number, head in enumerate(told, 1):
        middle = place + PER_CHAR * len(head["text"])
        end = middle + PER_RULE * head["rules"]
        yield shown(number, head, numbers[place:middle], numbers[middle:end])
        place = end
