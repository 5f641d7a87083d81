"""How tasks are shared out among workers, in what order their results come, and what is done when a worker is gone."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from gongkai.executors.teams import Promise, Start
from gongkai.executors.worker import Work

T = TypeVar("T")
R = TypeVar("R")

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
    """Who works on what: what is done with tasks, how workers are started, how many, and seconds for each task.

    `chunk`: tasks that a worker gets at once, at most.
    """

    work: Work[T, R]
    start: Start
    jobs: int
    seconds: float
    chunk: int = _CHUNK


def in_order(crew: Crew[T, R], tasks: Sequence[T]) -> Iterator[list[tuple[T, R | Lost]]]:
    """Do all tasks; each comes back with its result, some at a time, in their order."""
    workers = _Workers(crew, crew.jobs)
    flying: deque[tuple[Sequence[T], Promise]] = deque()
    try:
        for chunk in _chunks(tasks, workers.size, crew.chunk):
            flying.append((chunk, workers.do(chunk)))
            if len(flying) >= workers.size * _AHEAD:
                yield _landed(crew, *flying.popleft())
        while flying:
            yield _landed(crew, *flying.popleft())
    finally:
        for _, promise in flying:
            promise.cancel()
        workers.close()


def here(work: Work[T, R], tasks: Sequence[T]) -> Iterator[list[tuple[T, R | Lost]]]:
    """Do all tasks in this process, which nothing protects."""
    return (list(zip(chunk, work(chunk), strict=True)) for chunk in _chunks(tasks, 1, _CHUNK))


def _chunks(tasks: Sequence[T], jobs: int, most: int) -> Iterator[Sequence[T]]:
    size = max(1, min(most, len(tasks) // (jobs * _SHARES)))
    return (tasks[i : i + size] for i in range(0, len(tasks), size))


def _landed(crew: Crew[T, R], chunk: Sequence[T], promise: Promise) -> list[tuple[T, R | Lost]]:
    try:
        return list(zip(chunk, promise.result(), strict=True))
    except BrokenExecutor:
        return _singly(crew, chunk)


def _singly(crew: Crew[T, R], chunk: Sequence[T]) -> list[tuple[T, R | Lost]]:
    """The tasks of a chunk whose worker, or one beside it, is gone: one by one, so that only the guilty one is lost."""
    workers = _Workers(crew, 1)
    try:
        found: list[tuple[T, R | Lost]] = []
        for task in chunk:
            done = _alone(crew, workers, task)
            found.append((task, done))
        return found
    finally:
        workers.close()


def _alone(crew: Crew[T, R], workers: "_Workers", task: T) -> R | Lost:
    workers.do([]).result()  # starting a process is no part of the task's time
    begin = time.monotonic()
    try:
        found: list[R] = workers.do([task]).result()
    except BrokenExecutor:
        return Lost(late=time.monotonic() - begin >= crew.seconds)
    return found[0]


class _Workers:
    """A team that is replaced by a fresh one when a worker of it is gone."""

    def __init__(self, crew: Crew[T, R], jobs: int) -> None:
        self._crew = crew
        self._jobs = jobs
        self._team = crew.start(jobs, crew.work)

    @property
    def size(self) -> int:
        return self._team.size

    def do(self, tasks: Sequence[T]) -> Promise:
        try:
            return self._team.do(tasks, self._crew.seconds)
        except BrokenExecutor:
            self.close()
            self._team = self._crew.start(self._jobs, self._crew.work)
            return self._team.do(tasks, self._crew.seconds)

    def close(self) -> None:
        self._team.close()
