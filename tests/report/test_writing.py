"""Reading and writing again changes no byte, and loses nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.cell import Cell
from gongkai.errors import DataError
from gongkai.numerals import Value
from gongkai.report import Facts, Label, Mark, Named, Report, Sketch, Source, Statement, read, write
from invented import reports
from places import ROOT

FILES = sorted((ROOT / "datasets" / "reports").glob("*/*.yml"))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
VALUES: st.SearchStrategy[Value] = st.integers(0, 10**12) | st.decimals(0, 10**9, places=3)


SECTIONS = st.sampled_from(["overview", "requests", "problems", "other_matters"])
CODES = st.lists(SECTIONS, unique=True, max_size=3).map(tuple)
NAMED = st.builds(Named, section=SECTIONS, kind=st.sampled_from(["account", "website", "organisation"]), name=TEXTS)
PLACES = st.sampled_from([Cell("requests"), Cell("requests", "granted"), Cell("legal_challenges", "reconsideration")])
LABELS = st.lists(st.builds(Label, cell=PLACES, written=TEXTS), max_size=3).map(tuple)
PRINTS = st.text("0123456789abcdef", min_size=256, max_size=256)
FACTS = st.builds(
    Facts,
    sections=CODES,
    silent=CODES,
    fees=CODES,
    named=st.lists(NAMED, max_size=3).map(tuple),
    variants=LABELS,
    unknown_rows=LABELS,
    sketches=st.lists(st.builds(Sketch, section=SECTIONS, length=st.integers(1, 10**6), print=PRINTS), max_size=2).map(
        tuple
    ),
)
STATED = st.builds(
    Statement,
    section=SECTIONS,
    subject=WORDS,
    value=VALUES,
    unit=st.just("") | WORDS,
    parts=st.lists(VALUES).map(tuple),
)
MARKS = st.builds(Mark, cell=st.just(Cell("requests", "granted", "total")), written=TEXTS, unit=st.just("") | WORDS)


@settings(deadline=None)
@given(reports(), st.none() | FACTS)
def test_facts_read_back(report: Report, facts: Facts | None) -> None:
    full = replace(report, facts=facts)
    text = write(full)
    assert read(text.encode(), "r.yml") == full
    assert write(read(text.encode(), "r.yml")) == text


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ("  sections: [nowhere]", "facts.sections.0"),
        ("  silent: overview", "facts.silent"),
        ("  moods: []", "facts.moods"),
        ('  named:\n    - {section: overview, kind: rumour, name: "甲"}', "facts.named.0.kind"),
        ('  variants:\n    - {cell: requests.nothing, written: "甲"}', "facts.variants.0.cell"),
        ('  sketches:\n    - {section: overview, length: 0, print: "ff"}', "facts.sketches.0.length"),
    ],
)
def test_wrong_facts_are_problems_with_their_place(facts: str, place: str) -> None:
    head = 'agency: a\nyear: 2023\ntitle: 甲\nform: "2021"\nfacts:\n'
    with pytest.raises(DataError) as caught:
        read((head + facts + "\n").encode(), "r.yml")
    assert place in {problem.path for problem in caught.value.problems}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_round_trip_changes_no_byte(path: Path) -> None:
    content = path.read_bytes()
    assert write(read(content, path.name)).encode() == content


@settings(deadline=None)
@given(
    report=reports(),
    title=WORDS,
    overview=TEXTS,
    subject=WORDS,
    written=TEXTS,
    values=st.lists(VALUES, max_size=4),
)
def test_whatever_a_report_holds_reads_back(
    report: Report, title: str, overview: str, subject: str, written: str, values: list[Value]
) -> None:
    full = replace(
        report,
        title=title,
        source=Source(document=subject, retrieved="2026-11-23", obtained="read"),
        stated=(Statement(section="overview", subject=subject, value=5, unit="件", parts=tuple(values)),),
        text={"overview": overview, "problems": "一\n\n二"},
        marks=(Mark(cell=Cell("requests", "granted", "total"), written=written),),
    )
    text = write(full)
    assert read(text.encode(), "r.yml") == full
    assert write(read(text.encode(), "r.yml")) == text


def test_a_section_of_several_paragraphs_is_readable() -> None:
    report = Report(agency="a", year=2023, title="甲", form="2021", text={"overview": "第一段。\n第二段：三件。"})
    assert write(report).endswith("text:\n  overview: |-\n    第一段。\n    第二段：三件。\n")


@pytest.mark.parametrize(
    "title", ["null", "2023", "- 甲", "甲: 乙", "甲 #乙", "@甲", "yes", "'甲'", "甲\u2028乙", "a,b", "[甲]", "甲 "]
)
def test_words_that_yaml_would_misread_are_quoted(title: str) -> None:
    report = Report(agency="a", year=2023, title=title, form="2021")
    assert read(write(report).encode(), "r.yml").title == title
