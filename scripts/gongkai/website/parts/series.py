"""An agency's indicators over its years, with every gap and its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.dataset import History
from gongkai.forms import INDICATORS
from gongkai.indicators import Status
from gongkai.text import Language
from gongkai.website.parts.charts import Chart, Drawing, Point, columns, lines
from gongkai.website.parts.figures import written
from gongkai.website.parts.pieces import Pill
from gongkai.website.site import Site
from gongkai.website.words import Words

#: A picture of fewer known years than this says nothing.
FEWEST_YEARS: Final = 2
#: Where the scale of shares may end.
_TOPS: Final = (0.1, 0.25, 0.5, 1.0)


def pills(site: Site, words: Words, history: History, here: int | None = None) -> tuple[Pill, ...]:
    """Every year of the site, the newest first: a link, this page, or why there is no report."""
    agency = history.agency
    return tuple(
        Pill(
            str(year),
            "" if year not in history.reports or year == here else f"agencies/{agency.agency_id}/{year}.html",
            "" if year in history.reports else words["gap_absent" if agency.expected(year) else "gap_no_agency"],
        )
        for year in range(site.years[-1], site.years[0] - 1, -1)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A picture of an indicator over years, of which each from the `first` on is a `charts.Year`."""

    chart: Chart
    first: int


def series(site: Site, words: Words, history: History, codes: Iterable[str]) -> list[Series]:
    """A picture an indicator, where enough years are known: the same on all pages of the agency."""
    found = (site.once(_series, history.agency.agency_id, code, words.language) for code in codes)
    return [one for one in found if one]


def _series(site: Site, agency_id: str, code: str, language: Language) -> Series | None:
    words, history = Words(language), site.history(agency_id)
    points = [_point(site, words, history, code, year) for year in _span(history)]
    if sum(point.value is not None for point in points) < FEWEST_YEARS:
        return None
    return Series(_chart(words, code, points), _span(history)[0])


def _span(history: History) -> range:
    """The years from the agency's first report to its newest."""
    return range(min(history.years), max(history.years) + 1)


def _point(site: Site, words: Words, history: History, code: str, year: int) -> Point:
    if year not in history.reports:
        return Point(str(year), None, words["gap_absent" if history.agency.expected(year) else "gap_no_agency"])
    found = site.measures[history.agency.agency_id, year][code]
    known = found.status is Status.VALUE and found.value is not None
    return Point(str(year), float(found.value or 0) if known else None, written(words, found))


def _chart(words: Words, code: str, points: Sequence[Point]) -> Chart:
    indicator = INDICATORS[code]
    label = indicator.label[words.language]
    return Chart(
        id=f"series-{code}",
        title=words.say("chart_series", indicator=label, first=points[0].label, last=points[-1].label),
        description=words["clause_joint"].join(f"{point.label}{words['colon']}{point.text}" for point in points),
        drawing=_drawing(points, share=bool(indicator.denominator)),
        heads=(words["head_year"], label),
        rows=tuple((point.label, point.text) for point in points),
    )


def _drawing(points: Sequence[Point], *, share: bool) -> Drawing:
    """Counts as columns, shares as a line up to the next round share."""
    if not share:
        return columns(points)
    highest = max(point.value or 0 for point in points)
    top = next((top for top in _TOPS if highest <= top), highest)
    return lines(points, top=top, mark=f"{top:.0%}")
