"""A report's YAML file → `Report`, or every problem of the file with its line."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from gongkai.cell import Cell
from gongkai.dates import is_day
from gongkai.errors import DataError, Problem
from gongkai.forms import CODELISTS, FORMS, Block, Column, Form, Table
from gongkai.numerals import Value
from gongkai.report import canonical
from gongkai.report.facts import Facts, Label, Named, Sketch
from gongkai.report.model import Figures, Mark, Report, Source, Statement
from gongkai.report.tree import LARGEST, Path, Plain, Tree, parse
from gongkai.report.writing import write
from gongkai.text import Text

AGENCY_ID: Final = re.compile(r"(?=.{1,100}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_URL: Final = re.compile(r"https?://[^\s<>\"']{3,2000}")
_PRINT: Final = re.compile(r"[0-9a-f]{256}")
_FACTS: Final = ("sections", "silent", "fees", "named", "variants", "unknown_rows", "sketches")
_FIRST_YEAR, _LAST_YEAR = 2008, 2100
_PLAIN_KEYS: Final = ("agency", "year", "title", "form", "published", "source", "stated", "facts", "text", "marks")


def read(content: bytes, file: str) -> Report:
    """Read one report; `file` is the name used in messages.

    Raises `DataError` that carries every problem, each with line, column and path.
    """
    return as_written(content) or from_yaml(content, file)


def as_written(content: bytes) -> Report | None:
    """The report of a file that is, byte for byte, what `write` makes of it; `None` of any other.

    What `write` makes reads back by YAML as the same report, so that nothing need be known of YAML to trust it.
    """
    if len(content) > LARGEST:
        return None
    try:
        text = content.decode()
        reader = _Reader(Tree("", canonical.parse(text), {(): (1, 1)}))
    except ValueError:
        return None
    report = reader.report()
    return report if report is not None and not reader.problems and write(report) == text else None


def from_yaml(content: bytes, file: str) -> Report:
    """The report of any file, with all that YAML allows; raises `DataError` as `read` does."""
    reader = _Reader(parse(content, file))
    report = reader.report()
    if reader.problems or report is None:
        raise DataError(tuple(reader.problems))
    return report


class _Reader:
    """Walks a tree with the form beside it and collects problems; every method returns what could be read."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []

    def fault(self, path: Path, zh: str, en: str) -> None:
        self.problems.append(self.tree.problem(path, Text(zh=zh, en=en)))

    def report(self) -> Report | None:
        top = self.mapping(self.tree.content, ())
        form = FORMS.get(str(top.get("form")))
        if form is None:
            known = "、".join(FORMS)
            self.fault(("form",), f"应为 {known} 之一（加引号）。", f"Expected one of {', '.join(FORMS)} (quoted).")
            return None
        self.known_keys(top, (), (*_PLAIN_KEYS, *form.table))
        year = top.get("year")
        if not isinstance(year, int) or not _FIRST_YEAR <= year <= _LAST_YEAR:
            self.fault(("year",), "应为四位年份，例如 2023。", "Expected a year of four digits, such as 2023.")
            year = 0
        return Report(
            agency=self.words(
                top,
                ("agency",),
                AGENCY_ID.fullmatch,
                "机关代码（小写字母、数字、连字符）",
                "an agency id (a-z, 0-9, hyphens)",
                needed=True,
            ),
            year=year,
            title=self.words(top, ("title",), None, "年报标题", "the report's title", needed=True),
            form=form.code,
            published=self.words(top, ("published",), is_day, "日期，例如 2024-01-20", "a date such as 2024-01-20"),
            source=self.source(top.get("source")),
            figures=self.figures(top, form),
            stated=tuple(self.statements(top.get("stated"), form)),
            facts=self.facts(top["facts"], form) if "facts" in top else None,
            text=self.sections(top.get("text"), form),
            marks=tuple(self.marks(top.get("marks"), form)),
        )

    # plain parts

    def mapping(self, value: Plain, path: Path) -> dict[str, Plain]:
        if isinstance(value, dict):
            return value
        if value is not None or not path:
            self.fault(path, "应为“键: 值”的形式。", "Expected keys with values.")
        return {}

    def sequence(self, value: Plain, path: Path) -> list[Plain]:
        if isinstance(value, list):
            return value
        if value is not None:
            self.fault(path, "应为列表。", "Expected a list.")
        return []

    def known_keys(self, found: Iterable[str], path: Path, known: Iterable[str]) -> None:
        names = tuple(known)
        for key in found:
            if key not in names:
                self.fault(
                    (*path, key),
                    f"没有这一项；可用：{'、'.join(names)}。",
                    f"Unknown key; known: {', '.join(names)}.",
                )

    def words(
        self,
        top: dict[str, Plain],
        path: Path,
        fits: Callable[[str], object] | None,
        zh: str,
        en: str,
        *,
        needed: bool = False,
    ) -> str:
        value = top.get(str(path[-1]))
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value.strip() or (fits and not fits(value)):
            self.fault(path, f"应为{zh}。", f"Expected {en}.")
            return ""
        return value

    def source(self, value: Plain) -> Source:
        found = self.mapping(value, ("source",))
        known = CODELISTS["obtained"].codes
        self.known_keys(found, ("source",), ("url", "document", "sha256", "retrieved", "obtained"))
        return Source(
            url=self.words(found, ("source", "url"), _URL.fullmatch, "http(s)网址", "an http(s) address"),
            document=self.words(found, ("source", "document"), None, "文件名", "a file name"),
            sha256=self.words(
                found, ("source", "sha256"), _SHA256.fullmatch, "64位十六进制数", "64 hexadecimal digits"
            ),
            retrieved=self.words(found, ("source", "retrieved"), is_day, "日期", "a date"),
            obtained=self.words(
                found,
                ("source", "obtained"),
                known.__contains__,
                f"{'、'.join(known)} 之一",
                f"one of {', '.join(known)}",
            ),
        )

    def sections(self, value: Plain, form: Form) -> dict[str, str]:
        found = self.mapping(value, ("text",))
        codes = tuple(section.code for section in form.sections)
        self.known_keys(found, ("text",), codes)
        return {
            code: self.words(found, ("text", code), None, "文字", "text")
            for code in codes
            if found.get(code) is not None
        }

    # figures

    def figures(self, top: dict[str, Plain], form: Form) -> Figures:
        return {
            table.code: self.table(self.mapping(top[table.code], (table.code,)), table)
            for table in form.tables
            if table.code in top
        }

    def table(self, found: dict[str, Plain], table: Table) -> dict[str, tuple[Value | None, ...]]:
        self.known_keys(found, (table.code,), table.rows)
        for code, undivided in table.substitutes.items():
            if code in found and undivided in found:
                self.fault(
                    (table.code, code),
                    f"{undivided} 与它的分项不能同时出现。",
                    f"{undivided} and its parts cannot both be there.",
                )
        return {
            code: self.row(found[code], (table.code, code), table.block_of[code])
            for code in table.rows
            if code in found
        }

    def row(self, value: Plain, path: Path, block: Block) -> tuple[Value | None, ...]:
        columns = block.columns
        if isinstance(value, dict):
            figures = self.named(value, path, [column.code for column in columns])
        elif isinstance(value, list) and len(value) == len(columns):
            figures = value
        else:
            codes = [column.code for column in columns]
            self.fault(
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
        return tuple(self.value(v, (*path, key), column) for v, key, column in zip(figures, keys, columns, strict=True))

    def named(self, value: dict[str, Plain], path: Path, codes: list[str]) -> list[Plain]:
        """Figures by the codes of their columns, all of which must be there."""
        self.known_keys(value, path, codes)
        for code in codes:
            if code not in value:
                self.fault(path, f"缺少 {code}；未填请写 null。", f"{code} is missing; write null for a blank.")
        return [value.get(code) for code in codes]

    def value(self, value: Plain, path: Path, column: Column) -> Value | None:
        if value is None:
            return None
        if column.kind == "amount":
            if isinstance(value, str | dict | list):
                self.fault(path, "应为数字或 null。", "Expected a number or null.")
                return None
            return value
        if not isinstance(value, int) or (column.kind == "count" and value < 0):
            self.fault(path, "应为非负整数或 null。", "Expected a whole number from zero, or null.")
            return None
        return value

    # facts of the text, marks

    def statements(self, value: Plain, form: Form) -> Iterable[Statement]:
        codes = {section.code for section in form.sections}
        for i, item in enumerate(self.sequence(value, ("stated",))):
            path: Path = ("stated", i)
            found = self.mapping(item, path)
            self.known_keys(found, path, ("section", "subject", "value", "unit", "parts"))
            yield Statement(
                section=self.words(
                    found, (*path, "section"), codes.__contains__, "章节代码", "a section's code", needed=True
                ),
                subject=self.words(found, (*path, "subject"), None, "所述事项", "what is counted", needed=True),
                value=self.number(found.get("value"), (*path, "value")),
                unit=self.words(found, (*path, "unit"), None, "单位", "a unit"),
                parts=tuple(
                    self.number(part, (*path, "parts", j))
                    for j, part in enumerate(self.sequence(found.get("parts"), (*path, "parts")))
                ),
            )

    def facts(self, value: Plain, form: Form) -> Facts:
        found = self.mapping(value, ("facts",))
        self.known_keys(found, ("facts",), _FACTS)
        codes = tuple(section.code for section in form.sections)
        return Facts(
            sections=self.codes(found, ("facts", "sections"), codes),
            silent=self.codes(found, ("facts", "silent"), codes),
            fees=self.codes(found, ("facts", "fees"), codes),
            named=tuple(Named(**words) for _, words in self.records(found, ("facts", "named"), _named(codes))),
            variants=tuple(self.labels(found, ("facts", "variants"), form)),
            unknown_rows=tuple(self.labels(found, ("facts", "unknown_rows"), form)),
            sketches=tuple(self.sketches(found, ("facts", "sketches"), codes)),
        )

    def codes(self, top: dict[str, Plain], path: Path, known: tuple[str, ...]) -> tuple[str, ...]:
        """A list of codes, each of them known."""
        found = []
        for i, code in enumerate(self.sequence(top.get(str(path[-1])), path)):
            if isinstance(code, str) and code in known:
                found.append(code)
            else:
                self.fault((*path, i), f"应为 {'、'.join(known)} 之一。", f"Expected one of {', '.join(known)}.")
        return tuple(found)

    def records(
        self, top: dict[str, Plain], path: Path, shape: Mapping[str, Collection[str] | None]
    ) -> Iterable[tuple[Path, dict[str, str]]]:
        """A list of records with these keys, all of them words; of a code list where one is given."""
        for i, item in enumerate(self.sequence(top.get(str(path[-1])), path)):
            here: Path = (*path, i)
            found = self.mapping(item, here)
            self.known_keys(found, here, shape)
            yield (
                here,
                {
                    key: self.words(found, (*here, key), known.__contains__ if known else None, key, key, needed=True)
                    for key, known in shape.items()
                },
            )

    def labels(self, top: dict[str, Plain], path: Path, form: Form) -> Iterable[Label]:
        for here, words in self.records(top, path, {"cell": None, "written": None}):
            cell = _place(words["cell"], form)
            if cell:
                yield Label(cell=cell, written=words["written"])
            else:
                self.fault((*here, "cell"), "表格中没有这一行。", "The form has no such row.")

    def sketches(self, top: dict[str, Plain], path: Path, codes: tuple[str, ...]) -> Iterable[Sketch]:
        for i, item in enumerate(self.sequence(top.get(str(path[-1])), path)):
            here: Path = (*path, i)
            found = self.mapping(item, here)
            self.known_keys(found, here, ("section", "length", "print"))
            length = found.get("length")
            if not isinstance(length, int) or length < 1:
                self.fault((*here, "length"), "应为正整数。", "Expected a whole number from one.")
                length = 1
            yield Sketch(
                section=self.words(
                    found, (*here, "section"), codes.__contains__, "章节代码", "a section's code", needed=True
                ),
                length=length,
                print=self.words(
                    found, (*here, "print"), _PRINT.fullmatch, "256位十六进制数", "256 hexadecimal digits", needed=True
                ),
            )

    def number(self, value: Plain, path: Path) -> Value:
        if value is None or isinstance(value, str | dict | list):
            self.fault(path, "应为数字。", "Expected a number.")
            return 0
        return value

    def marks(self, value: Plain, form: Form) -> Iterable[Mark]:
        for i, item in enumerate(self.sequence(value, ("marks",))):
            path: Path = ("marks", i)
            found = self.mapping(item, path)
            self.known_keys(found, path, ("cell", "written", "unit"))
            cell = _cell(found.get("cell"), form)
            if cell is None:
                self.fault((*path, "cell"), "表格中没有这一格。", "The form has no such cell.")
                continue
            yield Mark(
                cell=cell,
                written=self.words(found, (*path, "written"), None, "原文写法", "what is written", needed=True),
                unit=self.words(found, (*path, "unit"), None, "单位", "a unit"),
            )


def _named(sections: tuple[str, ...]) -> Mapping[str, Collection[str] | None]:
    return {"section": sections, "kind": CODELISTS["named_kind"].codes, "name": None}


def _place(value: str, form: Form) -> Cell | None:
    """A row of a table, or a table."""
    table, _, row = value.partition(".")
    known = form.table.get(table)
    return Cell(table, row) if known and (not row or row in known.rows) else None


def _cell(value: Plain, form: Form) -> Cell | None:
    try:
        cell = Cell.parse(str(value))
    except ValueError:
        return None
    table = form.table.get(cell.table)
    return cell if table and cell.column in table.column_index.get(cell.row, {}) else None
