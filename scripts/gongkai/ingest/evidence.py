"""Where each figure of a report stands in its document: places only, no words; a line of JSON a row of the report."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from gongkai.cell import Cell
from gongkai.document import Place
from gongkai.errors import DataError, Problem
from gongkai.forms import FORMS
from gongkai.recognise import Draft
from gongkai.text import Text

#: What a place consists of, in the order in which it is written.
_PARTS: Final = Place._fields


@dataclass(frozen=True, slots=True)
class Evidence:
    """The document that was read, by its SHA-256, and the place of every figure that was read from it."""

    sha256: str
    places: Mapping[Cell, Place]


def of_draft(draft: Draft, sha256: str) -> Evidence:
    """The places of those figures that the draft has, in the form's order."""
    seen: dict[Cell, Place] = {}
    for table in FORMS[draft.form].tables:
        for row in draft.figures.get(table.code, ()):
            cells = (Cell(table.code, row, column) for column in table.column_index[row])
            seen |= {cell: draft.evidence[cell] for cell in cells if cell in draft.evidence}
    return Evidence(sha256, seen)


def write(evidence: Evidence) -> str:
    """The places row by row.

    `"requests.granted": {"columns": ["business", "total"], "line": "40-41", "table": 2, "row": 3, "column": [2, 9]}`:
    a part that all columns share is a number; one that differs is a list in the order of `columns`, or the first and
    the last of numbers that follow each other; one that the kind of file does not have is left out. `columns` are left
    out where they are those of the row above.
    """
    rows = (f"  {json.dumps(row)}: {json.dumps(places)}" for row, places in _rows(evidence.places))
    return f'{{"sha256": "{evidence.sha256}",\n "places": {{\n' + ",\n".join(rows) + "\n}}\n"


def read(path: Path) -> Evidence | None:
    """Read it back; `None` where there is none. Raises `DataError` where the file is none of ours."""
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_bytes())
        return Evidence(str(found["sha256"]), dict(_places(found["places"])))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise DataError((Problem(path.name, 0, 0, "", _BROKEN),)) from None


def _rows(places: Mapping[Cell, Place]) -> Iterator[tuple[str, dict[str, Any]]]:
    above: list[str] = []
    for (table, row), group in groupby(places.items(), key=lambda item: item[0][:2]):
        known = list(group)
        columns = [cell.column for cell, _ in known]
        parts: dict[str, Any] = {} if columns == above else {"columns": columns}
        for part in _PARTS:
            values = [getattr(place, part) for _, place in known]
            if any(values):
                parts[part] = _short(values)
        above = columns
        yield f"{table}.{row}", parts


def _short(values: list[int]) -> int | str | list[int]:
    if len(set(values)) == 1:
        return values[0]
    return f"{values[0]}-{values[-1]}" if values == list(range(values[0], values[-1] + 1)) else values


def _places(rows: Mapping[str, Any]) -> Iterator[tuple[Cell, Place]]:
    columns: list[str] = []
    for row, parts in rows.items():
        columns = parts.get("columns", columns)
        table, _, code = row.partition(".")
        numbers = {part: _long(parts.get(part, 0), len(columns)) for part in _PARTS}
        for i, column in enumerate(columns):
            yield Cell(table, code, column), Place(**{part: values[i] for part, values in numbers.items()})


def _long(written: Any, size: int) -> list[int]:  # noqa: ANN401  JSON
    if isinstance(written, str):
        first, last = map(int, written.split("-"))
        if last - first + 1 != size:
            raise ValueError(written)
        return list(range(first, last + 1))
    return [int(value) for value in written] if isinstance(written, list) else [int(written)] * size


_BROKEN: Final = Text(
    zh="文件已损坏。请删去，再用 --replace 重新读取原件。",
    en="The file is broken. Delete it and read the document again with --replace.",
)
