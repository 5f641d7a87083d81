"""Where each figure of a report stands in its document: places only, no words; a line of JSON a row of the report."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from gongkai import files
from gongkai.cell import Cell
from gongkai.document import Place
from gongkai.errors import DataError, Problem
from gongkai.text import Text

#: What a place consists of, in the order in which it is written.
_PARTS: Final = tuple(field.name for field in fields(Place))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The document that was read, by its SHA-256, and the place of every figure that was read from it."""

    sha256: str
    places: Mapping[Cell, Place]


def save(path: Path, evidence: Evidence) -> None:
    """Write it whole or not at all; the same evidence gives the same bytes."""
    files.write(path, write(evidence))


def write(evidence: Evidence) -> str:
    """The places row by row.

    `"requests.granted": {"columns": ["total"], "line": 40, "row": [3]}`: a part that all columns share is a number,
    one that differs a list in the order of `columns`, one that the kind of file does not have is left out.
    """
    rows = (f"  {json.dumps(row)}: {json.dumps(places)}" for row, places in _rows(evidence.places))
    return f'{{"sha256": "{evidence.sha256}",\n "places": {{\n' + ",\n".join(rows) + "\n}}\n"


def read(path: Path) -> Evidence | None:
    """Read it back; `None` where there is none. Raises `DataError` where the file is none of ours."""
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_bytes())
        places = {cell: place for row, parts in found["places"].items() for cell, place in _places(row, parts)}
        return Evidence(str(found["sha256"]), places)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise DataError((Problem(path.name, 0, 0, "", _BROKEN),)) from None


def _rows(places: Mapping[Cell, Place]) -> Iterator[tuple[str, dict[str, Any]]]:
    for (table, row), group in groupby(places.items(), key=lambda item: item[0][:2]):
        known = list(group)
        parts: dict[str, Any] = {"columns": [cell.column for cell, _ in known]}
        for part in _PARTS:
            values = [getattr(place, part) for _, place in known]
            if any(values):
                parts[part] = values[0] if len(set(values)) == 1 else values
        yield f"{table}.{row}", parts


def _places(row: str, parts: Mapping[str, Any]) -> Iterator[tuple[Cell, Place]]:
    table, _, code = row.partition(".")
    for i, column in enumerate(parts["columns"]):
        numbers = {part: _number(parts.get(part, 0), i) for part in _PARTS}
        yield Cell(table, code, column), Place(**numbers)


def _number(value: Any, i: int) -> int:  # noqa: ANN401  JSON
    return int(value[i] if isinstance(value, list) else value)


_BROKEN: Final = Text(
    zh="文件已损坏。请删去，再用 --replace 重新读取原件。",
    en="The file is broken. Delete it and read the document again with --replace.",
)
