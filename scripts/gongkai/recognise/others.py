"""Signs that tables are not those of the report: another year above them, another title before them, a strange place.

A file may hold last year's tables beside this year's, or several reports; labels and figures look the same in all.
"""

import re
from collections.abc import Container, Iterator
from typing import Final

from gongkai.cell import Cell
from gongkai.document import Document, Paragraph
from gongkai.forms import Form
from gongkai.recognise import doubts as say
from gongkai.recognise.draft import Doubt
from gongkai.recognise.identity import Identity
from gongkai.recognise.keys import simple
from gongkai.recognise.rows import Scan
from gongkai.recognise.titles import title_in

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年")


def others(document: Document, found: Scan, identity: Identity, form: Form) -> Iterator[Doubt]:
    """Every sign, as a doubt."""
    yield from _titles(document, found, identity)
    yield from _years(found, identity.year)
    yield from _aside(found, form, found.text)


def _titles(document: Document, found: Scan, identity: Identity) -> Iterator[Doubt]:
    """A title of another report between the first heading and the last table; behind that, it is a link."""
    last = max((stretch.piece for stretch in found.tables), default=0)
    own = simple(identity.title)
    for piece in document.pieces[found.first_heading : last]:
        title = title_in(piece.text) if isinstance(piece, Paragraph) else None
        if title and ((title.year and title.year != identity.year) or title.name not in own):
            yield say.doubt(say.OTHER_REPORT, piece.place, found=title.text)


def _years(found: Scan, year: int | None) -> Iterator[Doubt]:
    for stretch in found.tables:
        years = set(_YEAR.findall(simple(stretch.above)))
        if year and years and str(year) not in years:
            yield say.doubt(say.OTHER_YEAR, stretch.place, found=stretch.above, year=year)


def _aside(found: Scan, form: Form, sections: Container[str]) -> Iterator[Doubt]:
    """Tables outside their own section, where the document has that; told once a table and section."""
    told: set[tuple[str, str]] = set()
    for stretch in found.tables:
        table = form.table.get(stretch.table)
        aside = table and stretch.section != table.section and table.section in sections
        if table and aside and (stretch.table, stretch.section) not in told:
            told.add((stretch.table, stretch.section))
            yield say.doubt(say.ASIDE, stretch.place, Cell(table.code), table=table)
