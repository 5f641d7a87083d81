"""What the State Council decided, as values: forms, their tables, the identities between figures, rules, indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict, with_config

from gongkai.cell import Cell
from gongkai.finding import Severity
from gongkai.text import Text

_STRICT = ConfigDict(extra="forbid")

#: A count is a whole number from zero; a change may be negative; an amount has decimals.
Kind = Literal["count", "change", "amount"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded(Text):
    """A label with its lasting code; `aliases` are other wordings under which documents print it."""

    code: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Coded):
    """One of the six sections; `number` is the printed one (一)."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Coded):
    """A printed heading over several rows or columns; groups may stand inside a `parent`."""

    number: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Coded):
    """What is counted; `unit` is `None` where the form does not fix it."""

    kind: Kind
    unit: str | None = None
    group: str | None = None
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Coded):
    """A line of a table. `instead_of`: codes of rows that this one, undivided, takes the place of.

    `remainder`: what no other row of its group counts, so that its label gives no reason.
    """

    number: str = ""
    group: str | None = None
    total: bool = False
    remainder: bool = False
    instead_of: tuple[str, ...] = ()


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows that share their columns, under one heading; `clause` is the item of article 20 that is counted."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    clause: str = ""
    heading: Text | None = None
    stub: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Table(Coded):
    """A statutory table: blocks of rows.

    `printed` says how the form lays it out: `rows_down` (one line a row) or `rows_across` (table 4: the rows
    side by side over one line of figures). `row_list` and `column_list` name its code lists in the data package.
    """

    section: str
    printed: Literal["rows_down", "rows_across"]
    blocks: tuple[Block, ...]
    row_list: str
    column_list: str
    note: Text | None = None
    column_heading: Text | None = None
    row_groups: tuple[Group, ...] = ()
    column_groups: tuple[Group, ...] = ()

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Every row by code, in printed order."""
        return {row.code: row for block in self.blocks for row in block.rows}

    @cached_property
    def block_of(self) -> Mapping[str, Block]:
        """The block that a row stands in, by the row's code."""
        return {row.code: block for block in self.blocks for row in block.rows}

    @cached_property
    def column_index(self) -> Mapping[str, Mapping[str, int]]:
        """Where a column's figure stands in a row's tuple: row code → column code → position from 0."""
        return {
            row.code: {column.code: i for i, column in enumerate(block.columns)}
            for block in self.blocks
            for row in block.rows
        }

    @cached_property
    def cells(self) -> Mapping[str, tuple[Cell, ...]]:
        """The cells of every row, in printed order, by the row's code."""
        return {
            row: tuple(Cell(self.code, row, column) for column in columns) for row, columns in self.column_index.items()
        }

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Row groups by code."""
        return {group.code: group for group in self.row_groups}

    @cached_property
    def substitutes(self) -> Mapping[str, str]:
        """Rows that an undivided row may stand in for: code of the divided row → code of the undivided one."""
        return {code: row.code for row in self.rows.values() for code in row.instead_of}

    def columns(self, row: str) -> tuple[Column, ...]:
        """The columns of one row, in printed order."""
        return self.block_of[row].columns


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """The notice that fixed a form; `date` in ISO, empty where not recorded."""

    number: str
    label: Text
    date: str = ""


@with_config(_STRICT)
@dataclass(frozen=True, kw_only=True)
class Form:
    """One version of the statutory form; `first_year` and `last_year` are report years (`None`: to today)."""

    code: str
    label: Text
    document: OfficialDocument
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]

    @cached_property
    def table(self) -> Mapping[str, Table]:
        """Tables by code."""
        return {table.code: table for table in self.tables}

    def covers(self, year: int) -> bool:
        """Whether reports of that year are to use this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One summand of an identity: `weight` times the figure, `years_before` reports back."""

    code: str
    weight: int
    years_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A total and its parts.

    `axis` says which way the sum runs: `columns` (the codes are columns; holds in every row that has the total)
    or `rows` (the codes are rows; holds in every column).
    """

    rule: str
    table: str
    axis: Literal["rows", "columns"]
    total: str
    parts: tuple[Part, ...]

    @property
    def years_before(self) -> int:
        """How many years back the identity reaches: 0 within a report, 1 over a pair of years."""
        return max(part.years_before for part in self.parts)


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What must hold, why, on what `basis` and `who` can act on it, and what is said where it does not.

    `messages` has one for each outcome but “holds” that the rule can have; their fields are those of its function.
    """

    code: str
    severity: Severity
    label: Text
    statement: Text
    why: Text
    basis: Text
    who: Text
    messages: Mapping[str, Text]


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A count, or a share of two sums of cells.

    Cells are `table.row.column`; the row may end in `*` (every row of that beginning which the form has).
    An empty `denominator` makes it a plain count.
    """

    code: str
    label: Text
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    meaning: Text
    caution: Text

    def __hash__(self) -> int:
        """By its code, which no other has: measures are looked up often."""
        return hash(self.code)


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Codelist(Coded):
    """The values that a field may take, with their labels: levels, kinds, outcomes, severities."""

    items: tuple[Coded, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes alone, in the list's order."""
        return tuple(item.code for item in self.items)
