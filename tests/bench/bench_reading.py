"""What reading a report costs: `make bench`, or by hand with a number of reports.

Prints microseconds of CPU and bytes a report: through YAML, and as the writer wrote it.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from gongkai.dataset import Folder
from gongkai.report import read, write
from gongkai.report.reading import from_yaml
from publishers import invent

COUNT = 1_000
ROUNDS = 5


def main() -> None:
    """Measure each way over the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Folder(Path(name))
        invent(folder, int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
        files = [path.read_bytes() for path in sorted(folder.reports.glob("*/*.yml"))]
    reports = [read(content, "r.yml") for content in files]
    ways: dict[str, Callable[[], object]] = {
        "YAML in general": lambda: [from_yaml(content, "r.yml") for content in files],
        "YAML as written": lambda: [read(content, "r.yml") for content in files],
        "write": lambda: [write(report) for report in reports],
    }
    print(f"{len(files)} reports: {sum(map(len, files)) / len(files):.0f} bytes")
    for name, way in ways.items():
        print(f"{name:16} {min(_spent(way) for _ in range(ROUNDS)) / len(files) * 1e6:7.1f} µs a report")


def _spent(way: Callable[[], object]) -> float:
    """Seconds of CPU."""
    begin = time.process_time()
    way()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
