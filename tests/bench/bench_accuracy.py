"""What becomes of 1,000 made-up documents, clean and with quirks, by hand: `python tests/bench/bench_accuracy.py`.

Prints for each layout and each quirk how many documents have no doubt, and how many figures were read right, left in
doubt and read wrong.
"""

import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from made_up.many import many  # noqa: E402  the tests' folder is no package
from made_up.outcome import outcome  # noqa: E402

DOCUMENTS = 500


def main() -> None:
    """Read as many clean as quirky documents and print a line for each layout and quirk."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for quirky in (False, True):
        for made in many(DOCUMENTS, quirky=quirky):
            found = outcome(made)
            all_of = "all quirky" if quirky else "all clean"
            for name in (all_of, f"{all_of[4:]}: {made.layout}", *(f"quirk: {quirk}" for quirk in made.quirks)):
                counts[name].update(found.counts)
            for doubt in sorted(found.doubts)[:2]:
                print(made.name, made.layout, *made.quirks, doubt, sep=" · ", file=sys.stderr)
    print(f"{'':34}{'documents':>10}{'no doubt':>10}{'right':>9}{'doubtful':>9}{'wrong':>7}")
    for name, total in sorted(counts.items()):
        print(f"{name:34}{total['documents']:10}{total['clear'] / total['documents']:10.1%}", end="")
        print(f"{total['right']:9}{total['doubtful']:9}{total['wrong']:7}")


if __name__ == "__main__":
    main()
