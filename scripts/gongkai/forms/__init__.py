"""The statutory forms as data: the one place that knows what a report contains.

`FORMS`, `IDENTITIES`, `RULES`, `LIMITS`, `INDICATORS`, `CODELISTS`, `SUBJECTS` and `WORDING` are read once from the
YAML files beside this module.
Every schema, table, page and check derives from them; a new version of the form is one new file.
"""

from typing import Final

from gongkai.forms import load
from gongkai.forms.model import (
    Block,
    Codelist,
    Column,
    Form,
    Group,
    Identity,
    Indicator,
    Part,
    Row,
    Rule,
    Section,
    Table,
)
from gongkai.forms.wording import Subject, Wording

__all__ = [
    "CODELISTS",
    "FORMS",
    "IDENTITIES",
    "INDICATORS",
    "LIMITS",
    "NEWEST",
    "RULES",
    "SUBJECTS",
    "WORDING",
    "Block",
    "Codelist",
    "Column",
    "Form",
    "Group",
    "Identity",
    "Indicator",
    "Part",
    "Row",
    "Rule",
    "Section",
    "Subject",
    "Table",
    "Wording",
    "form_of",
]

FORMS: Final = load.forms()
IDENTITIES: Final = load.identities(FORMS)
RULES: Final = load.rules()
INDICATORS: Final = load.indicators(FORMS)
LIMITS: Final = load.limits()
CODELISTS: Final = load.codelists()
SUBJECTS: Final = load.subjects(FORMS)
WORDING: Final = load.wording()

#: The form that reports of today use.
NEWEST: Final[Form] = FORMS[max(FORMS)]


def form_of(year: int) -> Form | None:
    """The form that reports of a year are to use; `None` before the first form."""
    return next((form for form in FORMS.values() if form.covers(year)), None)
