"""One figure of a clean document changed: it is read as written, and the sum that it breaks becomes a finding."""

from dataclasses import replace
from random import Random

import pytest

from gongkai import readers
from gongkai.cell import Cell
from gongkai.finding import Outcome
from gongkai.forms import IDENTITIES
from gongkai.recognise import directory, recognise
from gongkai.report import Report
from gongkai.rules import judge
from invented import series, with_figure
from made_up import places
from made_up.many import KINDS, document

KNOWN = directory(places.register())
YEARS = (2020, 2023)


@pytest.mark.parametrize(("kind", "layout"), KINDS)
@pytest.mark.parametrize("year", YEARS)
def test_a_changed_figure_is_published_as_written_and_found(kind: str, layout: str, year: int) -> None:
    random = Random(f"{kind} {layout} {year}")  # noqa: S311  figures, no secrets
    clean = series(random, places.BUREAU, [year])[year]
    assert _violated(clean, kind, layout) == set()
    cell, written = random.choice([(cell, value) for cell, value in clean.cells() if _in_a_sum(cell)])
    assert written is not None
    changed = with_figure(clean, cell, written + random.randrange(1, 10))
    assert cell in _violated(changed, kind, layout)


def _violated(made: Report, kind: str, layout: str) -> set[Cell]:
    """Read the document of a report, which must say the same, and give the cells on both sides of all broken sums."""
    file = document(made, kind, layout, (), Random(0))  # noqa: S311
    draft = recognise(readers.read_bytes(file, f"a.{kind}"), KNOWN)
    assert (draft.doubts, draft.figures, draft.year) == ((), made.figures, made.year)
    assert draft.agency is not None
    read = replace(made, figures=draft.figures, marks=draft.marks, stated=(), facts=None)
    sums = {identity.rule for identity in IDENTITIES}
    found = judge(read, {made.year: read}, draft.agency).findings
    broken = [one for one in found if one.rule in sums and one.outcome is Outcome.VIOLATED]
    return {cell for one in broken for cell in (one.cell, *one.others)}


def _in_a_sum(cell: Cell) -> bool:
    return cell.table in {identity.table for identity in IDENTITIES} - {"proactive_disclosure"}
