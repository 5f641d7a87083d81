"""Many tasks in processes apart: results in the order of the tasks; one that kills its process, or is late, goes alone.

What this knows: how work is shared out and what to do when a worker is gone. It needs an executor of
`concurrent.futures` only, so one machine's processes and a cluster's workers do alike.
"""

import faulthandler
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context
from typing import Any, Final, Generic, TypeVar

from gongkai.errors import BuildError
from gongkai.text import Text

T = TypeVar("T")
R = TypeVar("R")

#: Starts workers, as many, each ready for work.
Start = Callable[[int], Executor]
#: Tasks that a worker gets at once: enough that sending them costs nothing, few enough to be tried again one by one.
_CHUNK: Final = 25
#: Chunks under way for each worker; memory is bounded by them.
_AHEAD: Final = 3
#: Chunks that each worker gets at least, so that none is idle where there are few tasks.
_SHARES: Final = 4


@dataclass(frozen=True, slots=True)
class Lost:
    """A task whose process was gone before it was done; `late`: because its time was over."""

    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew(Generic[T, R]):
    """Who works on what: the function for a task, how workers are started, how many, and seconds for each task.

    `chunk`: tasks that a worker gets at once, at most.
    """

    work: Callable[[T], R]
    start: Start
    jobs: int
    seconds: float
    chunk: int = _CHUNK


def processes(prepare: Callable[..., None], *arguments: Any, module: str = "") -> Start:  # noqa: ANN401  see `prepare`
    """Processes of this machine, each prepared once; they share nothing with this one, threads and locks included.

    `module` is what the work needs beside `prepare`: it is loaded once for all of them, and its memory is shared.
    """
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    context = get_context(method)
    # imported once, not by every fresh process
    context.set_forkserver_preload(["__main__", prepare.__module__, *filter(None, [module])])

    def start(jobs: int) -> Executor:
        return ProcessPoolExecutor(jobs, context, _begin, (prepare, arguments))

    return start


def cluster(address: str) -> Start:
    """The workers of a dask cluster that is there already (`tcp://host:8786`), which see the same files.

    Raises `BuildError` where dask is not installed or nobody answers at the address.
    """
    try:
        client = import_module("distributed").Client(address, timeout="10s", set_as_default=False)
    except ModuleNotFoundError as error:
        raise BuildError(_NO_DASK) from error
    except OSError as error:
        raise BuildError(_NOBODY.format(address=address)) from error

    def start(jobs: int) -> Executor:
        del jobs
        made: Executor = client.get_executor(pure=False)
        return made

    return start


def in_order(crew: Crew[T, R], tasks: Sequence[T]) -> Iterator[list[tuple[T, R | Lost]]]:
    """Do all tasks; each comes back with its result, some at a time, in their order."""
    workers = _Workers(crew.start, crew.jobs)
    flying: deque[tuple[Sequence[T], Future[list[R]]]] = deque()
    try:
        for chunk in _chunks(tasks, crew.jobs, crew.chunk):
            flying.append((chunk, workers.submit(_all, crew.work, chunk, crew.seconds)))
            if len(flying) >= crew.jobs * _AHEAD:
                yield _landed(crew, *flying.popleft())
        while flying:
            yield _landed(crew, *flying.popleft())
    finally:
        for _, future in flying:
            future.cancel()
        workers.close()


def here(work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[list[tuple[T, R | Lost]]]:
    """Do all tasks in this process, which nothing protects."""
    return ([(task, work(task)) for task in chunk] for chunk in _chunks(tasks, 1, _CHUNK))


def _chunks(tasks: Sequence[T], jobs: int, most: int) -> Iterator[Sequence[T]]:
    size = max(1, min(most, len(tasks) // (jobs * _SHARES)))
    return (tasks[i : i + size] for i in range(0, len(tasks), size))


def _landed(crew: Crew[T, R], chunk: Sequence[T], future: "Future[list[R]]") -> list[tuple[T, R | Lost]]:
    try:
        return list(zip(chunk, future.result(), strict=True))
    except BrokenExecutor:
        return _singly(crew, chunk)


def _singly(crew: Crew[T, R], chunk: Sequence[T]) -> list[tuple[T, R | Lost]]:
    """The tasks of a chunk whose worker, or one beside it, is gone: one by one, so that only the guilty one is lost."""
    workers = _Workers(crew.start, 1)
    try:
        found: list[tuple[T, R | Lost]] = []
        for task in chunk:
            done = _alone(crew, workers, task)
            found.append((task, done))
        return found
    finally:
        workers.close()


def _alone(crew: Crew[T, R], workers: "_Workers", task: T) -> R | Lost:
    workers.submit(os.getpid).result()  # starting a process is no part of the task's time
    begin = time.monotonic()
    try:
        found: list[R] = workers.submit(_all, crew.work, [task], crew.seconds).result()
    except BrokenExecutor:
        return Lost(late=time.monotonic() - begin >= crew.seconds)
    return found[0]


class _Workers:
    """An executor that is replaced by a fresh one when a worker of it is gone."""

    def __init__(self, start: Start, jobs: int) -> None:
        self._start = start
        self._jobs = jobs
        self._executor = start(jobs)

    def submit(self, function: Callable[..., R], *arguments: Any) -> "Future[R]":  # noqa: ANN401  any function's
        try:
            return self._executor.submit(function, *arguments)
        except BrokenExecutor:
            self.close()
            self._executor = self._start(self._jobs)
            return self._executor.submit(function, *arguments)

    def close(self) -> None:
        self._executor.shutdown()


# in the worker


def _begin(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C speaks to the process that started this one
    prepare(*arguments)


def _all(work: Callable[[T], R], chunk: Sequence[T], seconds: float) -> list[R]:
    """Do each task; at the end of its time the process ends itself, also where a library never gives way."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        found = []
        for task in chunk:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            found.append(work(task))
        return found
    finally:
        faulthandler.cancel_dump_traceback_later()
        os.close(nowhere)


_NO_DASK: Final = Text(
    zh="没有安装 dask。请安装：pip install 'gongkai[cluster]'。",
    en="dask is not installed. Install it: pip install 'gongkai[cluster]'.",
)
_NOBODY: Final = Text(
    zh="{address} 没有应答。请先启动 dask scheduler 和 dask worker。",
    en="Nobody answers at {address}. Start dask scheduler and dask worker first.",
)
