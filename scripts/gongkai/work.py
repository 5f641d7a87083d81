"""Who does the stages of a build: this process, processes of this machine, or the workers of a cluster."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.abc import MetaPathFinder
from typing import Final, Protocol, TypeVar

from gongkai import executors
from gongkai.errors import BuildError
from gongkai.executors import Crew, Lost, Start
from gongkai.text import Text

T = TypeVar("T")
R = TypeVar("R")

#: As many new objects before a search for garbage: pages and tables are without cycles, and searches find next to none.
_GARBAGE: Final = 200_000
#: Seconds for one task, after which its worker is given up.
_SECONDS: Final = 600.0


class Watch(Protocol):
    """Told of a stage: what it is, how many tasks it has; called again after each with how many are done."""

    def __call__(self, stage: Text, done: int, of: int) -> None:
        """Show it."""


def unseen(stage: Text, done: int, of: int) -> None:
    """Show nothing."""
    del stage, done, of


@dataclass(frozen=True, slots=True)
class Workers:
    """`jobs` processes, or workers as `start` starts them; 0: this process.

    Without `workbooks` they write no XLSX file for each agency and region, which costs more than all else together.
    `whole`: tables are never cut into volumes.
    """

    jobs: int = 0
    start: Start | None = None
    watch: Watch = unseen
    workbooks: bool = True
    whole: bool = False

    def each(self, stage: Text, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        """Do all tasks; their results in the tasks' order. Raises `BuildError` where a worker is lost twice."""
        done = 0
        self.watch(stage, done, len(tasks))
        for some in self._some(work, tasks):
            yield from self._results(some)
            done += len(some)
            self.watch(stage, done, len(tasks))

    def apart(self, work: Callable[[T], R], task: T) -> R:
        """Do one task in another process, if there is any, and wait for it; a thread can do so while others work.

        Raises `BuildError` where a worker is lost twice.
        """
        if not self.jobs:
            return work(task)
        found = [one for some in executors.in_order(self._crew(work), [task]) for one in self._results(some)]
        return found[0]

    def warm(self, module: str) -> None:
        """Let other processes load a module while this one has work of its own, where there will be others."""
        if self.jobs > 1 and self.start is None:
            warm(module)

    def alone(self, tasks: Sequence[object]) -> bool:
        """Whether this process does these tasks itself: it has no others, or there is nothing to share out."""
        return not self.jobs or len(tasks) <= 1

    def _some(self, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[list[tuple[T, R | Lost]]]:
        if self.alone(tasks):
            return executors.here(partial(map, work), tasks)
        return executors.in_order(self._crew(work), tasks)

    def _crew(self, work: Callable[[T], R]) -> Crew[T, R]:
        start = self.start or executors.processes(ready, work.__module__)
        return Crew(work=partial(map, work), start=start, jobs=self.jobs, seconds=_SECONDS, chunk=1)

    def _results(self, some: Iterable[tuple[T, R | Lost]]) -> list[R]:
        found: list[R] = []
        for _, result in some:
            if isinstance(result, Lost):
                raise BuildError(_LATE if result.late else _KILLED)
            found.append(result)
        return found


#: This process alone.
HERE: Final = Workers()


def of_command(
    jobs: int | None, scheduler: str | None, watch: Watch = unseen, *, workbooks: bool = True, whole: bool = False
) -> Workers:
    """As many processes as are asked for, or as there are cores for this one; the workers of a cluster, if any."""
    return Workers(jobs or cores(), executors.cluster(scheduler) if scheduler else None, watch, workbooks, whole)


def cores() -> int:
    """How many tasks this machine does at the same time for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def warm(module: str) -> None:
    """Let other processes of this machine load a module while this one goes on."""
    executors.warm(ready, module)


def ready() -> None:
    """Make a process ready: what is loaded stays, so no search for garbage need visit it; and it searches seldom."""
    _without_pandas()
    gc.freeze()
    gc.set_threshold(_GARBAGE)


class _NoPandas(MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        del path, target
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


def _without_pandas() -> None:
    """Tell pyarrow that it is given nothing of pandas': with its first array it would load that, a third of a second.

    It is loaded where somebody asks for a pandas table.
    """
    pyarrow, nowhere = sys.modules.get("pyarrow"), _NoPandas()
    if pyarrow and "pandas" not in sys.modules:
        sys.meta_path.insert(0, nowhere)
        try:
            pyarrow.array([None])
        finally:
            sys.meta_path.remove(nowhere)


_LATE: Final = Text(
    zh="一个工作进程超时，网站没有更新。请减少 --jobs 或检查机器后再试：已完成的部分不会重做。",
    en="A worker took too long; the site stays as it was. Try again with fewer --jobs: what is done is kept.",
)
_KILLED: Final = Text(
    zh="一个工作进程被终止（可能是内存不足），网站没有更新。请减少 --jobs 再试：已完成的部分不会重做。",
    en="A worker was killed (too little memory?); the site stays as it was. Try again with fewer --jobs: "
    "what is done is kept.",
)
