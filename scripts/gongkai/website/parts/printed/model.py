"""A statutory table as the form prints it, as values: heads that span cells, and the place of every figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from gongkai.text import Text

Scope = Literal["row", "col", "rowgroup", "colgroup"]
#: What a head is: over several rows, of one row, of one column, over several columns, or of a block of rows.
Role = Literal["group", "label", "column", "over", "block"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head cell. `stub` is its place among the heads of rows, from 1 (0: not there); `row` the row it names.

    `why` is the id of that row's explanation. `attributes` are those of its element, once they are written.
    """

    id: str
    label: Text
    role: Role
    scope: Scope
    number: str = ""
    rowspan: int = 1
    colspan: int = 1
    stub: int = 0
    row: str = ""
    why: str = ""
    attributes: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place of one figure: the `index`-th of its row. `id` is the cell in words, `headers`: ids of its heads.

    Without an index it is the place of a whole row that the report's form does not have.
    """

    id: str
    row: str
    index: int | None
    headers: tuple[str, ...]
    colspan: int = 1
    total: bool = False
    attributes: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table's body: heads, then figures. `attributes` are those of its element, once they are written."""

    heads: tuple[Head, ...] = ()
    slots: tuple[Slot, ...] = ()
    total: bool = False
    attributes: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table ready to be filled: lines of heads, then bodies of lines; `corner`: rows, columns of the note's cell."""

    heads: tuple[tuple[Head, ...], ...]
    bodies: tuple[tuple[Line, ...], ...]
    corner: tuple[int, int] | None
    width: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """A statutory table without figures: all that is the same for every report that has these rows of it.

    `rows` are those that have figures, in printed order; `places` says which of all figures stands in a cell.
    """

    code: str
    title: Text
    note: Text | None
    layout: Layout
    rows: tuple[str, ...]
    places: Mapping[str, int]
