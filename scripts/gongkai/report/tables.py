"""The figures of a report's file and how they are written: every row as its form has it, every cell in the form."""

from collections.abc import Iterable

from gongkai.cell import Cell
from gongkai.forms import Block, Column, Form, Table
from gongkai.numerals import Value
from gongkai.report.model import Figures, Mark
from gongkai.report.shape import Shape
from gongkai.report.tree import Path, Plain


def figures(shape: Shape, top: dict[str, Plain], form: Form) -> Figures:
    """Every table that is there, its rows in the form's order."""
    return {
        table.code: _table(shape, shape.mapping(top[table.code], (table.code,)), table)
        for table in form.tables
        if table.code in top
    }


def marks(shape: Shape, value: Plain, form: Form) -> Iterable[Mark]:
    """How cells are written that hold no plain number."""
    for i, item in enumerate(shape.sequence(value, ("marks",))):
        path: Path = ("marks", i)
        found = shape.mapping(item, path)
        shape.known_keys(found, path, ("cell", "written", "unit"))
        cell = _cell(found.get("cell"), form)
        if cell is None:
            shape.fault((*path, "cell"), "表格中没有这一格。", "The form has no such cell.")
            continue
        yield Mark(
            cell=cell,
            written=shape.words(found, (*path, "written"), None, "原文写法", "what is written", needed=True),
            unit=shape.words(found, (*path, "unit"), None, "单位", "a unit"),
        )


def _table(shape: Shape, found: dict[str, Plain], table: Table) -> dict[str, tuple[Value | None, ...]]:
    shape.known_keys(found, (table.code,), table.rows)
    for code, undivided in table.substitutes.items():
        if code in found and undivided in found:
            shape.fault(
                (table.code, code),
                f"{undivided} 与它的分项不能同时出现。",
                f"{undivided} and its parts cannot both be there.",
            )
    return {
        code: _row(shape, found[code], (table.code, code), table.block_of[code]) for code in table.rows if code in found
    }


def _row(shape: Shape, value: Plain, path: Path, block: Block) -> tuple[Value | None, ...]:
    columns = block.columns
    if isinstance(value, dict):
        figures = _named(shape, value, path, [column.code for column in columns])
    elif isinstance(value, list) and len(value) == len(columns):
        figures = value
    else:
        codes = [column.code for column in columns]
        shape.fault(
            path,
            f"应有 {len(codes)} 个数：{'、'.join(codes)}。",
            f"Expected {len(codes)} figures: {', '.join(codes)}.",
        )
        return (None,) * len(codes)
    counts = [figure for figure in figures if isinstance(figure, int) and figure >= 0]
    if len(counts) == len(figures):  # fit columns of every kind, and are what nearly all rows hold
        return tuple(counts)
    keys: list[str | int] = (
        [column.code for column in columns] if isinstance(value, dict) else list(range(len(columns)))
    )
    return tuple(_value(shape, v, (*path, key), column) for v, key, column in zip(figures, keys, columns, strict=True))


def _named(shape: Shape, value: dict[str, Plain], path: Path, codes: list[str]) -> list[Plain]:
    """Figures by the codes of their columns, all of which must be there."""
    shape.known_keys(value, path, codes)
    for code in codes:
        if code not in value:
            shape.fault(path, f"缺少 {code}；未填请写 null。", f"{code} is missing; write null for a blank.")
    return [value.get(code) for code in codes]


def _value(shape: Shape, value: Plain, path: Path, column: Column) -> Value | None:
    if value is None:
        return None
    if column.kind == "amount":
        if isinstance(value, str | dict | list):
            shape.fault(path, "应为数字或 null。", "Expected a number or null.")
            return None
        return value
    if not isinstance(value, int) or (column.kind == "count" and value < 0):
        shape.fault(path, "应为非负整数或 null。", "Expected a whole number from zero, or null.")
        return None
    return value


def _cell(value: Plain, form: Form) -> Cell | None:
    try:
        cell = Cell.parse(str(value))
    except ValueError:
        return None
    table = form.table.get(cell.table)
    return cell if table and cell.column in table.column_index.get(cell.row, {}) else None
