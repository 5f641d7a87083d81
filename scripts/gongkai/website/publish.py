"""Template pages + reports → the pages of a site, in a folder that is not yet public.

What is about one agency, a chapter of agencies at a time; what is about many, a part at a time (`overviews`); either by
as many workers as there are.
"""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from gongkai import cache, files
from gongkai.datapackage import api, report_csv, report_json
from gongkai.dataset import Folder, History
from gongkai.forms import INDICATORS, RULES
from gongkai.register import Register
from gongkai.text import Language, Text
from gongkai.website import stylesheet
from gongkai.website.kinds import ABOUT_MANY, ABOUT_ONE, KINDS
from gongkai.website.overviews import Overview
from gongkai.website.press import Press
from gongkai.website.search import Entry, Part, cut, entries_around, entries_of, page_entries, write_index
from gongkai.website.site import Site
from gongkai.website.staging import Themed, languages, stage
from gongkai.website.stamp import partials
from gongkai.website.values import write_values


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of a chapter: the addresses of each agency's pages from the site's top, a line each.

    `found` says by language where it is kept what the search finds of them, with a digest of it.
    """

    pages: Mapping[str, str]
    found: Mapping[Language, tuple[Path, str]]


def themed(folder: Folder) -> tuple[Themed, ...]:
    """Hand-written and template pages in the publisher's languages, through MkDocs."""
    addresses = {kind.name: kind.address for kind in KINDS}
    return tuple(stage(folder, addresses, language) for language in languages(folder))


def frame(site: Site, themes: Iterable[Themed]) -> bytes:
    """All that pages about one agency are made from, but for what is about that agency: the same bytes, the same."""
    templates = [theme.template(kind.name) for theme in themes for kind in ABOUT_ONE]
    about = (site.edition.package, site.edition.version) if site.edition else None
    return cache.by_value((templates, site.years, site.version, site.url, about))


def publish_chapter(site: Site, presses: Sequence[Press], target: Path) -> dict[str, str]:
    """All that is about one agency, for the agencies of a chapter: pages, figures. Returns each one's addresses."""
    addresses: dict[str, list[str]] = {}
    for press in presses:
        for address in press.print(ABOUT_ONE, site, target):
            agency = address.split("/")[-2]
            addresses.setdefault(agency, []).append(address)
        write_values(site, press.theme.language, target / press.theme.base)
    write_figures(site, target)
    return {agency: "\n".join(found) for agency, found in addresses.items()}


def findable(histories: Iterable[History], register: Register, language: Language) -> bytes:
    """All that the search is to find of some agencies: the same bytes, the same."""
    return cache.by_value([entry for one in histories for entry in entries_of(one, register, language)])


def found_of(histories: Iterable[History], register: Register, language: Language) -> Part:
    """What the search finds of some agencies, as the index holds it."""
    return cut(entry for one in histories for entry in entries_of(one, register, language))


def publish_overview(
    overview: Overview, site: Site, presses: Sequence[Press], target: Path, found: Iterable[Part]
) -> tuple[str, ...]:
    """One part of what is about many (`found`: what the search finds of agencies); returns its addresses."""
    kinds = [kind for kind in ABOUT_MANY if kind.name in overview.kinds]
    addresses = [address for press in presses for address in press.print(kinds, site, target)]
    themes = (press.theme for press in presses if press.theme.language == overview.search)
    addresses += (address for theme in themes for address in _index(site, theme, target, found))
    if overview.written:
        every = [press.theme for press in presses]
        addresses += (address for theme in every for address in copy_pages(theme, target))
        lighten(every, target)
    for address, text in _for_programs(overview, site):
        _write(target / address, text)
        addresses.append(address)
    return tuple(addresses)


def _for_programs(overview: Overview, site: Site) -> Iterator[tuple[str, str]]:
    if overview.values:
        yield from api.values(*overview.values, site.values[overview.values])
    if overview.lists:
        reporting = site.others.reporting
        years = Counter(chain.from_iterable(reporting.values()))
        yield from api.lists([site.register.agencies[agency_id] for agency_id in reporting], years)


def _index(site: Site, theme: Themed, target: Path, found: Iterable[Part]) -> Iterator[str]:
    """What the search of one language finds."""
    folder = f"{theme.base}search"
    index = write_index([*found, cut(_findable(site, theme))], target / folder)
    return (f"{folder}/{path.name}" for path in index.files)


def copy_pages(theme: Themed, target: Path) -> Iterator[str]:
    """Hand-written pages and assets, as MkDocs made them; yields their addresses from the site's top."""
    root = target / theme.base
    for address, path in theme.pages():
        if address.endswith(".html"):
            _write(root / address, theme.html(path))
        else:
            (root / address).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, root / address)
        yield theme.base + address


def lighten(themes: Sequence[Themed], target: Path) -> None:
    """The theme's style sheets without what no page of the site uses."""
    pages = [path.read_text(encoding="utf-8") for theme in themes for path in sorted(theme.folder.rglob("*.html"))]
    pages += [source.read_text(encoding="utf-8") for source in partials()]
    assets = target / "assets"
    scripts = [path.read_text(encoding="utf-8") for path in sorted(assets.rglob("*.js"))]
    sheets = {path: path.read_text(encoding="utf-8") for path in sorted(assets.rglob("*.css"))}
    known = stylesheet.words(pages, scripts)
    for path in sorted((assets / "stylesheets").glob("*.css")):
        others = (text for other, text in sheets.items() if other != path)
        path.write_text(stylesheet.used(sheets[path], known, (*others, *pages)), encoding="utf-8")


def write_figures(site: Site, target: Path) -> None:
    """Each report's figures beside its page, which is there, and each agency's reports beside its own, for machines."""
    for history in site.histories:
        address, text = api.agency(history, site.judgements)
        files.create(f"{target}/{address}", text)
        for report in history.reports.values():
            key, place = (report.agency, report.year), f"{target}/agencies/{report.agency}/{report.year}"
            said = report_json(report, site.judgements[key], history.agency, site.measures[key])
            files.create(f"{place}.json", said)
            files.create(f"{place}.csv", report_csv(report))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _findable(site: Site, theme: Themed) -> Iterator[Entry]:
    """All else that the search of one language finds."""
    language, reporting = theme.language, site.others.reporting
    for agency in site.register.agencies.values():
        if agency.agency_id not in reporting:
            yield from entries_of(History(agency, {}), site.register, language)
    yield from entries_around(site.register, site.years, language)
    for indicator in INDICATORS.values():
        url = f"indicators/{indicator.code}.html"
        yield _named("indicator", indicator.label, url, indicator.meaning[language], indicator.code, language)
    for rule in RULES.values():
        yield _named("rule", rule.label, f"rules/{rule.code}.html", rule.statement[language], rule.code, language)
    pages = ((address, path) for address, path in theme.pages() if address.endswith(".html"))
    yield from page_entries(
        (address, path.read_text(encoding="utf-8")) for address, path in pages if address != "404.html"
    )


def written(theme: Themed) -> str:
    """The digest of what MkDocs made of the hand-written pages of one language."""
    pages = ((address, path.read_bytes()) for address, path in theme.pages())
    return cache.digest(*(part for page in pages for part in page))


def _named(kind: str, label: Text, url: str, sub: str, code: str, language: Language) -> Entry:
    """What has a name in both languages and a code, and is found by all three and by its pinyin."""
    title, other = (label.zh, label.en) if language == "zh" else (label.en, label.zh)
    return Entry(kind=kind, title=title, url=url, sub=sub, names=(other,), keywords=code, spoken=(label.zh,))
