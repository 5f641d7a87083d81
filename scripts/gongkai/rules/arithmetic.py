"""The identities of the forms, applied: totals with their parts, within a report and over two years.

A blank figure makes a line uncertain, a missing table, row or year not assessable; neither ever counts as zero.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import RULES, Identity, Part, Table
from gongkai.numerals import Value, grouped, shortest
from gongkai.report import Report
from gongkai.text import Text


@dataclass(frozen=True, slots=True)
class _Summand:
    """A figure that an identity needs; `value` is `None` where the cell is blank."""

    part: Part
    cell: Cell
    label: Text
    value: Value | None


def check(identity: Identity, report: Report, earlier: Mapping[int, Report]) -> Iterator[Finding | None]:
    """One result a line: `None` where the identity holds, else a finding.

    `earlier` are the agency's other reports by year. Nothing comes where the report's form has no such total.
    """
    table = report.layout.table.get(identity.table)
    lines = _lines(identity, table) if table else []
    if table is None or not lines:
        return
    if table.code not in report.figures:
        yield _finding(identity, report, Cell(table.code), Outcome.NOT_ASSESSABLE)
        return
    missing = False
    for line in lines:
        total = _cell(identity, line, identity.total)
        if not report.has(total):
            # A row that the agency's form lacks is no fault of the row; a total that it lacks is.
            missing = missing or identity.axis == "rows"
            continue
        summands = _summands(identity, line, report, earlier)
        if summands is None:
            missing = True
        else:
            yield _judged(identity, report, total, _label(table, identity, line), summands)
    if missing:
        yield _finding(identity, report, Cell(table.code), Outcome.NOT_ASSESSABLE)


def _lines(identity: Identity, table: Table) -> list[str]:
    """The codes of the rows (or columns) along which the identity runs."""
    if identity.axis == "columns":
        return [row for row, index in table.column_index.items() if identity.total in index]
    return list(table.column_index.get(identity.total, ()))


def _cell(identity: Identity, line: str, code: str) -> Cell:
    return Cell(identity.table, line, code) if identity.axis == "columns" else Cell(identity.table, code, line)


def _summands(identity: Identity, line: str, report: Report, earlier: Mapping[int, Report]) -> list[_Summand] | None:
    """The parts of one line; `None` where one cannot be had."""
    found = []
    for part in identity.parts:
        source = report if part.years_before == 0 else earlier.get(report.year - part.years_before)
        cell = _cell(identity, line, part.code)
        if source is not None and source.has(cell):
            table = source.layout.table[identity.table]
            label = table.rows[part.code] if identity.axis == "rows" else _column(table, cell)
            found.append(_Summand(part, cell, label, source.figure(cell)))
        elif source is None or not _replaced(source, cell):
            return None
    return found


def _replaced(report: Report, cell: Cell) -> bool:
    """Whether the row is absent because the report divides these cases otherwise (or its form does)."""
    rows = report.figures.get(cell.table, {})
    table = report.layout.table[cell.table]
    if cell.row not in table.rows:
        return cell.column in next(iter(table.column_index.values()), {})
    instead = table.rows[cell.row].instead_of or (table.substitutes.get(cell.row, ""),)
    return any(code in rows for code in instead)


def _column(table: Table, cell: Cell) -> Text:
    return table.columns(cell.row)[table.column_index[cell.row][cell.column]]


def _label(table: Table, identity: Identity, line: str) -> Text:
    """The row's label with its number, or the column's."""
    if identity.axis == "rows":
        return _column(table, Cell(table.code, identity.total, line))
    row = table.rows[line]
    return Text(zh=f"{row.number}{row.zh}", en=row.en)


def _judged(identity: Identity, report: Report, cell: Cell, line: Text, summands: list[_Summand]) -> Finding | None:
    total = report.figure(cell)
    blank = [s.label for s in summands if s.value is None]
    if total is None:
        blank.append(
            _column(report.layout.table[cell.table], cell) if identity.axis == "columns" else _total(report, cell)
        )
    others = tuple(s.cell for s in summands if s.part.years_before == 0)
    if total is None or blank:
        return _finding(identity, report, cell, Outcome.UNCERTAIN, others, line=line, blank=_listed(blank))
    signed = [(s.part.weight, s.part.weight * s.value) for s in summands if s.value is not None]
    right = sum((value for weight, value in signed if weight > 0), start=0)
    taken = -sum((value for weight, value in signed if weight < 0), start=0)
    if total + taken == right:
        return None
    figures = {"left": total + taken, "right": right, "actual": total, "expected": right - taken}
    found = _finding(
        identity,
        report,
        cell,
        Outcome.VIOLATED,
        others,
        line=line,
        **{k: grouped(v) for k, v in figures.items()},
    )
    return replace(found, expected=shortest(figures["expected"]), actual=shortest(total))


def _listed(labels: list[Text]) -> Text:
    """The first three, and how many in all."""
    few, more = labels[:3], len(labels) > 3  # noqa: PLR2004
    return Text(
        zh="、".join(label.zh for label in few) + (f"等{len(labels)}处" if more else ""),
        en=", ".join(label.en for label in few) + (f" and {len(labels) - 3} more" if more else ""),
    )


def _total(report: Report, cell: Cell) -> Text:
    return report.layout.table[cell.table].rows[cell.row]


def _finding(
    identity: Identity,
    report: Report,
    cell: Cell,
    outcome: Outcome,
    others: tuple[Cell, ...] = (),
    **words: object,
) -> Finding:
    rule = RULES[identity.rule]
    return Finding(
        agency_id=report.agency,
        year=report.year,
        rule=rule.code,
        outcome=outcome,
        severity=rule.severity,
        cell=cell,
        message=rule.messages[outcome].format(**words),
        others=others,
    )
