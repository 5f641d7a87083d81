"""A made-up document and what was read of it → how many figures are right, in doubt, wrong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai import readers
from gongkai.recognise import Draft, directory, recognise
from made_up import places
from made_up.many import Made

KNOWN = directory(places.register())


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of `documents`, `clear` ones (no doubt), and of figures `right`, `doubtful`, `wrong`; the doubts' words.

    A figure is wrong where another one was read, where none was read though the document is clear, and where a clear
    document is taken for another agency's, year's or form's.
    """

    counts: Counter[str]
    doubts: frozenset[str]


def outcome(made: Made) -> Outcome:
    """Read and recognise the document as `gongkai ingest` does, and count."""
    draft = recognise(readers.read_bytes(made.content, made.name), KNOWN)
    counts = Counter({"documents": 1, "clear": int(not draft.doubts)})
    counts.update(_figures(draft, made))
    counts["wrong"] += not draft.doubts and _elsewhere(draft, made)
    return Outcome(counts, frozenset(doubt.text.en for doubt in draft.doubts))


def _figures(draft: Draft, made: Made) -> Iterator[str]:
    """What each figure of the report became."""
    for cell, written in made.report.cells():
        row = draft.figures.get(cell.table, {}).get(cell.row)
        index = made.report.layout.table[cell.table].column_index[cell.row]
        read = row[index[cell.column]] if row and draft.form == made.report.form else None
        yield "right" if read == written else "doubtful" if read is None and draft.doubts else "wrong"


def _elsewhere(draft: Draft, made: Made) -> bool:
    agency = draft.agency.agency_id if draft.agency else None
    return (agency, draft.year, draft.form) != (made.report.agency, made.report.year, made.report.form)
