"""A dask cluster of this machine: two workers, which come back when they are killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dask
from distributed import LocalCluster


@contextmanager
def cluster(folder: Path, *, tries: int = 4) -> Iterator[str]:
    """Its address; work that kills as many workers is given up."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": tries - 1}),
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(folder), silence_logs=50
        ) as made,
    ):
        yield made.scheduler_address
