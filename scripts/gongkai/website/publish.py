"""Template pages + reports → the pages of a site, in a folder that is not yet public."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai.datapackage import records, report_csv, report_json
from gongkai.dataset import Folder
from gongkai.forms import INDICATORS, RULES
from gongkai.text import Language, Text
from gongkai.website import stylesheet
from gongkai.website.kinds import KINDS
from gongkai.website.search import Entry, entries, page_entries, write_index
from gongkai.website.site import Site
from gongkai.website.sitemap import write_sitemap
from gongkai.website.staging import DEFAULT, Themed, languages, stage
from gongkai.website.stamp import Stamper, environment, partials
from gongkai.website.values import write_values


def publish(site: Site, folder: Folder, target: Path) -> int:
    """Write the whole site below `target`, the data package aside; returns how many pages it has."""
    addresses: list[str] = []
    staged = [stage(folder, {kind.name: kind.address for kind in KINDS}, language) for language in languages(folder)]
    for themed in staged:
        language = themed.language
        base = "" if language == DEFAULT else f"{language}/"
        addresses += (base + address for address in copy_pages(themed, target / base))
        addresses += (base + address for address in stamp(site, themed, target / base, language))
        write_values(site, language, target / base)
        write_index(_findable(site, themed, language), target / base / "search")
    lighten(staged, target)
    write_figures(site, target)
    write_sitemap(addresses, languages(folder), site.url, target)
    return len(addresses)


def copy_pages(themed: Themed, root: Path) -> Iterator[str]:
    """Hand-written pages and assets, as MkDocs made them; yields the addresses of the pages."""
    for address, path in themed.pages():
        (root / address).parent.mkdir(parents=True, exist_ok=True)
        if address.endswith(".html"):
            (root / address).write_text(themed.html(path), encoding="utf-8")
            yield address
        else:
            shutil.copyfile(path, root / address)


def stamp(site: Site, themed: Themed, root: Path, language: Language) -> Iterator[str]:
    """Every generated page; yields the addresses."""
    filled = environment(language)
    for kind in KINDS:
        stamper = Stamper(filled, kind.address, themed.template(kind.name))
        for context in kind.view(site, language):
            yield stamper.write(context, root)


def lighten(staged: Sequence[Themed], target: Path) -> None:
    """The theme's style sheets without what no page of the site uses."""
    pages = [path.read_text(encoding="utf-8") for themed in staged for path in sorted(themed.folder.rglob("*.html"))]
    pages += [source.read_text(encoding="utf-8") for source in partials()]
    assets = target / "assets"
    scripts = [path.read_text(encoding="utf-8") for path in sorted(assets.rglob("*.js"))]
    sheets = {path: path.read_text(encoding="utf-8") for path in sorted(assets.rglob("*.css"))}
    known = stylesheet.words(pages, scripts)
    for path in sorted((assets / "stylesheets").glob("*.css")):
        others = (text for other, text in sheets.items() if other != path)
        path.write_text(stylesheet.used(sheets[path], known, (*others, *pages)), encoding="utf-8")


def write_figures(site: Site, target: Path) -> None:
    """Each report's figures beside its page, agencies and indicators beside theirs, for machines."""
    for address, text in records(site.dataset, site.judgements):
        (target / address).parent.mkdir(parents=True, exist_ok=True)
        (target / address).write_text(text, encoding="utf-8", newline="")
    for history, report in site.reports:
        place = target / "agencies" / report.agency
        place.mkdir(parents=True, exist_ok=True)
        judgement = site.judgements[report.agency, report.year]
        (place / f"{report.year}.json").write_text(report_json(report, judgement, history.agency), encoding="utf-8")
        (place / f"{report.year}.csv").write_text(report_csv(report), encoding="utf-8", newline="")


def _findable(site: Site, themed: Themed, language: Language) -> Iterator[Entry]:
    """All that the search of one language finds."""
    yield from entries(site.dataset, language)
    for indicator in INDICATORS.values():
        url = f"indicators/{indicator.code}.html"
        yield _named("indicator", indicator.label, url, indicator.meaning[language], indicator.code, language)
    for rule in RULES.values():
        yield _named("rule", rule.label, f"rules/{rule.code}.html", rule.statement[language], rule.code, language)
    pages = ((address, path) for address, path in themed.pages() if address.endswith(".html"))
    yield from page_entries(
        (address, path.read_text(encoding="utf-8")) for address, path in pages if address != "404.html"
    )


def _named(kind: str, label: Text, url: str, sub: str, code: str, language: Language) -> Entry:
    """What has a name in both languages and a code, and is found by all three and by its pinyin."""
    title, other = (label.zh, label.en) if language == "zh" else (label.en, label.zh)
    return Entry(kind=kind, title=title, url=url, sub=sub, names=(other,), keywords=code, spoken=(label.zh,))
