"""The pictures of one report: what became of requests, who asked, and where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from gongkai.cell import Cell
from gongkai.forms import FORMS, INDICATORS, Indicator
from gongkai.indicators import FEWEST_CASES
from gongkai.numerals import Value, grouped
from gongkai.report import Report
from gongkai.text import Text
from gongkai.website.parts.answers import Answer, answers
from gongkai.website.parts.charts import Chart, Drawing, Part, bars, histogram, stacked
from gongkai.website.parts.figures import counted, percent_of
from gongkai.website.parts.peers import BINS, STEP, Field, Standing, place_said
from gongkai.website.words import Words

_RECEIVED: Final = Cell("requests", "received_new", "total")
_PROCESSED: Final = Cell("requests", "total", "total")
_HEADS: Final = ("head_answer", "head_requests", "head_share")
#: Colours: the accent for what was disclosed, in full and in part; greys for the rest, the darkest first.
_DISCLOSED: Final = ("disclosed", "part")
_GREYS: Final = ("grey1", "grey2", "grey3", "grey4")
_DISCLOSURES: Final = frozenset(Cell.parse(path).row for path in INDICATORS["disclosure_rate"].numerator)


class Key(NamedTuple):
    """An answer in the legend: colour, name, figure, share (of enough cases), what it mostly consists of, how many."""

    tone: str
    label: Text
    value: Value
    share: str
    mostly: Text | None
    of_these: str

    @property
    def figure(self) -> str:
        """How many, written."""
        return grouped(self.value)

    def written(self, words: Words) -> tuple[str, ...]:
        """Name and figures in a row."""
        label = self.label[words.language]
        return (label, self.figure, self.share) if self.share else (label, self.figure)


def keys(report: Report, values: Sequence[Value] | None) -> tuple[Key, ...]:
    """What became of the requests processed (`answers.values`); empty without any, or where that is not known."""
    whole = sum(values or ())
    if not values or not whole:
        return ()
    found = answers(report.form, values)
    return tuple(_key(report, one, tone, whole) for one, tone in zip(found, _tones(found), strict=True))


def _key(report: Report, one: Answer, tone: str, whole: Value) -> Key:
    share = percent_of(one.value, whole) if whole >= FEWEST_CASES else ""
    mostly, of_these = _mostly(report, one.code)
    return Key(tone, one.label, one.value, share, mostly, of_these)


def answered(words: Words, found: Sequence[Key]) -> Chart | None:
    """One bar of all answers."""
    if not found:
        return None
    rows = tuple(key.written(words) for key in found)
    parts = [Part(row[0], float(key.value), row[-1], key.tone) for key, row in zip(found, rows, strict=True)]
    return Chart(
        id="picture-answers",
        title=counted(words, "chart_answers", sum((key.value for key in found), start=0)),
        description=words["clause_joint"].join(map(" ".join, rows)),
        drawing=stacked(parts),
        heads=tuple(words[head] for head in _HEADS)[: len(rows[0])],
        rows=rows,
    )


def no_answers(report: Report) -> str:
    """Why there is no picture of answers: the key of a text."""
    processed = report.known(_PROCESSED)
    return "chart_none_processed" if processed == 0 else "chart_incomplete"


def _tones(found: Sequence[Answer]) -> Iterator[str]:
    accents, greys = iter(_DISCLOSED), iter(_GREYS)
    for one in found:
        yield next(accents, _DISCLOSED[-1]) if one.code in _DISCLOSURES else next(greys, _GREYS[-1])


def _mostly(report: Report, group: str) -> tuple[Text | None, str]:
    """The reason for more than half of a group of answers, where it has several reasons, and for how many."""
    rows, labels = report.figures[_PROCESSED.table], report.layout.table[_PROCESSED.table].rows
    known = [(rows[row][place] or 0, row) for row, place in _reasons(report.form).get(group, ()) if row in rows]
    value, row = max(known, default=(0, ""))
    if len(known) <= 1 or 2 * value <= sum(value for value, _ in known) or labels[row].remainder:
        return None, ""
    return labels[row], grouped(value)


@cache
def _reasons(form: str) -> Mapping[str, list[tuple[str, int]]]:
    """The rows of each group, with the place of their total."""
    table = FORMS[form].table[_PROCESSED.table]
    found: dict[str, list[tuple[str, int]]] = {}
    for row in table.rows.values():
        if row.group:
            found.setdefault(row.group, []).append((row.code, table.column_index[row.code][_PROCESSED.column]))
    return found


class Applicants(NamedTuple):
    """A kind of applicant: how many requests, as a number and written, and their share where there are enough."""

    label: Text
    value: Value | None
    figure: str
    share: str


def applicants(report: Report) -> tuple[Applicants, ...]:
    """Who asked; empty where nobody did or no figure is known."""
    rows = report.figures.get(_RECEIVED.table, {})
    if not any(rows.get(_RECEIVED.row, ())):
        return ()
    columns = report.layout.table[_RECEIVED.table].columns(_RECEIVED.row)
    total = report.figure(_RECEIVED)
    return tuple(
        _applicants(column, value, total)
        for column, value in zip(columns, rows[_RECEIVED.row], strict=True)
        if not column.total
    )


def _applicants(label: Text, value: Value | None, total: Value | None) -> Applicants:
    share = percent_of(value, total) if value and total and total >= FEWEST_CASES else ""
    return Applicants(label, value, "" if value is None else grouped(value), share)


def who_asked(words: Words, found: Sequence[Applicants]) -> Chart | None:
    """A bar for each kind of applicant."""
    if not found:
        return None
    parts = [Part(one.label[words.language], _size(one.value), _with_share(words, one)) for one in found]
    rows = tuple((part.label, part.text) for part in parts)
    return Chart(
        id="picture-applicants",
        title=words["chart_applicants"],
        description=words["clause_joint"].join(map(" ".join, rows)),
        drawing=bars(parts),
        heads=(words["head_applicant"], words["head_requests"]),
        rows=rows,
    )


def _size(value: Value | None) -> float | None:
    return None if value is None else float(value)


def _with_share(words: Words, one: Applicants) -> str:
    """3,001 (96.2%); the share only of enough requests."""
    if one.value is None:
        return words["blank"]
    return words.say("chart_with_share", n=one.figure, share=one.share) if one.share else one.figure


def standing(words: Words, found: Standing | None, indicator: Indicator) -> Chart | None:
    """Where the report stands among its peers."""
    if found is None:
        return None
    about, own = found.about, found.bin
    return Chart(
        id="picture-peers",
        title=words.say(
            "chart_peers_about" if about else "chart_peers",
            indicator=indicator.label,
            group=found.group.label,
            n=grouped(found.count),
        ),
        description=words.say(
            "chart_peers_say_about" if about else "chart_peers_say",
            share=f"{found.share:.1%}",
            median=f"{found.median:.0%}" if about else f"{found.median:.1%}",
            **place_said(words, found),
        ),
        drawing=_histogram(found.bins, own, found.median, about=about),
        heads=(indicator.label[words.language], words["head_of_peers" if about else "head_reports"]),
        rows=_by_bin(found.bins, own, about=about),
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
def _histogram(bins: tuple[int, ...], own: int | None, middle: float, *, about: bool = False) -> Drawing:
    tips = [f"{where} {n}" for where, n in _by_bin(bins, own, about=about)]
    return histogram(bins, ("0%", "50%", "100%"), own=own, median=middle, tips=tips)


@lru_cache(_FIELDS)
def _by_bin(bins: tuple[int, ...], own: int | None = None, *, about: bool = False) -> tuple[tuple[str, str], ...]:
    """The bins that have any, from where to where; `about`: in per cent of all, where that of the `own` may be 0."""
    edges = [f"{100 * i // BINS}%" for i in range(BINS + 1)]
    counts = (f"{n}%" if n else f"<{STEP}%" for n in bins) if about else map(grouped, bins)
    found = ((f"{edges[i]}–{edges[i + 1]}", n) for i, n in enumerate(counts))
    return tuple(one for i, one in enumerate(found) if bins[i] or i == own)
