"""Everything about many agencies, in parts that are made and kept each for itself: what each of them shows.

A part is given that and no more, so that nothing can be shown of which its digest does not know.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from gongkai import cache
from gongkai.datapackage import Edition, PublishedFile
from gongkai.datapackage.codebook import ResourceEntry
from gongkai.datapackage.releases import Release
from gongkai.forms import INDICATORS, RULES
from gongkai.text import Language
from gongkai.website.brief import Key
from gongkai.website.excerpts import briefs_of, cases_of, region_of, sums_of, values_of
from gongkai.website.kinds import ABOUT_MANY
from gongkai.website.others import Others
from gongkai.website.overall import Overall
from gongkai.website.parts.examples import identity_of
from gongkai.website.parts.groups import Group, counted
from gongkai.website.parts.lines import listed
from gongkai.website.parts.places import GOVERNMENT
from gongkai.website.site import Site
from gongkai.website.staging import Themed
from gongkai.website.views.home import full_year
from gongkai.website.views.year import SPREAD

#: Files by the address of what they hold, without ending.
Portions = Mapping[str, tuple[PublishedFile, ...]]


@dataclass(frozen=True, slots=True)
class Overview:
    """Some of what is about many: pages of some `kinds`, or the index of a language's search, or files for programs.

    `pages` are the names of those pages, all where it is `None`; `values` an indicator and a year, `lists` whether it
    is the lists for programs, `written` whether it is what MkDocs made of hand-written pages. The rest is what is
    shown: `excerpts` by name, agencies of which it needs the `whole` reports with a digest of them, digests of what is
    `found` elsewhere, and parts of a `Site`.
    """

    name: str
    kinds: tuple[str, ...] = ()
    pages: tuple[str, ...] | None = None
    search: Language | None = None
    values: tuple[str, int] | None = None
    lists: bool = False
    written: bool = False
    excerpts: tuple[str, ...] = ()
    whole: tuple[tuple[str, str], ...] = ()
    found: tuple[str, ...] = ()
    overall: Overall = field(default_factory=Overall)
    edition: Edition | None = None
    formats: tuple[str, ...] = ()
    files: tuple[PublishedFile, ...] = ()
    volumes: int = 0
    codebook: tuple[ResourceEntry, ...] = ()
    releases: tuple[Release, ...] = ()
    portions: Portions = field(default_factory=dict)
    waiting: tuple[Key, ...] = ()

    def of(self, site: Site) -> Site:
        """The site as this part shows it, but for excerpts."""
        return replace(
            site,
            pages=None if self.pages is None else frozenset(self.pages),
            overall=self.overall,
            edition=self.edition or site.edition,
            formats=self.formats,
            files=self.files,
            volumes=self.volumes,
            codebook=self.codebook,
            releases=self.releases,
            portions=self.portions,
            waiting=frozenset(self.waiting),
        )


def common(site: Site) -> Site:
    """What all parts show of a site."""
    others = Others(site.others.years, reporting=site.others.reporting, places=site.others.places)
    about = site.edition and replace(site.edition, id="", areas=(), years=())
    return replace(Overview("").of(site), others=others, edition=about)


def state(site: Site, themes: Iterable[Themed]) -> str:
    """The digest of what all parts are made from; `site` is the `common` one."""
    templates = [theme.template(kind.name) for theme in themes for kind in ABOUT_MANY]
    said = (templates, site.register, site.others.reporting, site.version, site.url, site.edition)
    return cache.digest(cache.software(), cache.by_value(said))


def of_reports(site: Site, agencies: Mapping[str, str], written: tuple[str, ...]) -> Iterator[Overview]:
    """The parts that need no more than judged reports, those that take longest first.

    `agencies` are digests of each agency's reports, `written` of hand-written pages.
    """
    yield from _of_indicators(site)
    yield from _of_years(site)
    yield from _of_rules(site, agencies)
    yield from _of_all(site)
    yield Overview(
        "home",
        ("home",),
        excerpts=_of_first(site),
        overall=Overall(quality=site.overall.quality, newest=site.overall.newest),
        formats=site.formats,
    )
    yield Overview("written", written=True, found=written)


def of_agencies(site: Site, found: Mapping[Language, tuple[str, ...]]) -> Iterator[Overview]:
    """The parts that need agencies' pages or archives: `found` are digests of what the search finds, by language."""
    for language, digests in found.items():
        yield Overview(f"search/{language}", search=language, found=digests)
    yield from _of_regions(site)


