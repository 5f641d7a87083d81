"""The rows of a table that a report shows, with the heads that speak of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.cell import Cell
from gongkai.forms import Column, Group, Row, Table
from gongkai.website.parts.explanations import why
from gongkai.website.parts.printed.model import Head, Scope, Slot


@dataclass(frozen=True, slots=True)
class Shown:
    """A table and the rows that a report has of it (`present`).

    A row that is missing has a line all the same, unless another row stands in for it.
    """

    table: Table
    present: frozenset[str]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that have a line, in printed order."""
        return tuple(row for row in self.table.rows.values() if self._has_line(row))

    @property
    def depth(self) -> int:
        """How many groups stand inside each other."""
        return max((len(self.groups(row)) for row in self.rows), default=0)

    def groups(self, row: Row) -> tuple[Group, ...]:
        """The groups that a row stands in, the widest first."""
        found: list[Group] = []
        code = row.group
        while code:
            found.insert(0, self.table.groups[code])
            code = self.table.groups[code].parent
        return tuple(found)

    def members(self, group: Group) -> tuple[Row, ...]:
        """The rows of a group and of the groups in it."""
        return tuple(row for row in self.rows if group in self.groups(row))

    def column_id(self, within: object, column: Column) -> str:
        """The id of a column's head; `within` tells columns of the same code apart."""
        return f"{self.table.code}:{within}.{column.code}"

    def group_id(self, code: str) -> str:
        """The id of the head of a group of rows or columns."""
        return f"{self.table.code}:{code}"

    def above(self, row: Row) -> tuple[str, ...]:
        """The ids of a row's own heads."""
        return (*(self.group_id(group.code) for group in self.groups(row)), str(Cell(self.table.code, row.code)))

    def row_head(self, row: Row, *, stub: int = 0, colspan: int = 1, scope: Scope = "row") -> Head:
        """The head that names a row."""
        return Head(
            id=str(Cell(self.table.code, row.code)),
            label=row,
            number=row.number,
            role="label",
            scope=scope,
            colspan=colspan,
            stub=stub,
            row=row.code,
            why=why(self.table, row.code),
        )

    def slots(self, row: Row, columns: Sequence[str], above: Sequence[str] = ()) -> tuple[Slot, ...]:
        """The places of a row's figures, or the one place that says that there are none.

        `columns`: ids of the heads of its columns; `above`: ids of further heads.
        """
        heads = (*above, *self.above(row))
        found = self.table.columns(row.code)
        if row.code not in self.present:
            place = f"{Cell(self.table.code, row.code)}:none"
            return (Slot(id=place, row=row.code, index=None, headers=heads, colspan=len(found)),)
        return tuple(
            Slot(
                id=str(Cell(self.table.code, row.code, column.code)),
                row=row.code,
                index=index,
                headers=(*heads, *([self.group_id(column.group)] if column.group else []), columns[index]),
                total=column.total,
            )
            for index, column in enumerate(found)
        )

    def _has_line(self, row: Row) -> bool:
        if row.code in self.present:
            return True
        return not row.instead_of and self.table.substitutes.get(row.code) not in self.present
