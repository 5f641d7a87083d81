"""How fast documents are taken in, with one worker and with two, and what memory 2,000 of them need. Run by hand."""

import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from gongkai import ingest
from gongkai.ingest import Manner, Workers
from made_up.documents import LAYOUTS, document
from made_up.folders import made, publisher, put

DOCUMENTS = 2_000


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "papers").mkdir()
        paths = tuple(_papers(root / "papers"))
        for count in (DOCUMENTS // 10, DOCUMENTS):
            _memory(root / f"memory-{count}", paths[:count])
        begin = time.process_time()
        for _ in ingest.ingest(publisher(root / "here"), paths, Manner(retrieved="2026-11-23")):
            pass
        print(f"{DOCUMENTS / (time.process_time() - begin):,.0f} documents a second of CPU, reading and writing")
        for jobs in (1, 2):
            folder = publisher(root / f"jobs-{jobs}")
            for what in ("read", "skipped"):
                begin = time.perf_counter()
                done = list(ingest.ingest(folder, paths, Manner(retrieved="2026-11-23"), Workers(jobs=jobs)))
                seconds = time.perf_counter() - begin
                print(f"jobs {jobs}: {len(done) / seconds:,.0f} documents a second {what}, {seconds:.1f} s")


def _memory(root: Path, paths: tuple[Path, ...]) -> None:
    """The highest memory of this process so far; it stays where it is when ten times as many documents come."""
    for _ in ingest.ingest(publisher(root), paths, Manner(retrieved="2026-11-23"), Workers(jobs=2)):
        pass
    print(f"{len(paths):,} documents: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _papers(papers: Path) -> Iterator[Path]:
    """Documents of all years and layouts, each of an agency of its own."""
    for i, layout in enumerate(islice(cycle(LAYOUTS), DOCUMENTS)):
        title = f"青石市第{_number(i)}造纸局{2021 + i % 4}年政府信息公开工作年度报告"
        yield put(papers, f"{i}.txt", document(made(2021 + i % 4, i), layout, title=title))


def _number(i: int) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in str(i))


if __name__ == "__main__":
    main()
