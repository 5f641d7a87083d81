"""What becomes of every hostile document, by hand: `python tests/bench/bench_hostile.py`.

Reads them one by one in this process, without the workers and their limit of time that `gongkai ingest` has around
them. Prints for each how large it is, the seconds that it took, the highest memory so far, and what came of it.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from gongkai.ingest.reading import Reader  # noqa: E402
from gongkai.recognise import directory  # noqa: E402
from made_up import hostile_pdf, places  # noqa: E402  the tests' folder is no package
from made_up.hostile import HOSTILE  # noqa: E402
from made_up.hostile_files import HOSTILE_FILES  # noqa: E402
from made_up.hostile_pages import HOSTILE_PAGES  # noqa: E402
from made_up.hostile_word import HOSTILE_DOCUMENTS  # noqa: E402


def main() -> None:
    """Read each and print a line for it."""
    reader = Reader(directory(places.register()), frozenset())
    slowest = 0.0
    print(f"{'':44}{'KB':>9}{'seconds':>9}{'MB':>6}  what came of it")
    with tempfile.TemporaryDirectory() as name:
        for kind, path in _files(Path(name)):
            begin = time.perf_counter()
            told = _told(reader, path)
            seconds = time.perf_counter() - begin
            slowest = max(slowest, seconds)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{kind:44}{path.stat().st_size / 1000:9.0f}{seconds:9.2f}{peak:6.0f}  {told}", flush=True)
            path.unlink()
    print(f"slowest: {slowest:.1f} s")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every hostile document, written when it is its turn."""
    for kind, text in HOSTILE.items():
        yield f"txt: {kind}", _written(folder / "hostile.txt", text.encode())
    for kind, page in HOSTILE_PAGES.items():
        yield f"html: {kind}", _written(folder / "hostile.html", page.encode())
    for kind, make in HOSTILE_DOCUMENTS.items():
        yield f"docx: {kind}", _written(folder / "hostile.docx", make())
    refused = {kind: make for kind, (make, _) in hostile_pdf.REFUSED.items()}
    for kind, make in {**refused, **hostile_pdf.READ, **hostile_pdf.SLOW}.items():
        yield f"pdf: {kind}", _written(folder / "hostile.pdf", make())
    for kind, (name, write) in HOSTILE_FILES.items():
        write(folder / name)
        yield kind, folder / name


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _told(reader: Reader, path: Path) -> str:
    """What the person who reads it in is told, in a line."""
    found = reader.reading(path)
    if found.fault:
        words = found.fault.en.removeprefix(path.name).lstrip(" ,:")
        return f"refused: {words.splitlines()[0][:90]}"
    doubts = found.draft.doubts if found.draft else ()
    return f"read, waits with {len(doubts)} doubts" if doubts else "read"


if __name__ == "__main__":
    main()
