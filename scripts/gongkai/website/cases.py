"""Where rules do not hold: at how many places, and the newest of them."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import NamedTuple

from gongkai.finding import Finding, Outcome
from gongkai.website.overall import LONGEST


class Cases(NamedTuple):
    """Where a rule does not hold: at how many places, and the newest of them, as many as a page bears."""

    places: int = 0
    newest: tuple[Finding, ...] = ()


def cases(findings: Iterable[Finding]) -> dict[str, Cases]:
    """By rule."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.outcome is Outcome.VIOLATED:
            by_rule.setdefault(finding.rule, []).append(finding)
    return {rule: Cases(len(found), tuple(nsmallest(LONGEST, found, _place))) for rule, found in by_rule.items()}


def joined(found: Iterable[Cases]) -> Cases:
    """Those of several chapters of agencies, in their order."""
    every = tuple(found)
    newest = nsmallest(LONGEST, (one for some in every for one in some.newest), _place)
    return Cases(sum(one.places for one in every), tuple(newest))


def _place(finding: Finding) -> tuple[int, str]:
    """Of one report, the findings stay in their order."""
    return -finding.year, finding.agency_id
