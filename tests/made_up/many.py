"""As many documents as are wanted, of all kinds, in all layouts, clean or with quirks, their figures known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from random import Random
from typing import cast

from gongkai.forms import FORMS
from gongkai.report import Report
from made_up import documents, old, pages, pdf, word
from made_up.gaps import GAPS
from made_up.places import BUREAU
from made_up.quirks import ENCODINGS, OTHERS, QUIRKS, SEEN
from made_up.tables import EXTRA_ROW, LAST_YEAR, NUMBERED, SUBTOTAL

#: Every kind of document with each of its layouts.
KINDS = (
    *(("txt", layout) for layout in documents.LAYOUTS),
    ("md", "leading_bars"),
    ("mht", "plain"),
    *(("html", table) for table in pages.TABLES),
    *(("docx", runs) for runs in word.RUNS),
    *(("pdf", rulings) for rulings in pdf.RULINGS if rulings != "none"),
    ("doc", "page"),
)
#: Those of older word processors, which only LibreOffice can make (of a .docx in each of its layouts) and read.
OLD_KINDS = tuple(product(old.FILTERS, word.RUNS))
#: Every kind that can be made here, the old ones half as often as the others.
ALL_KINDS = (*KINDS, *KINDS, *OLD_KINDS) if old.SOFFICE else KINDS

#: Documents that are made, and where that is needed converted, at once.
_PORTION = 50
#: All quirks: of the figures, of how they are printed, and of what is printed besides.
NAMES = sorted({*QUIRKS, *GAPS, SUBTOTAL, EXTRA_ROW, NUMBERED, LAST_YEAR, word.UNEVEN})


@dataclass(frozen=True, slots=True)
class Made:
    """A document: its file name and content, the report that is printed in it, and how it was made."""

    name: str
    content: bytes
    report: Report
    layout: str
    quirks: tuple[str, ...]


def many(count: int, *, quirky: bool, seed: int = 0, kinds: Sequence[tuple[str, str]] = KINDS) -> Iterator[Made]:
    """Documents of every kind in turn; a quirky one has one to three quirks, each as often as it is seen in life."""
    made = (_made(number, seed, kinds, quirky=quirky) for number in range(count))
    while portion := list(islice(made, _PORTION)):
        contents = iter(old.aged([(_kind(one), one.content) for one in portion if _is_old(one)]))
        yield from (replace(one, content=next(contents)) if _is_old(one) else one for one in portion)


def _made(number: int, seed: int, kinds: Sequence[tuple[str, str]], *, quirky: bool) -> Made:
    random = Random(f"{seed}-{number}-{quirky}")  # noqa: S311  figures, not secrets
    kind, layout = kinds[number % len(kinds)]
    quirks = _quirks(random) if quirky else ()
    report = _report(random, 2015 + number % 10, random.choice(sorted(FORMS)))
    for gap in quirks:
        report = GAPS[gap](report, random) if gap in GAPS else report
    content = document(report, kind, layout, quirks, random)
    name = (
        f"{documents.NAME}{report.year}年政府信息公开工作年度报告"
        if "no_agency" in quirks
        else f"{number:04}造纸局{report.year}年年报"
    )
    return Made(f"{name}.{kind}", content, report, f"{kind} {layout}", quirks)


def _kind(made: Made) -> str:
    return made.layout.split()[0]


def _is_old(made: Made) -> bool:
    return tuple(made.layout.split()) in OLD_KINDS


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
    """The file of a report in one of `KINDS`; one of `OLD_KINDS` as the .docx that it is to be made of."""

    def changed(text: str) -> str:
        for quirk in quirks:
            text = QUIRKS[quirk](text, random) if quirk in QUIRKS else text
        return text

    encoding = random.choice(ENCODINGS) if quirks else "utf-8"
    if kind in ("txt", "md"):
        return changed(documents.document(report, layout, more=quirks)).encode(encoding)
    if kind in ("html", "mht") or layout == "page":
        table = "plain" if layout == "page" else layout
        page = changed(pages.page(report, table, furniture=bool(quirks), more=quirks)).encode(encoding)
        return pages.archive(page, encoding) if kind == "mht" else page
    if layout in word.RUNS:
        return word.document(report, layout, changed, quirks)
    rulings = cast("pdf.Rulings", layout)
    plain = pdf.Style(rulings=rulings)
    style = replace(plain, filler=random.randrange(30), divide_rows=True) if quirks else plain
    return pdf.document(report, style, more=quirks)
