"""A cell of a report's tables, by its codes."""

from typing import NamedTuple


class Cell(NamedTuple):
    """One cell: `requests.received_new.business`. An empty `column` means the row, an empty `row` the table."""

    table: str
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        """The codes with dots between, as reports, findings and explanations write a place."""
        return ".".join(part for part in self if part)

    @classmethod
    def parse(cls, path: str) -> "Cell":
        """Read what `str` wrote; raises `ValueError` where there are not one to three parts."""
        parts = path.split(".")
        if not (1 <= len(parts) <= len(cls._fields)) or not all(parts):
            raise ValueError(f"“{path}” is no cell: write table.row.column, such as requests.received_new.business")
        return cls(*parts)
