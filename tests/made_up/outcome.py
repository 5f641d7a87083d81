"""A made-up document and what was read of it → how many figures are right, in doubt, wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from gongkai import readers
from gongkai.errors import DocumentError
from gongkai.readers import office
from gongkai.recognise import Draft, directory, recognise
from made_up import places
from made_up.many import Made

_AT_ONCE = 25
KNOWN = directory(places.register())


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of `documents`, `clear` ones (no doubt), and of figures `right`, `doubtful`, `wrong`; the doubts' words.

    A document that cannot be read at all is `lost`, and so are its figures. A figure is wrong where another one was
    read, where none was read though the document is clear, and where a clear document is taken for another agency's,
    year's or form's.
    """

    counts: Counter[str]
    doubts: frozenset[str]


def outcomes(documents: Iterable[Made]) -> Iterator[tuple[Made, Outcome]]:
    """Read and recognise documents as `gongkai ingest` does, some at a time, and count."""
    rest = iter(documents)
    while some := list(islice(rest, _AT_ONCE)):
        converted = office.together([(made.name, made.content) for made in some])
        yield from ((made, outcome(made, converted)) for made in some)


def outcome(made: Made, converted: office.Converted = office.NONE) -> Outcome:
    """Read and recognise a document, and count."""
    try:
        draft = recognise(readers.read_bytes(made.content, made.name, converted), KNOWN)
    except DocumentError as error:
        return Outcome(Counter({"documents": 1, "lost": 1}), frozenset((error.message.en,)))
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
