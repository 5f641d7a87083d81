"""The two files beside a report's page: everything about one report as JSON, its cells as CSV."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from gongkai.datapackage import exact
from gongkai.datapackage.codes import LISTS
from gongkai.datapackage.exact import Json, Tree
from gongkai.datapackage.figures import Figure, figures
from gongkai.datapackage.judged import finding_rows
from gongkai.datapackage.written import delimitable, delimited, safe
from gongkai.finding import Outcome
from gongkai.forms import FORMS, INDICATORS, Block, Table
from gongkai.indicators import Measure, Status
from gongkai.numerals import Value, shortest
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.rules import Judgement
from gongkai.text import Text

#: The columns of the CSV: where, in words, how much.
HEADER: Final = (
    "table",
    "row",
    "column",
    "row_label",
    "row_label_en",
    "column_label",
    "column_label_en",
    "value",
    "unit",
    "is_total",
    "written",
)

#: Where a figure comes in a template: a character that Unicode gives no meaning.
_FIGURE: Final = "\ufdd1"


def report_csv(report: Report) -> str:
    """A row a cell in the form's order; blank cells are empty, rows that the report's form lacks are absent."""
    marked = {mark.cell.table for mark in report.marks}
    return delimited([HEADER]) + "".join(
        _lines(figures(report, table.code)) if table.code in marked else _plain_lines(report, table.code)
        for table in report.layout.tables
        if report.figures.get(table.code)
    )


def _lines(found: Iterable[Figure]) -> str:
    return delimited(map(delimitable, _line(figure)) for figure in found)


def _plain_lines(report: Report, table: str) -> str:
    """The lines of a table in which no cell is marked: reports with the same rows differ in the figures alone."""
    rows = report.figures[table]
    return _csv_template(report.form, table, frozenset(rows)) % _words(report, table, "")


@cache
def _csv_template(form: str, table: str, there: frozenset[str]) -> str:
    layout = FORMS[form].table[table]
    found = (
        Figure(layout, block, row, column, None, None)
        for block in layout.blocks
        for row in block.rows
        if row.code in there
        for column in block.columns
    )
    place = HEADER.index("value")
    lines = ([delimitable(word) for word in _line(figure)] for figure in found)
    return _template(delimited([*line[:place], _FIGURE, *line[place + 1 :]] for line in lines))


def _template(text: str) -> str:
    return text.replace("%", "%%").replace(_FIGURE, "%s")


def _words(report: Report, table: str, missing: str) -> tuple[object, ...]:
    """The figures of a table in the form's order, as they are written."""
    rows = report.figures[table]
    values = tuple(chain.from_iterable(rows[code] for code in report.layout.table[table].rows if code in rows))
    return values if _plain(values) else tuple(_word(one, missing) for one in values)


def _plain(values: tuple[Value | None, ...]) -> bool:
    """Whether all are whole numbers, which are written as they are."""
    return set(map(type, values)) == {int}


def _word(value: Value | None, missing: str) -> object:
    return missing if value is None else value if isinstance(value, int) else shortest(value)


def _line(figure: Figure) -> tuple[str, ...]:
    return (
        figure.table.code,
        figure.row.code,
        figure.column.code,
        f"{figure.row.number}{figure.row.zh}",
        figure.row.en,
        figure.column.zh,
        figure.column.en,
        "" if figure.value is None else shortest(figure.value),
        safe(figure.unit),
        "true" if figure.is_total else "false",
        safe(figure.mark.written) if figure.mark else "",
    )


def report_json(report: Report, judgement: Judgement, agency: Agency, measures: Mapping[str, Measure]) -> str:
    """Everything that is published of one report, codes with their labels in both languages; `measures` are its own.

    Figures are exact, `null` is a cell left blank; tables and rows that the report's form lacks are absent.
    """
    return exact.record(
        {
            "agency": _agency(agency),
            "year": report.year,
            "title": report.title,
            "form": _form(report.form),
            "published": report.published or None,
            "source": _source(report),
            "tables": [
                Json(_json_template(report.form, table.code, frozenset(rows)) % _words(report, table.code, "null"))
                for table in report.layout.tables
                if (rows := report.figures.get(table.code)) is not None
            ],
            "marks": [{"cell": str(m.cell), "written": m.written, "unit": m.unit or None} for m in report.marks],
            "stated": list(_stated(report)),
            "text": list(_sections(report)),
            "checks": {outcome.value: judgement.count(outcome) for outcome in Outcome},
            "findings": list(finding_rows(judgement.findings)),
            "indicators": list(_indicators(measures)),
        }
    )


