"""What becomes of 1,000 made-up documents, clean and with quirks, by hand: `python tests/bench/bench_accuracy.py`.

Prints for each kind, layout and quirk how many documents are published (no doubt), wait and are lost (cannot be read),
and how many figures were read right, left in doubt and read wrong. Documents of older word processors are among them
where LibreOffice is installed.
"""

import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from made_up.many import ALL_KINDS, KINDS, many  # noqa: E402  the tests' folder is no package
from made_up.outcome import outcomes  # noqa: E402

DOCUMENTS = 500
COLUMNS = ("documents", "clear", "waiting", "lost", "right", "doubtful", "wrong")


def main() -> None:
    """Read as many clean as quirky documents and print a line for each kind, layout and quirk."""
    if ALL_KINDS == KINDS:
        print("LibreOffice is not installed: no .wps and .rtf, and .doc only as pages that are so named.")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for manner in ("clean", "quirky"):
        for made, found in outcomes(many(DOCUMENTS, quirky=manner == "quirky", kinds=ALL_KINDS)):
            names = (f"{made.layout.split()[0]}: {manner}", f"{manner}: {made.layout}")
            for name in (f"all {manner}", *names, *(f"quirk: {quirk}" for quirk in made.quirks)):
                counts[name].update(found.counts)
            for doubt in sorted(found.doubts)[:2]:
                print(made.name, made.layout, *made.quirks, doubt, sep=" · ", file=sys.stderr)
    print(f"{'':34}{''.join(f'{column:>10}' for column in COLUMNS)}")
    for name, total in sorted(counts.items()):
        total["waiting"] = total["documents"] - total["clear"] - total["lost"]
        figures = "".join(f"{total[column]:10,}" for column in COLUMNS)
        print(f"{name:34}{figures}{total['clear'] / total['documents']:8.1%}")


if __name__ == "__main__":
    main()
