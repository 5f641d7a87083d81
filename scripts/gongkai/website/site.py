"""What the pages of a site are made from: agencies with their reports, and what all reports say together."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar, TypeVarTuple

from gongkai.datapackage import Edition, PublishedFile
from gongkai.datapackage.codebook import ResourceEntry
from gongkai.datapackage.releases import Release
from gongkai.dataset import Dataset, History
from gongkai.indicators import Column, Measure
from gongkai.register import Register
from gongkai.report import Report
from gongkai.rules import Judgement
from gongkai.website.brief import Brief, Key, briefs
from gongkai.website.cases import Cases
from gongkai.website.excerpts import Excerpt, Together, excerpts, joined
from gongkai.website.others import Beside, Others, beside, compared, others
from gongkai.website.overall import Overall, overall
from gongkai.website.parts.groups import Group
from gongkai.website.parts.places import Places
from gongkai.website.parts.sums import Sum

K = TypeVarTuple("K")
R = TypeVar("R")


@dataclass(frozen=True)
class Site:
    """Some agencies with their reports, and the register and the data that they belong to.

    For pages about one agency it is a chapter of agencies, with whole reports, `judgements`, and what stands beside
    each agency's reports (`besides`, by id). For pages about many it is what those show (`pages` by name, all where it
    is `None`): there `histories` have reports in brief (`brief.KEPT`), `overall`, `together`, `sums`, `values` and
    `cases` are what an `Excerpt` has, and `library` opens a whole history by agency. `whole` is both, for small data.

    `edition` is what the data package says of itself, `formats` in which it can be had, `files` its files as the data
    page lists them, `volumes` how many volumes CSV and JSON of reports are cut into (0: they are whole), `portions` the
    files of one agency or region by their address without ending, `releases` the versions so far, the newest first,
    `codebook` the resources in words, `waiting` the agencies and years of which a report is in doubt;
    `version` is the data's, `url` the site's public address with a slash at its end, empty where none is known.
    """

    register: Register
    histories: tuple[History, ...]
    overall: Overall
    others: Others
    briefs: Mapping[Key, Brief] = field(default_factory=dict)
    together: Mapping[tuple[int, Group], Together] = field(default_factory=dict)
    sums: Mapping[tuple[int, Group], Sum] = field(default_factory=dict)
    values: Mapping[tuple[str, int], Column] = field(default_factory=dict)
    cases: Mapping[str, Cases] = field(default_factory=dict)
    judgements: Mapping[Key, Judgement] = field(default_factory=dict)
    besides: Mapping[str, Beside] = field(default_factory=dict)
    version: str = ""
    url: str = ""
    edition: Edition | None = None
    formats: tuple[str, ...] = ()
    files: tuple[PublishedFile, ...] = ()
    volumes: int = 0
    portions: Mapping[str, tuple[PublishedFile, ...]] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    codebook: tuple[ResourceEntry, ...] = ()
    waiting: frozenset[Key] = frozenset()
    library: Callable[[str], History] | None = None
    pages: frozenset[str] | None = None

    def of(
        self,
        histories: tuple[History, ...],
        judgements: Mapping[Key, Judgement],
        briefs: Mapping[Key, Brief],
        besides: Mapping[str, Beside],
    ) -> "Site":
        """The same site with a chapter of agencies; of others it has what stands beside them, and no more."""
        only = Others(years=self.others.years)
        return replace(self, histories=histories, judgements=judgements, briefs=briefs, besides=besides, others=only)

    def showing(self, excerpt: Excerpt, library: Callable[[str], History]) -> "Site":
        """The same site with what an excerpt says, and a way to whole histories."""
        return replace(
            self,
            histories=_in_brief(self.register, excerpt.briefs),
            briefs=excerpt.briefs,
            together=excerpt.together,
            sums=excerpt.sums,
            values=excerpt.values,
            cases=excerpt.cases,
            library=library,
        )

    def shows(self, page: str) -> bool:
        """Whether a page, by the name of what it is about, is one of those to be made."""
        return self.pages is None or page in self.pages

    @property
    def reports(self) -> Iterator[tuple[History, Report]]:
        """Every report with its agency's history."""
        return ((history, report) for history in self.histories for report in history.reports.values())

    @cached_property
    def measures(self) -> Mapping[Key, Mapping[str, Measure]]:
        """Every indicator of every report."""
        return {key: one.measures for key, one in self.briefs.items()}

    @property
    def places(self) -> Places:
        """The site seen by region."""
        return self.others.places

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a report, oldest first."""
        return self.others.years

    def history(self, agency_id: str) -> History:
        """An agency with its whole reports."""
        if self.library:
            return self.library(agency_id)
        return self.by_agency[agency_id]

    def once(self, find: Callable[["Site", *K], R], *key: *K) -> R:
        """What a function finds for a key, once for all pages of these agencies that say it, in every language."""
        place = (find, *key)
        if place not in self._found:
            self._found[place] = find(self, *key)
        found: R = self._found[place]
        return found

    @cached_property
    def _found(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def by_agency(self) -> Mapping[str, History]:
        """The agencies with their reports, by id."""
        return {history.agency.agency_id: history for history in self.histories}


def whole(dataset: Dataset, judgements: Mapping[Key, Judgement], version: str = "", url: str = "") -> Site:
    """A site of a dataset that fits in memory, for every kind of page."""
    register = dataset.register
    short = briefs(dataset.reports, judgements)
    every = joined(excerpts(dataset.histories, short, judgements, register).values())
    around = others(register, compared(short))
    agencies = [history.agency for history in dataset.histories]
    besides = {agency.agency_id: beside(agency, register, around) for agency in agencies}
    return Site(
        register,
        dataset.histories,
        overall(register, short, judgements),
        around,
        briefs=short,
        together=every.together,
        sums=every.sums,
        values=every.values,
        cases=every.cases,
        judgements=judgements,
        besides=besides,
        version=version,
        url=url,
    )


def _in_brief(register: Register, briefs: Mapping[Key, Brief]) -> tuple[History, ...]:
    """Agencies with their reports in brief, by id."""
    reports: dict[str, dict[int, Report]] = {}
    for (agency_id, year), one in sorted(briefs.items()):
        reports.setdefault(agency_id, {})[year] = one.report
    return tuple(History(register.agencies[agency_id], found) for agency_id, found in reports.items())