def _of_indicators(site: Site) -> Iterator[Overview]:
    for code in INDICATORS:
        names = tuple(values_of(code, year) for year in site.years)
        yield Overview(f"indicators/{code}", ("indicator",), (code,), excerpts=names)
        for year, name in zip(site.years, names, strict=True):
            yield Overview(name, values=(code, year), excerpts=(name,))


def _of_regions(site: Site) -> Iterator[Overview]:
    found: dict[str, list[str]] = {}
    for code in site.places.regions:
        found.setdefault(site.register.ancestry(code)[0].region_code, []).append(code)
    for outermost, codes in found.items():
        addresses = (f"regions/{code}" for code in codes)
        files = {address: site.portions[address] for address in addresses if address in site.portions}
        name = region_of(outermost)
        yield Overview(name, ("region",), tuple(codes), excerpts=(name,), portions=files)


def _of_years(site: Site) -> Iterator[Overview]:
    quality = site.overall.quality
    for year in site.years:
        yield Overview(
            f"years/{year}",
            ("year",),
            (str(year),),
            excerpts=(*_listed(site, year), values_of(SPREAD, year), sums_of(year)),
            overall=Overall(quality={year: quality[year]}),
            waiting=tuple(sorted(key for key in site.waiting if key[1] == year)),
        )
    yield Overview("years", ("years",), overall=Overall(quality=quality), waiting=tuple(sorted(site.waiting)))


def _listed(site: Site, year: int) -> Iterator[str]:
    """The reports that a year's page lists."""
    counts = _groups(site, year)
    shown = listed(counts)
    return (briefs_of(year, group) for group, _ in counts if group in shown)


def _groups(site: Site, year: int) -> tuple[tuple[Group, int], ...]:
    """How many reports of a year each group has, in the groups' order."""
    agencies = site.register.agencies
    return counted(agencies[one] for one, years in site.others.reporting.items() if year in years)


def _of_rules(site: Site, agencies: Mapping[str, str]) -> Iterator[Overview]:
    said = site.overall
    yield Overview("rules", ("rules",), overall=Overall(quality=said.quality, tallies=said.tallies))
    told = {one.agency_id for of_year in said.telling.values() for one in of_year}
    whole = tuple((agency, agencies[agency]) for agency in sorted(told))
    for rule in RULES:
        tallies = {place: count for place, count in said.tallies.items() if place[0] == rule}
        names, exemplified = (cases_of(rule),), identity_of(rule) is not None
        overall = Overall(tallies=tallies, telling=said.telling if exemplified else {})
        yield Overview(
            f"rules/{rule}", ("rule",), (rule,), excerpts=names, overall=overall, whole=whole if exemplified else ()
        )


def _of_all(site: Site) -> Iterator[Overview]:
    yield Overview("regions", ("regions",), overall=Overall(provinces=site.overall.provinces))
    yield Overview("register", ("agencies", "compare", "indicators", "search_page"))
    yield Overview("lists", lists=True)
    yield Overview("changes", ("changes",), releases=site.releases)


def of_package(site: Site) -> Iterator[Overview]:
    """The parts that show files of the site's package."""
    yield Overview(
        "data",
        ("data", "codebook"),
        edition=site.edition,
        files=site.files,
        volumes=site.volumes,
        codebook=site.codebook,
    )


def _of_first(site: Site) -> tuple[str, ...]:
    """What the first page shows of a year: reports of its governments, or of all where none of them has one."""
    full = full_year(site)
    groups = [group for group, _ in _groups(site, full)] if full else []
    governments = [group for group in groups if group.kind == GOVERNMENT]
    return tuple(briefs_of(full, group) for group in governments or groups) if full else ()
