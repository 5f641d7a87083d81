"""What a worker does with tasks that it is given: one after the other, each within its time."""

import faulthandler
import os
import signal
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: What is done with some tasks: their results in the same order, each made when it is asked for.
Work = Callable[[Sequence[T]], Iterable[R]]

#: The work of this process, once it has begun.
_given: Final[list[Work[Any, Any]]] = []


def begin(prepare: Callable[[], None], work: Work[T, R]) -> None:
    """Make a process ready for `do_given`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C speaks to the process that started this one
    _given[:] = [work]
    prepare()


def do_given(tasks: Sequence[T], seconds: float) -> list[Any]:
    """Do tasks with the work that this process began with."""
    return do(_given[0], tasks, seconds)


def do(work: Work[T, R], tasks: Sequence[T], seconds: float) -> list[R]:
    """Do each task; at the end of its time the process ends itself, also where a library never gives way.

    What is made ready for all of them is in the time of the first, which has twice as much where it is not alone.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        results = iter(work(tasks) if tasks else ())
        found: list[R] = []
        for _ in tasks:
            faulthandler.dump_traceback_later(
                seconds if found or len(tasks) == 1 else 2 * seconds, exit=True, file=nowhere
            )
            found.append(next(results))
        return found
    finally:
        faulthandler.cancel_dump_traceback_later()
        os.close(nowhere)
