"""What became of requests: the answers of the form, in its groups, as parts of one whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from gongkai.cell import Cell
from gongkai.forms import FORMS, Table, form_of
from gongkai.numerals import Value, grouped
from gongkai.report import Report
from gongkai.text import Text
from gongkai.website.parts.charts import Chart, Part, stacked
from gongkai.website.parts.figures import counted, percent_of
from gongkai.website.parts.groups import Group
from gongkai.website.words import TEXTS, Words

_PROCESSED: Final = "processed"
_TOTAL: Final = Cell("requests", "total", "total")
#: How many of the answers, from the first, are disclosures.
DISCLOSED: Final = 2
#: How parts are coloured: what was disclosed, then greys, dark to light.
TONES: Final = ("disclosed", "part", "grey1", "grey2", "grey3", "grey4")


class Answer(NamedTuple):
    """One kind of answer and how many requests got it; `code` is that of the form's row or group."""

    code: str
    label: Text
    value: Value


def answers(form: str, found: Sequence[Value]) -> tuple[Answer, ...]:
    """The answers of a report or of several, from their `values`."""
    return tuple(Answer(code, label, value) for (code, label), value in zip(_labels(form), found, strict=True))


def values(report: Report) -> tuple[Value, ...] | None:
    """The answers' figures in printed order; `None` where one is blank or they do not add up to the printed total.

    A row that the agency's form lacks adds nothing: that nothing is missing shows in the total.
    """
    if _TOTAL.table not in report.figures or not report.has(_TOTAL):
        return None
    rows = report.figures[_TOTAL.table]
    sums: dict[str, Value] = {}
    for code, row, place in _places(report.form):
        value = rows[row][place] if row in rows else 0
        if value is None:
            return None
        sums[code] = sums.get(code, 0) + value
    return tuple(sums.values()) if sum(sums.values(), start=0) == report.figure(_TOTAL) else None


@cache
def _places(form: str) -> tuple[tuple[str, str, int], ...]:
    """Each row that is an answer, with the code of the part that it belongs to and the place of its total."""
    index = FORMS[form].table[_TOTAL.table].column_index
    return tuple((code, row, index[row][_TOTAL.column]) for code, _, row in _kinds(form))


@cache
def _labels(form: str) -> tuple[tuple[str, Text], ...]:
    """Code and label of each part."""
    return tuple({code: label for code, label, _ in _kinds(form)}.items())


@cache
def _kinds(form: str) -> tuple[tuple[str, Text, str], ...]:
    """Each row that is an answer, with the code and label of the part that it belongs to."""
    return tuple(_of_table(FORMS[form].table[_TOTAL.table]))


def _of_table(table: Table) -> Iterator[tuple[str, Text, str]]:
    inner = {group.code: group for group in table.row_groups if group.parent == _PROCESSED}
    for row in table.rows.values():
        if row.group in inner:
            yield row.group, inner[row.group], row.code
        elif row.group == _PROCESSED and not row.total:
            kind = inner.get(row.code, row)
            yield kind.code, TEXTS.get(f"answer_{kind.code}", kind), row.code


@dataclass(frozen=True, slots=True)
class Picture:
    """What several reports of one group and year together say became of requests.

    `reports` of `of` went in: those with the form of the year whose answers are complete and add up.
    `disclosed` is how many of 100 were disclosed, in full or in part.
    """

    year: int
    group: Group
    processed: Value
    disclosed: str
    reports: int
    of: int
    chart: Chart
    tones: tuple[str, ...] = TONES


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of `reports` of `of` added up: those with the form of the year whose answers add up."""

    values: tuple[Value, ...]
    reports: int
    of: int

    def __add__(self, other: "Answered") -> "Answered":
        """Those of both, of one year."""
        both = [one.values for one in (self, other) if one.values]
        values = tuple(sum(parts, start=0) for parts in zip(*both, strict=True))
        return Answered(values, self.reports + other.reports, self.of + other.of)


def added(year: int, of: Sequence[tuple[str, Sequence[Value] | None]]) -> Answered:
    """The answers of reports of a year, each by its form and its `values`."""
    form = form_of(year)
    found = [parts for code, parts in of if form and code == form.code and parts is not None]
    return Answered(tuple(sum(parts, start=0) for parts in zip(*found, strict=True)), len(found), len(of))


def answered(words: Words, year: int, group: Group, found: Answered) -> Picture | None:
    """The picture of reports; `None` where no report is complete, or no request was answered."""
    form = form_of(year)
    together = answers(form.code, found.values) if form and found.values else ()
    processed = sum((answer.value for answer in together), start=0)
    if not processed:
        return None
    disclosed = sum(answer.value for answer in together[:DISCLOSED]) / processed
    chart = _chart(words, f"answers-{year}-{group.code}", together, processed)
    return Picture(year, group, processed, f"{100 * disclosed:.0f}", found.reports, found.of, chart)


def _chart(words: Words, name: str, together: Sequence[Answer], processed: Value) -> Chart:
    language = words.language
    parts = [
        Part(one.label[language], float(one.value), f"{one.value / processed:.0%}", tone)
        for one, tone in zip(together, TONES, strict=False)
    ]
    rows = tuple((one.label[language], grouped(one.value), percent_of(one.value, processed)) for one in together)
    said = words["list_joint"].join(f"{label} {share}" for label, _, share in rows)
    heads = (words["answer"], words["answer_count"], words["answer_share"])
    return Chart(name, counted(words, "chart_answers", processed), said, stacked(parts), heads, rows)
