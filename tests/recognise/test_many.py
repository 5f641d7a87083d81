"""Documents of every kind and layout, clean and with quirks: no figure is silently wrong, few have to wait."""

from collections import Counter

import pytest

from made_up.many import KINDS, many
from made_up.outcome import outcome

#: The share of documents that need no person, at least.
BARS = {"clean": 0.98, "quirky": 0.85}


@pytest.mark.parametrize("kind", BARS)
def test_no_figure_is_wrong_and_few_documents_wait(kind: str) -> None:
    total: Counter[str] = Counter()
    plain: Counter[str] = Counter()  # without columns of last year, which leave rows of text blank
    for made in many(6 * len(KINDS), quirky=kind == "quirky"):
        found = outcome(made)
        assert not found.counts["wrong"], (made.name, made.layout, made.quirks)
        total.update(found.counts)
        if "last_year" not in made.quirks:
            plain.update(found.counts)
    assert total["clear"] >= BARS[kind] * total["documents"]
    assert total["right"] > 0.97 * (total["right"] + total["doubtful"])
    assert plain["right"] > 0.98 * (plain["right"] + plain["doubtful"])
