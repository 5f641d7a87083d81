"""Reports that break their schema: every problem with its line."""

import pytest

from gongkai.errors import DataError
from gongkai.report import read
from places import ROOT

GOOD = (ROOT / "datasets/reports/qinzhou-investment-promotion-bureau/2023.yml").read_text(encoding="utf-8")


def _problems(old: str, new: str) -> str:
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        read(GOOD.replace(old, new, 1).encode(), "r.yml")
    return caught.value.text("en")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("year: 2023", "year: 23", "r.yml:2:7: year: Expected a year"),
        ('form: "2021"', 'form: "1999"', "r.yml:4:7: form: Expected one of 2019, 2021"),
        ("agency: qinzhou", "agency: ../Qinzhou", "r.yml:1:9: agency: Expected an agency id"),
        ("title: 钦", "titel: 钦", "r.yml:3:8: titel: Unknown key"),
        ("issued: 0", "issued: -1", "r.yml:11:25: proactive_disclosure.regulations.issued: Expected a whole number"),
        ("issued: 0, ", "", "proactive_disclosure.regulations: issued is missing"),
        ("decisions: 0", "decisions: 1.5", "proactive_disclosure.licences.decisions: Expected a whole number"),
        ("amount: 0", "amount: none", "proactive_disclosure.administrative_fees.amount: Expected a number or null"),
        ("received_new: [0, ", "received_new: [", "requests.received_new: Expected 7 figures"),
        ("received_new:", "received_now:", "requests.received_now: Unknown key"),
        (
            "  other: [0",
            "  other_other: [0, 0, 0, 0, 0, 0, 0]\n  other: [0",
            "other and its parts cannot both be there",
        ),
        ("value: 293", "value: many", "stated.0.value: Expected a number"),
        ("section: overview", "section: preface", "stated.0.section: Expected a section's code"),
        ("obtained: read", "obtained: guessed", "source.obtained: Expected one of read"),
        ("retrieved: 2026-11-23", "retrieved: 2026-02-31", "source.retrieved: Expected a date"),
        ("sha256: 2594", "sha256: zzzz", "source.sha256: Expected 64 hexadecimal digits"),
        (
            "stated:\n",
            "marks:\n  - {cell: requests.none.total, written: x}\nstated:\n",
            "marks.0.cell: The form has no such cell",
        ),
        ("source:\n", "source: [1]\nother:\n", "source: Expected keys with values"),
    ],
)
def test_a_problem_is_said_at_its_line(old: str, new: str, said: str) -> None:
    assert said in _problems(old, new)


def test_all_problems_are_said_at_once() -> None:
    assert len(_problems("[0, 0, 0, 0, 0, 0, 0]", "[x, -1, 1.5, '4', true, 0, 0]").splitlines()) == 5


def test_the_three_empty_states_never_mix() -> None:
    text = GOOD.replace("received_new: [0, 0,", "received_new: [0, null,", 1)
    report = read(text.encode(), "r.yml")
    assert report.figures["requests"]["received_new"][:2] == (0, None)
    assert "other_other" not in report.figures["requests"]


def test_a_missing_table_is_not_an_empty_one() -> None:
    head = GOOD.partition("legal_challenges:")[0]
    assert "legal_challenges" not in read(head.encode(), "r.yml").figures
    assert read((head + "legal_challenges: {}\n").encode(), "r.yml").figures["legal_challenges"] == {}


def test_messages_are_chinese_too() -> None:
    with pytest.raises(DataError) as caught:
        read(b"[]", "r.yml")
    assert caught.value.text("zh").startswith("r.yml:1:1: 应为")
