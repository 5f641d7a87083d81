"""What the writer wrote is read without YAML, and only that: both ways say the same of every file."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.errors import DataError, Problem
from gongkai.report import Facts, Mark, Report, Source, Statement, read, write
from gongkai.report.reading import as_written, from_yaml
from invented import AGENCY, reports, series
from places import ROOT
from report.test_writing import FACTS, MARKS, STATED, TEXTS, WORDS

FILES = sorted((ROOT / "datasets" / "reports").glob("*/*.yml"))
FULL = series(Random(5), AGENCY, [2020, 2023])  # noqa: S311  invented figures
KEPT = replace(FULL[2023], text={"overview": "第一段。\n\n第二段: #3", "problems": " 缩进\t"})
CONTENTS = [write(one) for one in (*FULL.values(), KEPT)]
#: What means something in YAML, or nearly, and what does not.
SIGNS = [
    *"\n\r\t :,-#&*!|>'\"%@`?{}[]~_.+\\0123456789eExon甲\x00\x85\u2028\ufeff",
    "null",
    "no",
    ": ",
    " #",
    "- ",
    "  ",
]


def _outcome(content: bytes, *, yaml: bool) -> str | tuple[Problem, ...]:
    try:
        return repr(from_yaml(content, "r.yml") if yaml else read(content, "r.yml"))
    except DataError as error:
        return error.problems


@settings(deadline=None)
@given(reports(), WORDS, st.none() | FACTS, st.lists(STATED, max_size=3), st.lists(MARKS, max_size=3), TEXTS)
def test_whatever_the_writer_writes_is_read_both_ways(
    report: Report, title: str, facts: Facts | None, stated: list[Statement], marks: list[Mark], text: str
) -> None:
    report = replace(report, title=title, published="2024-02-29", facts=facts, text={"overview": text})
    source = Source(url="https://example.org/a?b=c&d=%20", document=title, sha256="0" * 64, retrieved="2026-11-23")
    content = write(replace(report, source=source, stated=tuple(stated), marks=tuple(marks))).encode()
    assert as_written(content) is not None
    assert repr(as_written(content)) == repr(from_yaml(content, "r.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_reports_of_the_project_are_read_without_yaml(path: Path) -> None:
    content = path.read_bytes()
    assert repr(as_written(content)) == repr(from_yaml(content, path.name))


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(CONTENTS), st.data())
def test_a_file_with_anything_changed_is_the_same_both_ways(content: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        end = min(len(content), at + data.draw(st.integers(0, 3)))
        content = content[:at] + "".join(data.draw(st.lists(st.sampled_from(SIGNS), max_size=2))) + content[end:]
    assert _outcome(content.encode(), yaml=False) == _outcome(content.encode(), yaml=True)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(CONTENTS), st.data())
def test_a_file_with_lines_moved_doubled_or_lost_is_the_same_both_ways(content: str, data: st.DataObject) -> None:
    lines = content.split("\n")
    places = st.integers(0, len(lines) - 1)
    line = lines[data.draw(places)]
    lines[data.draw(places) : data.draw(places)] = data.draw(st.sampled_from([[], [line], [line, line]]))
    changed = "\n".join(lines).encode()
    assert _outcome(changed, yaml=False) == _outcome(changed, yaml=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 某某县2023年年报", "title: no"),
        ("title: 某某县2023年年报", "title: '某某县'"),
        ("title: 某某县2023年年报", 'title: "\\x41"'),
        ("title: 某某县2023年年报", 'title: "\\ud83d\\ude00"'),
        ("title: 某某县2023年年报", "title: 某某县 # 2023"),
        ("title: 某某县2023年年报", "title: &a 某某县"),
        ("title: 某某县2023年年报", "title: !!str 某某县"),
        ("title: 某某县2023年年报", "title: 某某县\n  2023"),
        ("title: 某某县2023年年报", "title: 某某县\ntitle: 某某局"),
        ("year: 2023", "year: 2_023"),
        ("year: 2023", "year: 02023"),
        ("year: 2023", "year: ２０２３"),
        ("received_new: [", "received_new: [0o17, "),
        ("in_force: ", "in_force: +"),
        ("in_force: ", "in_force: 1000000000000000000"),
        ("amount: ", "amount: 1e"),
        ("amount: ", "amount: .5 # "),
        ("  carried_in:", "  <<: {}\n  carried_in:"),
        ("agency:", "---\nagency:"),
        ("agency:", "\ufeffagency:"),
        ("\n", "\r\n"),
        ("requests:\n", "requests: \n"),
        ("facts:\n", "facts: {a: {b: {c: \n"),
    ],
)
def test_what_yaml_reads_its_own_way_is_left_to_yaml(old: str, new: str) -> None:
    content = write(FULL[2023])
    assert old in content
    changed = content.replace(old, new, 1).encode()
    assert as_written(changed) is None
    assert _outcome(changed, yaml=False) == _outcome(changed, yaml=True)


def test_a_report_that_breaks_its_schema_is_left_to_yaml() -> None:
    wrong = replace(FULL[2023], agency="Not An Id")
    assert as_written(write(wrong).encode()) is None
    with pytest.raises(DataError):
        read(write(wrong).encode(), "r.yml")


def test_figures_too_long_to_be_plain_are_no_figures_either_way() -> None:
    row = (10**18, *FULL[2023].figures["requests"]["granted"][1:])
    rows = {**FULL[2023].figures["requests"], "granted": row}
    content = write(replace(FULL[2023], figures={**FULL[2023].figures, "requests": rows})).encode()
    assert as_written(content) is None
    assert _outcome(content, yaml=False) == _outcome(content, yaml=True)


def test_a_hostile_file_is_refused_like_any_other() -> None:
    for content in (b"facts: " + b"{a: " * 200_000, b"a" * 5_000_000, b"\xff\xfe", b"", b"\n" * 100_000):
        assert as_written(content) is None
