"""What is read of each real document beside the repository, by hand: `python tests/bench/bench_samples.py`.

Prints for each how many of its figures are read right, left in doubt and read wrong, whether the agency and the year
are known, and whether it would be published or wait. Blank cells count as figures: blank must be read as blank.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from gongkai import readers  # noqa: E402
from gongkai.dataset import Folder  # noqa: E402
from gongkai.numerals import Value  # noqa: E402
from gongkai.recognise import Draft, directory, recognise  # noqa: E402
from places import SHARED  # noqa: E402  the tests' folder is no package


def main() -> None:
    """Read each and print a line for it."""
    known = directory(Folder(ROOT).register())
    total: Counter[str] = Counter()
    print(f"{'':44}{'right':>7}{'doubtful':>10}{'wrong':>7}  {'agency':8}{'year':6}{'form':6}state")
    for path in sorted(SHARED.glob("samples/*/*")):
        if path.suffix != ".json":
            expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            draft = recognise(readers.read(path), known)
            counts = Counter(_figures(draft, expected))
            total += counts
            state = f"waits, {len(draft.doubts)} doubts" if draft.doubts else "published"
            agency = "known" if draft.agency else "doubt"
            shown = f"{counts['right']:7}{counts['doubtful']:10}{counts['wrong']:7}"
            print(f"{path.name:44}{shown}  {agency:8}{draft.year or 'doubt'!s:6}{draft.form:6}{state}")
    print(f"{'all':44}{total['right']:7}{total['doubtful']:10}{total['wrong']:7}")


def _figures(draft: Draft, expected: Any) -> Iterator[str]:  # noqa: ANN401  as JSON has it
    for table in ("proactive_disclosure", "requests", "legal_challenges"):
        for row, figures in (expected.get(table) or {}).items():
            read = draft.figures.get(table, {}).get(row, (None,) * len(figures))
            for found, written in zip(read, map(_number, figures), strict=True):
                doubtful = found is None and draft.doubts
                yield "right" if found == written else "doubtful" if doubtful else "wrong"


def _number(figure: Any) -> Value | None:  # noqa: ANN401
    """A figure as the list of a sample has it: a number, or one with its unit behind it."""
    if isinstance(figure, str):
        return Decimal(re.sub(r"[^\d.]", "", figure))
    return Decimal(str(figure)) if isinstance(figure, float) else figure


if __name__ == "__main__":
    main()
