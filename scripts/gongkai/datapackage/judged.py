"""What is made of the figures: `findings`, `rules`, `indicators`, `indicator_values`."""

from collections.abc import Iterable, Iterator, Mapping

from gongkai.datapackage.content import Content
from gongkai.finding import Finding
from gongkai.forms import INDICATORS, RULES
from gongkai.indicators import FEWEST_CASES, Measure, measures


def finding_rows(found: Iterable[Finding]) -> list[dict[str, str | int | None]]:
    """Findings as the resource `findings` has them, `None` where a field is empty."""
    return [{name: value if value != "" else None for name, value in _row(finding).items()} for finding in found]


def findings(content: Content) -> Iterator[Mapping[str, object]]:
    """A row a place where a rule does not hold; what holds is only counted."""
    return (_row(found) for _, judgement in content.judged for found in judgement.findings)


def _row(found: Finding) -> dict[str, str | int]:
    said = found.explanation
    return {
        "finding_id": found.id,
        "agency_id": found.agency_id,
        "year": found.year,
        "rule": found.rule,
        "outcome": found.outcome.value,
        "severity": found.severity.value,
        "table": found.cell.table,
        "row": found.cell.row,
        "column": found.cell.column,
        "expected": found.expected,
        "actual": found.actual,
        "message": found.message.zh,
        "message_en": found.message.en,
        "explained_by": said.by if said else "",
        "explained_on": said.date if said else "",
        "explanation": said.why if said else "",
        "explanation_source": said.source if said else "",
    }


def rules() -> Iterator[dict[str, object]]:
    """Every rule that reports are checked against."""
    for rule in RULES.values():
        yield {
            "rule": rule.code,
            "severity": rule.severity.value,
            "label": rule.label.zh,
            "label_en": rule.label.en,
            "statement": rule.statement.zh,
            "statement_en": rule.statement.en,
            "why": rule.why.zh,
            "why_en": rule.why.en,
            "basis": rule.basis.zh,
            "basis_en": rule.basis.en,
            "who": rule.who.zh,
            "who_en": rule.who.en,
        }


def indicators() -> Iterator[dict[str, object]]:
    """Every indicator as it is defined."""
    for indicator in INDICATORS.values():
        yield {
            "indicator": indicator.code,
            "label": indicator.label.zh,
            "label_en": indicator.label.en,
            "numerator": " + ".join(indicator.numerator),
            "denominator": " + ".join(indicator.denominator),
            "fewest_cases": FEWEST_CASES if indicator.denominator else None,
            "meaning": indicator.meaning.zh,
            "meaning_en": indicator.meaning.en,
            "caution": indicator.caution.zh,
            "caution_en": indicator.caution.en,
        }


def indicator_values(content: Content) -> Iterator[dict[str, object]]:
    """Every indicator of every report, also where nothing can be said."""
    for report in content.dataset.reports:
        for measure in measures(report).values():
            yield indicator_value(report.agency, report.year, measure)


def indicator_value(agency_id: str, year: int, measure: Measure) -> dict[str, object]:
    """The row of one indicator of one report."""
    return {
        "agency_id": agency_id,
        "year": year,
        "indicator": measure.indicator.code,
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "value": measure.value,
        "status": measure.status.value,
    }
