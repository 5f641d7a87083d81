"""Who works: processes of this machine, or the workers of a dask cluster; either is given its work once, then tasks."""

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import forkserver, get_all_start_methods, get_context
from typing import Any, Final, Protocol

from gongkai.errors import BuildError
from gongkai.executors import worker
from gongkai.executors.worker import Work
from gongkai.text import Text


class Promise(Protocol):
    """Results that are under way."""

    def result(self) -> list[Any]:
        """Wait for them; raises `BrokenExecutor` where the worker is gone."""

    def cancel(self) -> Any:  # noqa: ANN401  nobody asks
        """Do without them."""


class Team(Protocol):
    """Workers that were given their work; `size`: how many."""

    @property
    def size(self) -> int:
        """How many tasks are done at the same time."""

    def do(self, tasks: Sequence[Any], seconds: float) -> Promise:
        """Let one of them do the tasks; raises `BrokenExecutor` where this team is no more."""

    def close(self) -> None:
        """Let them go."""


#: How processes of this machine are started.
_METHOD: Final = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
#: Gathers as many workers, for some work.
Start = Callable[[int, Work[Any, Any]], Team]


def processes(prepare: Callable[[], None], module: str) -> Start:
    """Processes of this machine, each prepared once; they share nothing with this one, threads and locks included.

    `module` is what the work needs beside `prepare`: it is loaded once for all of them, and its memory is shared.
    """
    context = get_context(_METHOD)
    # imported once, not by every fresh process
    context.set_forkserver_preload(["__main__", prepare.__module__, module])

    def start(jobs: int, work: Work[Any, Any]) -> Team:
        return _Processes(jobs, ProcessPoolExecutor(jobs, context, worker.begin, (prepare, work)))

    return start


def warm(prepare: Callable[[], None], module: str) -> None:
    """Let what processes need be loaded while this one goes on: the first of them will be there sooner."""
    if _METHOD == "forkserver":
        processes(prepare, module)
        forkserver.ensure_running()


@dataclass(frozen=True, slots=True)
class _Processes:
    size: int
    pool: ProcessPoolExecutor

    def do(self, tasks: Sequence[Any], seconds: float) -> Promise:
        return self.pool.submit(worker.do_given, tasks, seconds)

    def close(self) -> None:
        self.pool.shutdown()


def cluster(address: str) -> Start:
    """The workers of a dask cluster that is there already (`tcp://host:8786`), which see the same files.

    Raises `BuildError` where dask is not installed or nobody answers at the address.
    """
    try:
        distributed = import_module("distributed")
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except ModuleNotFoundError as error:
        raise BuildError(_NO_DASK) from error
    except (OSError, ValueError) as error:
        raise BuildError(_NOBODY.format(address=address)) from error

    def start(jobs: int, work: Work[Any, Any]) -> Team:
        size = max(jobs, sum(client.nthreads().values()))
        # a task, not a value that is sent: the scheduler has it made again where all workers that held it are gone
        return _Cluster(size, client, client.submit(_itself, work, pure=False), distributed.KilledWorker)

    return start


@dataclass(frozen=True, slots=True)
class _Cluster:
    """`work` is kept by the workers, and none has to be sent it again with every task."""

    size: int
    client: Any
    work: Any
    killed: type[Exception]

    def do(self, tasks: Sequence[Any], seconds: float) -> Promise:
        return _Far(self.client.submit(worker.do, self.work, tasks, seconds, pure=False), self.killed)

    def close(self) -> None:
        self.work.release()


@dataclass(frozen=True, slots=True)
class _Far:
    """Results of a cluster, which has tried tasks on several workers before it says that they kill them."""

    future: Any
    killed: type[Exception]

    def result(self) -> list[Any]:
        try:
            found: list[Any] = self.future.result()
        except self.killed as error:
            raise BrokenExecutor from error
        return found

    def cancel(self) -> None:
        self.future.cancel()


def _itself(work: Work[Any, Any]) -> Work[Any, Any]:
    return work


_NO_DASK: Final = Text(
    zh="没有安装 dask。请安装：pip install 'gongkai[cluster]'。",
    en="dask is not installed. Install it: pip install 'gongkai[cluster]'.",
)
_NOBODY: Final = Text(
    zh="{address} 没有应答。请先启动 dask scheduler 和 dask worker。",
    en="Nobody answers at {address}. Start dask scheduler and dask worker first.",
)
