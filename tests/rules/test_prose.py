"""Sentences as reports word them, judged against the tables: true ones never alarm, false ones do."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
import yaml

from gongkai.dataset import Dataset, Folder, load
from gongkai.finding import Finding, Outcome
from gongkai.recognise.named import named
from gongkai.recognise.statements import statements
from gongkai.report import Facts
from gongkai.rules import around, judge
from places import ROOT

SENTENCES: Final = yaml.safe_load((Path(__file__).parent / "golden" / "prose.yml").read_text(encoding="utf-8"))
DATASET = load(Folder(ROOT))
REPORT = next(one for one in DATASET.reports if (one.agency, one.year) == ("huaian-peoples-government", 2024))
BUREAU = DATASET.register.agencies["qinzhou-investment-promotion-bureau"]
AROUND = around(Dataset(DATASET.register, ()))
TEXT_RULES: Final = ("text-requests", "text-outcomes", "text-challenges", "text-parts")


def _of_text(text: str) -> list[Finding]:
    report = replace(REPORT, stated=statements({"overview": text}, REPORT.year), facts=Facts())
    return [one for one in judge(report, {}).findings if one.rule in TEXT_RULES]


def _of_places(text: str) -> list[Finding]:
    report = replace(REPORT, facts=Facts(named=named({"overview": text})))
    found = judge(report, {}, BUREAU, AROUND).findings
    return [one for one in found if one.rule == "other-place"]


@pytest.mark.parametrize("text", SENTENCES["silent"])
def test_a_true_sentence_does_not_alarm(text: str) -> None:
    assert [one.message.zh for one in _of_text(text) if one.outcome is not Outcome.NOT_ASSESSABLE] == []


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in SENTENCES["alarming"].items() for text in texts]
)
def test_a_false_sentence_does(rule: str, text: str) -> None:
    assert rule in {one.rule for one in _of_text(text) if one.outcome is Outcome.VIOLATED}


@pytest.mark.parametrize("text", SENTENCES["own"])
def test_names_of_ones_own_and_of_others_are_no_alarm(text: str) -> None:
    assert [one.message.zh for one in _of_places(text)] == []


@pytest.mark.parametrize("text", SENTENCES["alien"])
def test_another_place_as_ones_own_is(text: str) -> None:
    assert {one.outcome for one in _of_places(text)} == {Outcome.VIOLATED}