def _labels(text: Text) -> dict[str, Tree]:
    return {"label": text.zh, "label_en": text.en}


@cache
def _form(code: str) -> Json:
    form = FORMS[code]
    return Json(exact.encode({"code": code, **_labels(form.label), "document": form.document.number}))


@cache
def _coded(name: str, code: str) -> Tree:
    """A code with its labels; `null` where there is none."""
    return next(({"code": code, **_labels(known.label)} for known in LISTS[name] if known.code == code), None)


@lru_cache
def _agency(agency: Agency) -> Json:
    """The same for all reports of an agency, which come one after the other."""
    fields = {
        "agency_id": agency.agency_id,
        "name": agency.name,
        "name_en": agency.name_en,
        "region_code": agency.region_code,
        "level": _coded("level", agency.level),
        "kind": _coded("kind", agency.kind),
    }
    return Json(exact.encode(fields))


def _source(report: Report) -> Tree:
    source = report.source
    return {
        "url": source.url or None,
        "document": source.document or None,
        "sha256": source.sha256 or None,
        "retrieved": source.retrieved or None,
        "obtained": _coded("obtained", source.obtained),
    }


@cache
def _json_template(form: str, table: str, there: frozenset[str]) -> str:
    """A table as JSON: reports with the same rows differ in the figures alone."""
    return _json_holes(_table(FORMS[form].table[table], there))


def _json_holes(value: Tree) -> str:
    return _template(exact.encode(value).replace(f'"{_FIGURE}"', _FIGURE))


def _table(table: Table, there: frozenset[str]) -> Tree:
    return {
        "table": table.code,
        **_labels(table),
        "groups": [
            {"code": group.code, "number": group.number, **_labels(group), "parent": group.parent}
            for group in (*table.row_groups, *table.column_groups)
        ],
        "blocks": [_block(block, there) for block in table.blocks],
    }


def _block(block: Block, there: frozenset[str]) -> Tree:
    """Rows that share their columns; a row has its figures by column. Units other than these are in the marks."""
    return {
        "clause": block.clause or None,
        "columns": [
            {"column": c.code, **_labels(c), "unit": c.unit, "group": c.group, "is_total": c.total}
            for c in block.columns
        ],
        "rows": [
            {
                "row": row.code,
                "number": row.number,
                **_labels(row),
                "group": row.group,
                "is_total": row.total,
                "figures": {column.code: _FIGURE for column in block.columns},
            }
            for row in block.rows
            if row.code in there
        ],
    }


def _stated(report: Report) -> Iterator[Tree]:
    for stated in report.stated:
        yield {
            "section": _coded("section", stated.section),
            "subject": stated.subject,
            "value": stated.value,
            "unit": stated.unit or None,
            "parts": list(stated.parts),
        }


def _sections(report: Report) -> Iterator[Tree]:
    for section in report.layout.sections:
        if section.code in report.text:
            yield {"section": section.code, **_labels(section), "text": report.text[section.code]}


def _indicators(measures: Mapping[str, Measure]) -> Iterator[Tree]:
    for one in measures.values():
        figures = (_word(value, "null") for value in (one.numerator, one.denominator, one.value))
        yield Json(_indicator_template(one.indicator.code, one.status) % tuple(figures))


@cache
def _indicator_template(code: str, status: Status) -> str:
    return _json_holes(
        {
            "indicator": code,
            **_labels(INDICATORS[code].label),
            "numerator": _FIGURE,
            "denominator": _FIGURE,
            "value": _FIGURE,
            "status": _coded("indicator_status", status.value),
        }
    )
