"""A document + the forms + the register → a draft of its report, and every doubt about it."""

from gongkai.document import Document
from gongkai.forms import FORMS, NEWEST, Form, form_of
from gongkai.recognise.agencies import Directory, admitted, directory
from gongkai.recognise.draft import Doubt, Draft, Skipped
from gongkai.recognise.facts import facts
from gongkai.recognise.figures import take
from gongkai.recognise.identity import identify
from gongkai.recognise.others import others
from gongkai.recognise.rows import Scan
from gongkai.recognise.scan import scan
from gongkai.recognise.statements import statements

__all__ = ["Directory", "Doubt", "Draft", "Skipped", "admitted", "directory", "recognise"]


def recognise(document: Document, known: Directory) -> Draft:
    """Read a document as a report: what is certain as figures, all else as doubts. Nothing is guessed."""
    found = scan(document)
    identity = identify(document, found.first_heading, found.text, known)
    form = _form(found, identity.year)
    taken = take(found.rows, form)
    text = {
        section.code: "\n".join(found.text[section.code]) for section in form.sections if found.text.get(section.code)
    }
    return Draft(
        agency=identity.agency,
        year=identity.year,
        title=identity.title,
        form=form.code,
        published=identity.published,
        figures=taken.figures,
        stated=statements(text, identity.year),
        facts=facts(found, form),
        text=text,
        marks=tuple(taken.marks),
        doubts=(*identity.doubts, *others(document, found, identity, form), *found.doubts, *taken.doubts),
        evidence=taken.evidence,
        skipped=(*found.skipped, *taken.skipped),
    )


def _form(found: Scan, year: int | None) -> Form:
    """The form whose own labels the tables have; without any, that of the year."""
    votes = found.votes.most_common(1)
    return FORMS[votes[0][0]] if votes else (form_of(year) if year else None) or NEWEST
