"""Whole builds of invented publishers' folders of growing size, as the command does them: `make bench`.

From nothing, with nothing changed, and with one report changed: seconds, stage by stage, and the peak of memory of all
processes together (what they share counted once); then the size of the site, and how cost grows.
`python tests/bench/bench_build.py [reports ...]`; 40,000 reports take 16 GB of disk.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from gongkai import pipeline
from gongkai.cell import Cell
from gongkai.dataset import Folder, agency_folders, load_report, report_files, save_report
from gongkai.text import Text
from gongkai.work import Workers
from invented import with_figure
from publishers import invent

SIZES = (1_000, 10_000, 40_000)
JOBS = 2
#: Seconds between two looks at memory.
_PAUSE = 0.25
#: What is counted up in the report that changes.
_CELLS = [Cell("requests", row, column) for row in ("granted", "total") for column in ("natural_person", "total")]


@dataclass(slots=True)
class Run:
    """A build: seconds in all and of each stage that workers share, megabytes of all processes together."""

    seconds: float = 0
    stages: dict[str, float] = field(default_factory=dict)
    memory: float = 0
    pages: int = 0


def main() -> None:
    """Measure every size."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    print(f"{os.cpu_count()} processors, {JOBS} jobs, two languages, no workbooks")
    cold = {size: _measured(size) for size in sizes}
    for before, after in pairwise(sizes):
        exponent = log(cold[after].seconds / cold[before].seconds) / log(after / before)
        print(f"from {before} to {after} reports: time grows with the power {exponent:.2f}")


def _measured(reports: int) -> Run:
    with tempfile.TemporaryDirectory() as name:
        folder = Folder(Path(name))
        invent(folder, reports)
        print(f"{reports} reports")
        cold = _run("from nothing", folder)
        _run("nothing changed", folder)
        _change(folder)
        _run("one report changed", folder)
        sizes = [path.stat().st_size for path in folder.site.rglob("*") if path.is_file()]
        print(f"  {cold.pages} pages, {len(sizes)} files, {sum(sizes) / 1e6:.0f} MB", flush=True)
        return cold


def _run(name: str, folder: Folder) -> Run:
    """Build in a process of its own, and print what it took."""
    context = get_context("spawn")
    told, tell = context.Pipe(duplex=False)
    begin, memory = time.perf_counter(), 0.0
    process = context.Process(target=_build, args=(folder.root, tell))
    process.start()
    while process.is_alive():
        memory = max(memory, sum(map(_memory, _family(process.pid or 0))))
        process.join(_PAUSE)
    seconds = time.perf_counter() - begin
    assert process.exitcode == 0, f"the build ended with {process.exitcode}"
    run: Run = told.recv()
    run.seconds, run.memory = seconds, memory
    stages = ", ".join(f"{stage} {spent:.1f}" for stage, spent in run.stages.items())
    print(f"  {name:20} {seconds:7.1f} s {memory:6.0f} MB   {stages}", flush=True)
    return run


def _build(root: Path, tell: Connection) -> None:
    run, begun = Run(), time.perf_counter()

    def watch(stage: Text, done: int, of: int) -> None:
        nonlocal begun
        if not done:
            begun = time.perf_counter()
        elif done == of:
            run.stages[stage.en] = time.perf_counter() - begun

    run.pages = pipeline.build(Folder(root), Workers(JOBS, watch=watch, workbooks=False)).pages
    tell.send(run)


def _change(folder: Folder) -> None:
    """One request more was granted, in one report in the middle."""
    agencies = agency_folders(folder)
    *_, path = report_files(folder, [agencies[len(agencies) // 2]])
    report = load_report(folder, path, folder.register())
    for cell in _CELLS:
        report = with_figure(report, cell, (report.figure(cell) or 0) + 1)
    save_report(folder, report)


def _family(process: int) -> Iterator[int]:
    """A process and all that it started."""
    yield process
    for children in _read(f"/proc/{process}/task/*/children"):
        for child in children.split():
            yield from _family(int(child))


def _memory(process: int) -> float:
    """Megabytes of a process, its part of what it shares."""
    lines: Sequence[str] = [line for text in _read(f"/proc/{process}/smaps_rollup") for line in text.splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _read(pattern: str) -> Iterator[str]:
    """The files of the system that are there; a process may end at any time."""
    for path in Path("/").glob(pattern[1:]):
        try:
            yield path.read_text()
        except OSError:
            continue


if __name__ == "__main__":
    main()
