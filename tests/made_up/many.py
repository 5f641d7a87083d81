"""As many documents as are wanted, of all kinds, in all layouts, clean or with quirks, their figures known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import cast

from gongkai.forms import FORMS
from gongkai.report import Report
from made_up import documents, pages, pdf, word
from made_up.gaps import GAPS
from made_up.places import BUREAU
from made_up.quirks import ENCODINGS, OTHERS, QUIRKS, SEEN
from made_up.tables import EXTRA_ROW, SUBTOTAL

#: Every kind of document with each of its layouts.
KINDS = (
    *(("txt", layout) for layout in documents.LAYOUTS),
    ("md", "leading_bars"),
    ("mht", "plain"),
    *(("html", table) for table in pages.TABLES),
    *(("docx", runs) for runs in word.RUNS),
    *(("pdf", rulings) for rulings in pdf.RULINGS if rulings != "none"),
)


#: All quirks: of the figures, of how they are printed, and of what is printed besides.
NAMES = sorted({*QUIRKS, *GAPS, SUBTOTAL, EXTRA_ROW})


@dataclass(frozen=True, slots=True)
class Made:
    """A document: its file name and content, the report that is printed in it, and how it was made."""

    name: str
    content: bytes
    report: Report
    layout: str
    quirks: tuple[str, ...]


def many(count: int, *, quirky: bool, seed: int = 0) -> Iterator[Made]:
    """Documents of every kind in turn; a quirky one has one to three quirks, each as often as it is seen in life."""
    for number in range(count):
        random = Random(f"{seed}-{number}-{quirky}")  # noqa: S311  figures, not secrets
        kind, layout = KINDS[number % len(KINDS)]
        quirks = _quirks(random) if quirky else ()
        report = _report(random, 2015 + number % 10, random.choice(sorted(FORMS)))
        for gap in quirks:
            report = GAPS[gap](report, random) if gap in GAPS else report
        content = document(report, kind, layout, quirks, random)
        name = (
            f"{documents.NAME}{report.year}年政府信息公开工作年度报告"
            if "no_agency" in quirks
            else (f"{number:04}造纸局{report.year}年年报")
        )
        yield Made(f"{name}.{kind}", content, report, f"{kind} {layout}", quirks)


def _quirks(random: Random) -> tuple[str, ...]:
    weights = [SEEN.get(name, OTHERS) for name in NAMES]
    return tuple(dict.fromkeys(random.choices(NAMES, weights, k=random.randint(1, 3))))


def _report(random: Random, year: int, form: str) -> Report:
    """A report whose every figure is there; most are small, as they are in life."""
    figures = {
        table.code: {
            row: tuple(random.choice((0, 0, 0, 1, 2, 7, 38, 1058, 23456)) for _ in columns)
            for row, columns in table.column_index.items()
            if not table.rows[row].instead_of
        }
        for table in FORMS[form].tables
    }
    return Report(agency=BUREAU, year=year, title="", form=form, figures=figures)


def document(report: Report, kind: str, layout: str, quirks: tuple[str, ...], random: Random) -> bytes:
    """The file of a report in one of `KINDS`."""

    def changed(text: str) -> str:
        for quirk in quirks:
            text = QUIRKS[quirk](text, random) if quirk in QUIRKS else text
        return text

    encoding = random.choice(ENCODINGS) if quirks else "utf-8"
    if kind in ("txt", "md"):
        return changed(documents.document(report, layout, more=quirks)).encode(encoding)
    if kind in ("html", "mht"):
        page = changed(pages.page(report, layout, furniture=bool(quirks), more=quirks)).encode(encoding)
        return page if kind == "html" else pages.archive(page, encoding)
    if kind == "docx":
        return word.document(report, layout, changed, quirks)
    rulings = cast("pdf.Rulings", layout)
    plain = pdf.Style(rulings=rulings)
    style = replace(plain, filler=random.randrange(30), divide_rows=True) if quirks else plain
    return pdf.document(report, style, more=quirks)
