"""The pictures of one report: what became of requests, who asked, and where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from gongkai.cell import Cell
from gongkai.forms import FORMS, INDICATORS, Indicator
from gongkai.indicators import FEWEST_CASES
from gongkai.numerals import Value, grouped
from gongkai.report import Report
from gongkai.website.parts.answers import Answer, answers
from gongkai.website.parts.charts import Chart, Drawing, Part, bars, histogram, stacked
from gongkai.website.parts.figures import counted, percent
from gongkai.website.parts.peers import BINS, Field, Standing
from gongkai.website.words import Words

_RECEIVED: Final = Cell("requests", "received_new", "total")
_PROCESSED: Final = Cell("requests", "total", "total")
_HEADS: Final = ("head_answer", "head_requests", "head_share")
#: Colours: the accent for what was disclosed, in full and in part; greys for the rest, the darkest first.
_DISCLOSED: Final = ("disclosed", "part")
_GREYS: Final = ("grey1", "grey2", "grey3", "grey4")


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: colour, name, figure, share (of enough cases), and what it mostly consists of."""

    tone: str
    label: str
    figure: str
    share: str
    more: str

    @property
    def written(self) -> tuple[str, ...]:
        """Name and figures in a row."""
        return (self.label, self.figure, self.share) if self.share else (self.label, self.figure)


@dataclass(frozen=True, slots=True)
class Answered:
    """One bar of all answers, and its legend."""

    chart: Chart
    keys: tuple[Key, ...]


def answered(words: Words, report: Report) -> Answered | None:
    """What became of the requests processed; `None` without any, or where figures are blank or do not add up."""
    found = answers(report)
    whole = sum((one.value for one in found), start=0) if found else 0
    if not found or not whole:
        return None
    keys = tuple(_key(words, report, one, tone, whole) for one, tone in zip(found, _tones(found), strict=True))
    parts = [Part(k.label, float(one.value), k.share or k.figure, k.tone) for k, one in zip(keys, found, strict=True)]
    chart = Chart(
        id="picture-answers",
        title=counted(words, "chart_answers", whole),
        description=words["clause_joint"].join(" ".join(key.written) for key in keys),
        drawing=stacked(parts),
        heads=tuple(words[head] for head in _HEADS)[: len(keys[0].written)],
        rows=tuple(key.written for key in keys),
    )
    return Answered(chart, keys)


def no_answers(report: Report) -> str:
    """Why there is no picture of answers: the key of a text."""
    processed = report.figure(_PROCESSED) if report.has(_PROCESSED) else None
    return "chart_none_processed" if processed == 0 else "chart_incomplete"


def _tones(found: Sequence[Answer]) -> Iterator[str]:
    disclosed = {Cell.parse(path).row for path in INDICATORS["disclosure_rate"].numerator}
    accents, greys = iter(_DISCLOSED), iter(_GREYS)
    for one in found:
        yield next(accents, _DISCLOSED[-1]) if one.code in disclosed else next(greys, _GREYS[-1])


def _key(words: Words, report: Report, one: Answer, tone: str, whole: Value) -> Key:
    return Key(
        tone=tone,
        label=one.label[words.language],
        figure=grouped(one.value),
        share=percent(Decimal(one.value) / Decimal(whole)) if whole >= FEWEST_CASES else "",
        more=_mostly(words, report, one.code),
    )


def _mostly(words: Words, report: Report, group: str) -> str:
    """The reason for more than half of a group of answers, where it has several reasons."""
    rows, labels = report.figures[_PROCESSED.table], report.layout.table[_PROCESSED.table].rows
    known = [(rows[row][place] or 0, row) for row, place in _reasons(report.form).get(group, ()) if row in rows]
    value, row = max(known, default=(0, ""))
    if len(known) <= 1 or 2 * value <= sum(value for value, _ in known) or labels[row].remainder:
        return ""
    return words.say("chart_mostly", reason=labels[row], n=grouped(value))


