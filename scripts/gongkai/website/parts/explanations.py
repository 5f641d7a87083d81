"""What each row of the forms means, in plain words: the file `forms/explanations.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import ConfigDict, with_config

from gongkai.cell import Cell
from gongkai.forms import FORMS, Table
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
    """The rows of a form's table that have an explanation: its id, the row's label, what it means."""

    rows: tuple[tuple[str, Text, Explanation], ...]


@cache
def explained(form: str, code: str) -> Explained:
    """The explanations of one table, the same object every time."""
    table = FORMS[form].table[code]
    known = ((row, EXPLANATIONS.get(str(Cell(code, row)))) for row in table.rows)
    return Explained(tuple((why(table, row), table.rows[row], text) for row, text in known if text))


def why(table: Table, row: str) -> str:
    """The id of a row's explanation: a short one, for it stands at several places of every page."""
    return f"why:{initials(table.code)}{list(table.rows).index(row)}"


def initials(code: str) -> str:
    """Short for a table's code."""
    return "".join(word[0] for word in code.split("_"))
