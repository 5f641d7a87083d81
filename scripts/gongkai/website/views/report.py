"""The page of one report: the answer in a sentence, then pictures, the tables, findings, and where it comes from."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from gongkai.dataset import History
from gongkai.forms import CODELISTS, FORMS, INDICATORS, SUBJECTS, Section
from gongkai.register import Agency, Region
from gongkai.report import Report, Statement
from gongkai.rules.texts import added
from gongkai.text import Language, Text
from gongkai.website.parts import linked, series
from gongkai.website.parts.citation import Citation
from gongkai.website.parts.explanations import Explained, explained
from gongkai.website.parts.noted import RuleNotes, by_rule, notes
from gongkai.website.parts.peers import AMONG_PEERS, Standing
from gongkai.website.parts.pictures import Applicants, Key, answered, applicants, keys, no_answers, standing, who_asked
from gongkai.website.parts.pieces import Crumb, Download, Note
from gongkai.website.parts.printed import Filled, filled
from gongkai.website.parts.summary import Figures, Year, among, change, sentence
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.words import Words

#: As many subjects of figures in the text as are kept with their names.
_SUBJECTS: Final = 1024
#: What is drawn over the agency's years.
SERIES: Final = ("requests_received", "disclosure_rate")
_OBTAINED: Final = {item.code: item for item in CODELISTS["obtained"].items}


def pages(site: Site, language: Language) -> Iterator[Context]:
    """One context a report."""
    words = Words(language)
    for history, report in site.reports:
        same = site.once(_same, report.agency, report.year)
        yield {
            **same.context,
            **_head(site, words, history, report),
            **_answer(site, words, history, report, same),
            **_pictures(site, words, history, report, same),
        }


class Same(NamedTuple):
    """What a report's page says in every language: names for the template, and what its words are made from."""

    context: Context
    notes: Mapping[str, Sequence[Note]]
    keys: tuple[Key, ...]
    applicants: tuple[Applicants, ...]
    standing: Standing | None


def _same(site: Site, agency_id: str, year: int) -> Same:
    history = site.history(agency_id)
    report = history.reports[year]
    listed = by_rule(report, site.judgements[agency_id, year])
    noted = notes(listed)
    context = {
        "agency_id": agency_id,
        "year": year,
        "agency": history.agency,
        "report": report,
        **_findings(site, report, listed),
        **_tables(site, report, noted),
        **_source(site, history, report),
    }
    place = site.besides[agency_id].standings.get(year)
    return Same(context, noted, keys(report, site.briefs[agency_id, year].answers), applicants(report), place)


def name(one: Agency | Region, language: Language) -> str:
    """What an agency or region is called."""
    return one.name if language == "zh" else one.name_en


def crumbs(site: Site, history: History, language: Language) -> tuple[Crumb, ...]:
    """From the province down to the agency's region."""
    return site.once(_crumbs, history.agency.region_code, language)


def _crumbs(site: Site, region_code: str, language: Language) -> tuple[Crumb, ...]:
    ancestry = site.register.ancestry(region_code)
    return tuple(Crumb(name(one, language), f"regions/{one.region_code}.html") for one in ancestry)


def _head(site: Site, words: Words, history: History, report: Report) -> Context:
    agency, language = history.agency, words.language
    called, pills = name(agency, language), series.pills(site, words, history, report.year)
    return {
        "title": report.title if language == "zh" else words.say("report_title", agency=called, year=report.year),
        "page_title": words.say("report_page_title", agency=called, year=report.year),
        "crumbs": (*crumbs(site, history, language), Crumb(called, f"agencies/{agency.agency_id}/index.html")),
        "pills": pills,
        "gaps": any(pill.missing for pill in pills),
    }


def _answer(site: Site, words: Words, history: History, report: Report, same: Same) -> Context:
    year, before = _year(site, report), history.reports.get(report.year - 1)
    earlier = _year(site, before) if before else None
    return {
        "sentence": site.once(_sentence, report.agency, report.year, words.language),
        "change": change(words, year, earlier),
        "key_figures": Figures(words, year, earlier, same.notes).all(),
    }


def _year(site: Site, report: Report) -> Year:
    return Year(report, site.measures[report.agency, report.year])


def _sentence(site: Site, agency_id: str, year: int, language: Language) -> str:
    report = site.history(agency_id).reports[year]
    return sentence(Words(language), _year(site, report))


