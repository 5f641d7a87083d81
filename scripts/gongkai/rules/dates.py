"""When the report was published, and which years are missing."""

from datetime import date, timedelta

from gongkai.cell import Cell
from gongkai.finding import Outcome
from gongkai.forms import LIMITS
from gongkai.register import Agency
from gongkai.rules.case import HOLDS, NOTHING, Case, Checked, found, not_assessable
from gongkai.text import Text


def late(case: Case) -> Checked:
    """Published by the day that the regulation sets for such an agency; townships and institutions have none."""
    agency, day = case.agency, case.report.published
    due = _deadline(agency, case.report.year) if agency else None
    if agency and due is None:
        return NOTHING
    if agency is None or due is None or not day:
        return not_assessable("published-late", case, Cell(""))
    published = date.fromisoformat(day)
    if published <= due:
        return HOLDS
    grace = due + timedelta(days=LIMITS.deadlines.grace_days)
    doubtful = published <= grace or agency.name.endswith(LIMITS.regulations.offices)
    outcome = Outcome.UNCERTAIN if doubtful else Outcome.VIOLATED
    words = {"actual": _day(published), "expected": _day(due)}
    finding = found("published-late", outcome, case, Cell(""), expected=due.isoformat(), actual=day, words=words)
    return Checked(0, (finding,))


def _deadline(agency: Agency, year: int) -> date | None:
    """The last day for the report of a year."""
    days = (one.day for one in LIMITS.deadlines.days if one.kind == agency.kind and agency.level in one.levels)
    day = next(days, None)
    return date.fromisoformat(f"{year + 1}-{day}") if day else None


def _day(day: date) -> Text:
    return Text(zh=f"{day.year}年{day.month}月{day.day}日", en=f"{day.day} {day:%B %Y}")


def gap(case: Case) -> Checked:
    """The year before is here, or is the first of the agency's series, or the agency did not exist in it."""
    year = case.report.year
    last = max((one for one in case.reports if one < year), default=None)
    if last is None:
        return NOTHING
    missing = [one for one in range(last + 1, year) if case.agency is None or case.agency.expected(one)]
    if not missing:
        return HOLDS
    first, final = missing[0], missing[-1]
    span = (
        Text(zh=f"{first}—{final}", en=f"{first}-{final}") if len(missing) > 1 else Text(zh=str(first), en=str(first))
    )
    return Checked(0, (found("year-gap", Outcome.UNCERTAIN, case, Cell(""), words={"years": span}),))
