"""What the lines of a table say before the form is known: labels, the columns above them, and the cells that follow."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.document import Place
from gongkai.recognise.draft import Doubt, Skipped


class Span(NamedTuple):
    """The columns of a grid, from 0, that a cell is merged over: up to `end`, which is 0 where that is not known."""

    begin: int = 0
    end: int = 0


class Words(NamedTuple):
    """What stands in one cell or line."""

    text: str
    place: Place
    span: Span = Span()


class Label(NamedTuple):
    """A column or row of a table by its code, and where its label stands."""

    code: str
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Header:
    """The labels of columns, and of rows that stand side by side (`routes`), in the order in which they are printed.

    `strange` are words among them that no form has, `aside` columns that hold no figure of the form for a listed
    reason; where the file shows no places, `summed` is the column behind which a sum of others stands.
    """

    columns: tuple[Label, ...] = ()
    routes: tuple[Label, ...] = ()
    strange: tuple[str, ...] = ()
    aside: tuple[Label, ...] = ()
    summed: str = ""
    grid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled line: its table and row by code, and every cell after the label, blank ones too.

    A table that is printed across has its rows in `header.routes` and no `code`. `grid` is the table of the document
    (0: a mere sequence of lines, where blank cells may have vanished); `start` is the place of the first cell after
    the label, from 0; `glued` says that the cells stood together.
    """

    table: str
    code: str
    label: Words
    header: Header
    cells: tuple[Words, ...]
    grid: int = 0
    start: int = 0
    glued: bool = False


class Stretch(NamedTuple):
    """Rows of a table in one grid or run of lines: its first piece, its place, the section around, the words above."""

    piece: int
    place: Place
    table: str
    section: str
    above: str = ""


@dataclass
class Scan:
    """What a document says, before its form is known.

    `tables` are where rows of tables stand; `votes` counts labels that only one form has; `unknown` are rows that none
    has: table, label.
    """

    first_heading: int = 0
    rows: list[Row] = field(default_factory=list)
    tables: list[Stretch] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    text: dict[str, list[str]] = field(default_factory=dict)
    votes: Counter[str] = field(default_factory=Counter)
    doubts: list[Doubt] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
