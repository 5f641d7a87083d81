"""Real documents: every figure is right or in doubt, none is silently wrong. They are no part of the repository."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai import readers, report
from gongkai.dataset import Folder
from gongkai.forms import FORMS
from gongkai.numerals import Value
from gongkai.recognise import Draft, directory, recognise
from gongkai.report import Report, Source
from places import ROOT, SHARED, needs_shared

pytestmark = needs_shared
SAMPLES = sorted(p for p in SHARED.glob("samples/**/*") if p.suffix in (".txt", ".md"))
SEED = SHARED / "seeds" / "000_fdd509fbacf3bc2a.txt"
KNOWN = directory(Folder(ROOT).register())


def read(path: Path) -> Draft:
    return recognise(readers.read(path), KNOWN)


def test_the_seed_reads_into_the_published_report() -> None:
    draft = read(SEED)
    document = readers.read(SEED)
    assert draft.doubts == ()
    assert draft.agency is not None
    assert draft.year is not None
    found = Report(
        agency=draft.agency.agency_id,
        year=draft.year,
        title=draft.title,
        form=draft.form,
        published=draft.published,
        source=Source(
            document=SEED.name, sha256=document.sha256, retrieved=date(2026, 11, 23).isoformat(), obtained="read"
        ),
        figures=draft.figures,
        stated=draft.stated,
        facts=draft.facts,
        marks=draft.marks,
    )
    path = Folder(ROOT).report_path(found.agency, found.year)
    assert report.write(found).encode() == path.read_bytes()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_figure_of_a_sample_is_right_or_in_doubt(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    draft = read(path)
    assert draft.doubts, "excerpts are cut off, so they wait"
    for table in FORMS[draft.form].tables:
        found = draft.figures.get(table.code, {})
        for row, figures in expected[table.code].items():
            wanted = tuple(map(_number, figures))
            got = found.get(row, (None,) * len(wanted))
            assert all(g in (None, w) for g, w in zip(got, wanted, strict=True)), row
        assert set(found) <= set(expected[table.code]) | _without_figures(found)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_only_named_samples_hold_figures_that_were_not_read(path: Path) -> None:
    """A figure that is in a sample and not in its draft is one that cannot be placed without guessing."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    draft = read(path)
    unread = [
        f"{table}.{row}.{i}"
        for table in ("proactive_disclosure", "requests", "legal_challenges")
        for row, figures in expected[table].items()
        for i, figure in enumerate(figures)
        if figure is not None and draft.figures.get(table, {}).get(row, (None,) * 15)[i] is None
    ]
    assert unread == _UNREAD.get(path.stem, [])


#: One cell a line, blank cells vanished, only the total left.
_UNREAD = {"yuyang-tuofenglu-street-2020": ["requests.received_new.6", "requests.carried_in.6"]}

STATED = {
    "anhui-stats-2021-narrative": {"requests.received_new": 68},
    "gaochun-district-2022-narrative": {
        "requests.received_new": 130,
        "requests.granted_or_in_part": 59,
        "requests.denied": 32,
        "requests.unavailable": 26,
        "requests.not_processed": 1,
        "requests.other": 12,
    },
    "taojiang-songmutang-town-2022": {
        "requests.received_new": 0,
        "requests.denied": 0,
        "legal_challenges.reconsideration": 0,
        "legal_challenges.litigation": 0,
    },
    "yuyang-tuofenglu-street-2020": {"requests.received_new": 0},
    "wuchang-minyi-township-2021-no-tables": {"requests.received_new": 0},
    "yangling-audit-2022": {"requests.received_new": 0},
    "tianmen-tuoshi-town-2020": {"items_published": 114, "items_published_website": 72},
    "dazhu-chuanzhu-township-2019-glued": {"items_published": 367},
}


@pytest.mark.parametrize("name", STATED)
def test_what_the_text_of_a_sample_states(name: str) -> None:
    draft = read(SHARED / "samples" / "excerpts" / f"{name}.txt")
    assert {statement.subject: statement.value for statement in draft.stated if statement.unit != "%"} == STATED[name]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_year_and_form_of_a_sample(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    draft = read(path)
    assert draft.year == expected["year"]
    if draft.figures:
        assert draft.form == expected["format"][:4]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_agency_of_a_sample_is_right_or_in_doubt(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    draft = read(path)
    if draft.agency:
        assert draft.agency.name.endswith(re.sub(r"\s.*", "", expected["agency"]))


def _number(figure: Any) -> Value | None:  # noqa: ANN401  as JSON has it
    if isinstance(figure, str):
        figure = re.match(r"[\d.]+", figure)[0]  # type: ignore[index]
        return Decimal(figure) if "." in figure else int(figure)
    return Decimal(str(figure)) if isinstance(figure, float) else figure


def _without_figures(found: Any) -> set[str]:  # noqa: ANN401
    return {row for row, figures in found.items() if not any(figure is not None for figure in figures)}
