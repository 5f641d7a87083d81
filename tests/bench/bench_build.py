"""A whole build, stage by stage, over invented publishers' folders of growing size: `make bench`.

Prints seconds and milliseconds a report for each stage, the size of the site, and the peak of memory.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai import pipeline, website
from gongkai.dataset import Folder, load
from publishers import invent

SIZES = (200, 1000)


def main() -> None:
    """Time every size."""
    for size in [int(argument) for argument in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Folder(Path(name))
            invent(folder, size)
            measure(folder, size)


def measure(folder: Folder, reports: int) -> None:
    """Build once, cold, and print what each stage took."""
    print(f"{reports} reports")
    fresh = folder.build / "site.new"
    with timed("read", reports):
        dataset = load(folder)
    with timed("judge", reports):
        judged = pipeline.judge(dataset)
    with timed("package", reports):
        site = pipeline.package(folder, dataset, judged, fresh)
    with timed("pages", reports):
        pages = website.publish(site, folder, fresh)
    with timed("nothing changed, whole", reports):
        pipeline.build(folder)
    sizes = [path.stat().st_size for path in folder.site.rglob("*") if path.is_file()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {pages} pages, {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB, peak memory {peak:.0f} MB")


@contextmanager
def timed(stage: str, reports: int) -> Iterator[None]:
    """Print how long the block took."""
    begin = time.perf_counter()
    yield
    seconds = time.perf_counter() - begin
    print(f"  {stage:24} {seconds:8.2f} s  {seconds / reports * 1000:8.3f} ms a report")


if __name__ == "__main__":
    main()
