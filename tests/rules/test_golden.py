"""What the rules say of the real reports, each line checked by hand against the report."""

from pathlib import Path
from typing import Final

import yaml

from gongkai import pipeline
from gongkai.dataset import Folder, load
from gongkai.finding import Finding, Outcome
from places import ROOT

GOLDEN: Final = Path(__file__).parent / "golden" / "real-findings.yml"


def _summary(found: tuple[Finding, ...]) -> dict[str, dict[str, list[str]]]:
    """Report → outcome → the rules' places; uncertain ones of more than three places are counted by rule."""
    summary: dict[str, dict[str, list[str]]] = {}
    for finding in found:
        outcomes = summary.setdefault(f"{finding.agency_id}/{finding.year}", {})
        place = finding.id.removeprefix(f"{finding.agency_id}/{finding.year}/")
        outcomes.setdefault(str(finding.outcome), []).append(place)
    return {report: {o: _counted(places) for o, places in outcomes.items()} for report, outcomes in summary.items()}


def _counted(places: list[str]) -> list[str]:
    rules = [place.split("/")[0] for place in places]
    many = {rule for rule in rules if rules.count(rule) > 3}
    return sorted(
        {f"{rule}: {rules.count(rule)}" for rule in many} | {p for p in places if p.split("/")[0] not in many}
    )


def test_the_real_reports_have_exactly_these_findings() -> None:
    found = pipeline.findings(pipeline.judge(load(Folder(ROOT))))
    expected = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    told = tuple(finding for finding in found if finding.outcome is not Outcome.NOT_ASSESSABLE)
    assert _summary(told) == expected["findings"]


def test_what_cannot_be_assessed_is_named_once_a_rule() -> None:
    judged = pipeline.judge(load(Folder(ROOT)))
    expected = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))["not_assessable"]
    found = {
        f"{agency}/{year}": sorted({f.rule for f in one.findings if f.outcome is Outcome.NOT_ASSESSABLE})
        for (agency, year), one in judged.items()
    }
    always = set(expected["without_text"])
    for report, rules in found.items():
        wanted = set(expected["besides"].get(report, [])) | (always if report not in expected["with_text"] else set())
        assert set(rules) == wanted, report
