"""What each row of the forms means, in plain words: the file `forms/explanations.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import ConfigDict, with_config

from gongkai.cell import Cell
from gongkai.forms import FORMS
from gongkai.forms.load import load
from gongkai.text import Text


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a row counts, when the law allows such an answer, and what a reader can do about it."""

    means: Text
    lawful: Text | None = None
    reader: Text | None = None


#: By `table.row`, as `str(Cell)` writes it.
EXPLANATIONS: Final[Mapping[str, Explanation]] = load(
    files("gongkai.forms") / "explanations.yml", dict[str, Explanation]
)


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """The rows of a form's table that have an explanation: the id of the row's head, its label, what it means."""

    rows: tuple[tuple[str, Text, Explanation], ...]


@cache
def explained(form: str, code: str) -> Explained:
    """The explanations of one table, the same object every time."""
    cells = {str(Cell(code, row)): label for row, label in FORMS[form].table[code].rows.items()}
    return Explained(tuple((cell, label, EXPLANATIONS[cell]) for cell, label in cells.items() if cell in EXPLANATIONS))
