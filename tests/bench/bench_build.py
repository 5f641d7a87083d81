"""A whole build, stage by stage, over invented publishers' folders of growing size: `make bench`.

Prints seconds and milliseconds a report for each stage, the size of the site, and the peak of memory.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gongkai import chapters, explanations, packaging, pipeline, stages, website
from gongkai.dataset import Folder
from gongkai.work import Workers
from publishers import invent

SIZES = (200, 1000)
_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def main() -> None:
    """Time every size."""
    for size in [int(argument) for argument in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Folder(Path(name))
            invent(folder, size)
            measure(folder, size, Workers(2, workbooks=False))


def measure(folder: Folder, reports: int, workers: Workers) -> None:
    """Build once, cold, and print what each stage took; then again, with nothing changed."""
    print(f"{reports} reports, {workers.jobs} jobs")
    fresh = folder.build / "site.new"
    register = folder.register()
    with timed("read", reports):
        found, alike = stages.read(folder, register, workers)
    judging = stages.judge(folder, register, explanations.NONE, found, alike, workers)
    with ExitStack() as ends:
        with timed("judge and package", reports):
            made = ends.enter_context(packaging.package(folder, register, judging, fresh))
        with timed("portions", reports):
            packs = packaging.portions(folder, register, made, fresh, {}, workers)
        site = pipeline.site_of(folder, register, made, packs.packed)
        with timed("MkDocs", reports):
            themes = website.themed(folder)
        with timed("pages about one", reports):
            printing = chapters.printing(folder, site, themes, fresh, {})
            sheets = list(stages.print_pages(site, printing, made.judged, workers))
        with timed("pages about many", reports):
            printed = [one.printed for one in sheets]
            pages = website.publish_many(pipeline.with_reports(site, made), folder, themes, fresh, printed)
        with timed("what is left", reports):
            ends.close()
    with timed("whole, from what is kept", reports):
        pipeline.build(folder, workers, anew=True)
    with timed("nothing changed", reports):
        pipeline.build(folder, workers)
    sizes = [path.stat().st_size for path in folder.site.rglob("*") if path.is_file()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    of_workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  {pages} pages, {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")
    print(f"  peak memory {peak:.0f} MB, of the largest worker {of_workers:.0f} MB")


@contextmanager
def timed(stage: str, reports: int) -> Iterator[None]:
    """Print how long the block took."""
    begin, used = time.perf_counter(), _used()
    yield
    seconds, cpu = time.perf_counter() - begin, _used() - used
    print(f"  {stage:24} {seconds:8.2f} s, CPU {cpu:8.2f} s  {cpu / reports * 1000:8.3f} ms a report", flush=True)


def _used() -> float:
    """CPU seconds of this process and of workers that have ended."""
    return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in _WHO)


if __name__ == "__main__":
    main()
