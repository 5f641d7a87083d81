"""A report's YAML file → `Report`, or every problem of the file with its line.

`shape` knows keys, lists and words, `tables` figures and how they are written, `texts` what is said of the text.
"""

import re
from typing import Final

from gongkai.dates import is_day
from gongkai.errors import DataError
from gongkai.forms import CODELISTS, FORMS
from gongkai.report import canonical
from gongkai.report.model import Report, Source
from gongkai.report.shape import Shape
from gongkai.report.tables import figures, marks
from gongkai.report.texts import facts, sections, statements
from gongkai.report.tree import LARGEST, Plain, Tree, parse
from gongkai.report.writing import write

AGENCY_ID: Final = re.compile(r"(?=.{1,100}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_URL: Final = re.compile(r"https?://[^\s<>\"']{3,2000}")
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
        shape = Shape(Tree("", canonical.parse(text), {(): (1, 1)}))
    except ValueError:
        return None
    report = _report(shape)
    return report if report is not None and not shape.problems and write(report) == text else None


def from_yaml(content: bytes, file: str) -> Report:
    """The report of any file, with all that YAML allows; raises `DataError` as `read` does."""
    shape = Shape(parse(content, file))
    report = _report(shape)
    if shape.problems or report is None:
        raise DataError(tuple(shape.problems))
    return report


def _report(shape: Shape) -> Report | None:
    top = shape.mapping(shape.tree.content, ())
    form = FORMS.get(str(top.get("form")))
    if form is None:
        known = "、".join(FORMS)
        shape.fault(("form",), f"应为 {known} 之一（加引号）。", f"Expected one of {', '.join(FORMS)} (quoted).")
        return None
    shape.known_keys(top, (), (*_PLAIN_KEYS, *form.table))
    year = top.get("year")
    if not isinstance(year, int) or not _FIRST_YEAR <= year <= _LAST_YEAR:
        shape.fault(("year",), "应为四位年份，例如 2023。", "Expected a year of four digits, such as 2023.")
        year = 0
    return Report(
        agency=shape.words(
            top,
            ("agency",),
            AGENCY_ID.fullmatch,
            "机关代码（小写字母、数字、连字符）",
            "an agency id (a-z, 0-9, hyphens)",
            needed=True,
        ),
        year=year,
        title=shape.words(top, ("title",), None, "年报标题", "the report's title", needed=True),
        form=form.code,
        published=shape.words(top, ("published",), is_day, "日期，例如 2024-01-20", "a date such as 2024-01-20"),
        source=_source(shape, top.get("source")),
        figures=figures(shape, top, form),
        stated=tuple(statements(shape, top.get("stated"), form)),
        facts=facts(shape, top["facts"], form) if "facts" in top else None,
        text=sections(shape, top.get("text"), form),
        marks=tuple(marks(shape, top.get("marks"), form)),
    )


def _source(shape: Shape, value: Plain) -> Source:
    found = shape.mapping(value, ("source",))
    known = CODELISTS["obtained"].codes
    shape.known_keys(found, ("source",), ("url", "document", "sha256", "retrieved", "obtained"))
    return Source(
        url=shape.words(found, ("source", "url"), _URL.fullmatch, "http(s)网址", "an http(s) address"),
        document=shape.words(found, ("source", "document"), None, "文件名", "a file name"),
        sha256=shape.words(found, ("source", "sha256"), _SHA256.fullmatch, "64位十六进制数", "64 hexadecimal digits"),
        retrieved=shape.words(found, ("source", "retrieved"), is_day, "日期", "a date"),
        obtained=shape.words(
            found,
            ("source", "obtained"),
            known.__contains__,
            f"{'、'.join(known)} 之一",
            f"one of {', '.join(known)}",
        ),
    )
