"""The reports themselves and what their texts state: `reports`, `statements`."""

from collections.abc import Iterator

from gongkai.datapackage.content import Content
from gongkai.finding import Outcome
from gongkai.numerals import shortest
from gongkai.report import Report
from gongkai.rules import Judgement


def reports(content: Content) -> Iterator[dict[str, object]]:
    """A row a report, with its source and the number of checks by outcome."""
    return (row(report, judgement) for report, judgement in content.judged)


def row(report: Report, judgement: Judgement) -> dict[str, object]:
    """The row of one report."""
    return {
        "agency_id": report.agency,
        "year": report.year,
        "title": report.title,
        "form": report.form,
        "published": report.published,
        "source_url": report.source.url,
        "source_document": report.source.document,
        "source_sha256": report.source.sha256,
        "retrieved": report.source.retrieved,
        "obtained": report.source.obtained,
        **{f"findings_{outcome}": judgement.count(outcome) for outcome in Outcome},
    }


def statements(content: Content) -> Iterator[dict[str, object]]:
    """A row a figure that a text states, in the order of the text."""
    for report in content.dataset.reports:
        for position, stated in enumerate(report.stated, start=1):
            yield {
                "agency_id": report.agency,
                "year": report.year,
                "position": position,
                "section": stated.section,
                "subject": stated.subject,
                "value": stated.value,
                "unit": stated.unit,
                "parts": ";".join(map(shortest, stated.parts)),
            }