@cache
def _reasons(form: str) -> Mapping[str, list[tuple[str, int]]]:
    """The rows of each group, with the place of their total."""
    table = FORMS[form].table[_PROCESSED.table]
    found: dict[str, list[tuple[str, int]]] = {}
    for row in table.rows.values():
        if row.group:
            found.setdefault(row.group, []).append((row.code, table.column_index[row.code][_PROCESSED.column]))
    return found


def applicants(words: Words, report: Report) -> Chart | None:
    """Who asked; `None` where nobody did or no figure is known."""
    rows = report.figures.get(_RECEIVED.table, {})
    if not any(rows.get(_RECEIVED.row, ())):
        return None
    total = report.figure(_RECEIVED)
    columns = [c for c in report.layout.table[_RECEIVED.table].columns(_RECEIVED.row) if not c.total]
    values = [(c[words.language], report.figure(_RECEIVED._replace(column=c.code))) for c in columns]
    parts = [Part(label, _size(value), _with_share(words, value, total)) for label, value in values]
    return Chart(
        id="picture-applicants",
        title=words["chart_applicants"],
        description=words["clause_joint"].join(f"{part.label} {part.text}" for part in parts),
        drawing=bars(parts),
        heads=(words["head_applicant"], words["head_requests"]),
        rows=tuple((part.label, part.text) for part in parts),
    )


def _size(value: Value | None) -> float | None:
    return None if value is None else float(value)


def _with_share(words: Words, value: Value | None, total: Value | None) -> str:
    """3,001 (96.2%); the share only of enough requests."""
    if value is None:
        return words["blank"]
    if not value or total is None or total < FEWEST_CASES:
        return grouped(value)
    return words.say("chart_with_share", n=grouped(value), share=percent(Decimal(value) / Decimal(total)))


def standing(words: Words, found: Standing | None, indicator: Indicator) -> Chart | None:
    """Where the report stands among its peers."""
    if found is None:
        return None
    return Chart(
        id="picture-peers",
        title=words.say("chart_peers", indicator=indicator.label, group=found.group.label, n=grouped(found.count)),
        description=words.say(
            "chart_peers_say",
            share=f"{found.share:.1%}",
            lower=grouped(found.lower),
            higher=grouped(found.higher),
            median=f"{found.median:.1%}",
        ),
        drawing=_histogram(found.bins, found.bin, found.median),
        heads=(indicator.label[words.language], words["head_reports"]),
        rows=_by_bin(found.bins),
    )


def spread(words: Words, found: Field | None, indicator: Indicator) -> Chart | None:
    """How the shares of a group and year are spread."""
    if found is None:
        return None
    said = {"n": grouped(found.count), "group": found.group.label, "year": found.year, "median": f"{found.median:.1%}"}
    return Chart(
        id=f"spread-{found.group.code}",
        title=words.say("chart_spread", indicator=indicator.label, **said),
        description=words.say("chart_spread_say", **said),
        drawing=_histogram(found.bins, None, found.median),
        heads=(indicator.label[words.language], words["head_reports"]),
        rows=_by_bin(found.bins),
    )


#: As many fields of peers as are kept, each in a few versions: many reports stand in one.
_FIELDS: Final = 1024


@lru_cache(_FIELDS)
def _histogram(bins: tuple[int, ...], own: int | None, middle: float) -> Drawing:
    tips = [f"{where} {n}" for where, n in _by_bin(bins)]
    return histogram(bins, ("0%", "50%", "100%"), own=own, median=middle, tips=tips)


@lru_cache(_FIELDS)
def _by_bin(bins: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """The bins that have any, from where to where."""
    edges = [f"{100 * i // BINS}%" for i in range(BINS + 1)]
    return tuple((f"{edges[i]}–{edges[i + 1]}", grouped(n)) for i, n in enumerate(bins) if n)
