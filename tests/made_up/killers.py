"""Readers of documents that end their process, never end, or have faults; workers find them by their names."""

import os
import signal
import time
from pathlib import Path

from gongkai import readers
from gongkai.document import Document
from gongkai.readers import office


def read(path: Path, converted: office.Converted) -> Document:
    """Read a document, unless its name says that something goes wrong."""
    if path.name.startswith("killer"):
        os._exit(9)
    if path.name.startswith("once") and not (mark := path.with_suffix(".killed")).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if path.name.startswith("sleeper"):
        time.sleep(600)
    if path.name.startswith("fault"):
        raise ZeroDivisionError("made up")
    return readers.read(path, converted)


def deadly(task: tuple[int, Path]) -> int:
    """Give the number back; ten kills the process that it comes to, the first time: the file says that it did."""
    number, mark = task
    if number == 10 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number