def _findings(site: Site, report: Report, listed: Sequence[RuleNotes]) -> Context:
    return {
        "outcomes": site.briefs[report.agency, report.year].outcomes,
        "violated": [one for one in listed if one.violated],
        "uncertain": [one for one in listed if one.uncertain],
        "not_assessable": [one for one in listed if one.not_assessable],
        "tallies": [one.tally for one in listed],
    }


def _pictures(site: Site, words: Words, history: History, report: Report, same: Same) -> Context:
    return {
        "keys": same.keys,
        "answered": answered(words, same.keys),
        "no_answers": no_answers(report),
        "applicants": who_asked(words, same.applicants),
        "series": series.series(site, words, history, SERIES),
        "peers": standing(words, same.standing, INDICATORS[AMONG_PEERS]),
        "among": among(words, same.standing),
    }


class Printed(NamedTuple):
    """A statutory table of the page: its section, its figures (none: the report has no such table), row by row help.

    `undivided`: the rows that stand for several of the form.
    """

    section: Section
    table: Filled
    missing: bool
    explained: Explained
    undivided: tuple[Text, ...]


def _tables(site: Site, report: Report, noted: Mapping[str, Sequence[Note]]) -> Context:
    sections = _sections(report.form)
    tables = [
        Printed(
            section=sections[table.section],
            table=filled(report, table, noted),
            missing=table.code not in report.figures,
            explained=explained(report.form, table.code),
            undivided=tuple(
                table.rows[row] for row in report.figures.get(table.code, ()) if table.rows[row].instead_of
            ),
        )
        for table in report.layout.tables
    ]
    return {
        "tables": tables,
        "measures": tuple(site.measures[report.agency, report.year].values()),
        "stated": tuple(_stated(report, statement) for statement in report.stated),
        "texts": _texts(report),
    }


class Stated(NamedTuple):
    """A figure of the text; `added` is empty where the text names no parts, `place` its figure in the tables."""

    statement: Statement
    subject: Text
    place: str
    section: Section | None
    added: str


def _stated(report: Report, statement: Statement) -> Stated:
    parts = added(statement).value if statement.parts else ""
    return Stated(statement, *_subject(statement.subject), _sections(report.form).get(statement.section), parts)


@lru_cache(_SUBJECTS)
def _subject(code: str) -> tuple[Text, str]:
    """What a subject is called, and where on the page its figure stands."""
    known = SUBJECTS.get(code)
    cell = known.cells[0] if known and known.cells else ""
    return known.label if known else Text(zh=code, en=code), f"#{cell}" if cell and "*" not in cell else ""


@cache
def _sections(form: str) -> Mapping[str, Section]:
    return {section.code: section for section in FORMS[form].sections}


def _texts(report: Report) -> tuple[tuple[Section, tuple[str, ...]], ...]:
    """The sections that the report carries, in paragraphs."""
    return tuple(
        (section, tuple(line for line in report.text[section.code].splitlines() if line.strip()))
        for section in report.layout.sections
        if report.text.get(section.code, "").strip()
    )


def _source(site: Site, history: History, report: Report) -> Context:
    address = f"agencies/{report.agency}/{report.year}"
    url = f"{site.url}{address}.html" if site.url else ""
    return {
        "source": report.source,
        "obtained": _OBTAINED.get(report.source.obtained),
        "downloads": tuple(Download(kind.upper(), f"{address}.{kind}") for kind in ("csv", "json")),
        "citation": Citation(history.agency, report, site.version, url),
        "json_ld": linked.script(_linked(site, history, report)),
    }


def _linked(site: Site, history: History, report: Report) -> dict[str, object]:
    """The report as a schema.org data set; addresses only where the site has one."""
    address = f"{site.url}agencies/{report.agency}/{report.year}"
    region = site.register.regions.get(history.agency.region_code)
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": report.title,
        "description": site.once(_sentence, report.agency, report.year, "zh"),
        "inLanguage": "zh-CN",
        "temporalCoverage": str(report.year),
        "creator": {"@type": "GovernmentOrganization", "name": history.agency.name},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "version": site.version,
        "variableMeasured": _variables(report.layout.tables),
    }
    if region:
        found["spatialCoverage"] = {"@type": "Place", "name": region.name, "identifier": region.region_code}
    if site.url:
        found["url"] = f"{address}.html"
        found["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": form, "contentUrl": f"{address}.{ending}"}
            for form, ending in (("text/csv", "csv"), ("application/json", "json"))
        ]
    return found


def _variables(tables: Sequence[Text]) -> list[str]:
    return [table.zh for table in tables]
