"""Memory while 5,000 made-up documents are read and recognised, by hand: `python tests/bench/bench_memory.py`.

Prints the peak of this process in MB after every thousand documents of all kinds, and the documents a second of CPU.
"""

import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from made_up.many import many  # noqa: E402  the tests' folder is no package
from made_up.outcome import outcome  # noqa: E402

DOCUMENTS = 5_000
STEP = 1_000


def main() -> None:
    """Read documents, clean and quirky in turn by the thousand, and print a line for each thousand."""
    wrong = 0
    print(f"{'documents':>10}{'peak MB':>10}{'a second':>10}{'wrong':>7}")
    for begin in range(0, DOCUMENTS, STEP):
        taken = 0.0
        for made in many(STEP, quirky=begin % (2 * STEP) > 0, seed=begin):
            start = time.process_time()
            wrong += outcome(made).counts["wrong"]
            taken += time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{begin + STEP:10}{peak:10.0f}{STEP / taken:10.0f}{wrong:7}", flush=True)


if __name__ == "__main__":
    main()
