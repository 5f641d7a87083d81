"""What people say about findings: `datasets/explanations.csv`. An explanation stands beside a finding, never for it."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.dates import is_day
from gongkai.errors import Problem
from gongkai.finding import Explanation
from gongkai.text import Text

FILE: Final = "datasets/explanations.csv"
_HEADER: Final = ["finding_id", "by", "date", "why", "source"]


@dataclass(frozen=True, slots=True)
class Explanations:
    """Explanations by finding, the line of each, and the problems of the file."""

    by_finding: Mapping[str, Explanation]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


NONE: Final = Explanations({}, {})


def read(content: bytes) -> Explanations:
    """Read the file; a line that is wrong becomes a problem and is left out."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return Explanations({}, {}, (_problem(0, "", "不是UTF-8编码的CSV文件。", "Not a CSV file in UTF-8."),))
    if not rows or rows[0] != _HEADER:
        wanted = ",".join(_HEADER)
        return Explanations({}, {}, (_problem(1, "", f"表头应为：{wanted}", f"Expected the header {wanted}"),))
    found: dict[str, Explanation] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for line, row in enumerate(rows[1:], start=2):
        faults = list(_faults(line, row, found)) if row else []
        problems += faults
        if row and not faults:
            found[row[0]] = Explanation(by=row[1], date=row[2], why=row[3], source=row[4])
            lines[row[0]] = line
    return Explanations(found, lines, tuple(problems))


def unknown(explanations: Explanations, finding_ids: set[str]) -> Iterator[Problem]:
    """A problem for each explanation of what is not found, or not any more."""
    for finding_id, line in explanations.lines.items():
        if finding_id not in finding_ids:
            zh = f"没有“{finding_id}”这一处核对结果。编号写错，或年报已更正；请改正或删去这一行。"
            en = f"There is no finding “{finding_id}”: mistyped, or the report was corrected. Change or drop the line."
            yield _problem(line, "finding_id", zh, en)


def _faults(line: int, row: list[str], found: Mapping[str, Explanation]) -> Iterator[Problem]:
    if len(row) != len(_HEADER):
        yield _problem(line, "", "列数与表头不符。", "The line has not as many cells as the header.")
        return
    for name, value in zip(_HEADER[:4], row, strict=False):
        if not value.strip():
            yield _problem(line, name, "不能为空。", "Expected a value.")
    if row[2] and not is_day(row[2]):
        yield _problem(line, "date", "应为日期，例如 2026-01-31。", "Expected a date such as 2026-01-31.")
    if row[0] in found:
        yield _problem(line, "finding_id", f"“{row[0]}”重复。", f"“{row[0]}” stands twice.")


def _problem(line: int, path: str, zh: str, en: str) -> Problem:
    return Problem(FILE, line, 1 if line else 0, path, Text(zh=zh, en=en))
