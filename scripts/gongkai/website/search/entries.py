"""What of a dataset can be found: agencies first, for their reports are found through them, then regions and years."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from gongkai.dataset import Dataset, History
from gongkai.forms import CODELISTS
from gongkai.register import Agency, Region, Register
from gongkai.report import Report
from gongkai.text import Language, Text
from gongkai.website.search.entry import Entry, Rank
from gongkai.website.search.words import WORDS

_YEAR: Final = Text(zh="{year}年", en="{year}")
_REPORT: Final = Text(zh="{name} {year}年年报", en="{name}, {year} report")
_PATH: Final = " › "
_END: Final = re.compile(rf"(?:{'|'.join(WORDS.peoples)})*(?:{'|'.join(WORDS.region_ends)})$")
_SHORTEST: Final = 2


def entries(dataset: Dataset, language: Language) -> Iterator[Entry]:
    """All that can be found of a dataset: the agencies of its register, whether or not they have a report, and more."""
    histories = {history.agency.agency_id: history for history in dataset.histories}
    for agency in dataset.register.agencies.values():
        history = histories.get(agency.agency_id) or History(agency, {})
        yield from entries_of(history, dataset.register, language)
    yield from entries_around(dataset.register, {report.year for report in dataset.reports}, language)


def entries_of(history: History, register: Register, language: Language) -> Iterator[Entry]:
    """An agency, and those of its reports whose text is kept (in Chinese only).

    Their ranks show governments first, then go by level, then by region.
    """
    yield _agency(register, history, language)
    if language == "zh":
        yield from (_report(register, report) for report in history.reports.values() if report.text)


def entries_around(register: Register, years: Iterable[int], language: Language) -> Iterator[Entry]:
    """Regions that have an agency, and years that have a report."""
    for region in _regions(register):
        yield _region(register, region, language)
    for year in sorted(set(years), reverse=True):
        yield Entry(kind="year", title=_YEAR[language].format(year=year), url=f"years/{year}.html")


def short_name(region: str) -> str:
    """A region's name without its kind, as people say it: 宿迁 for 宿迁市, 恩施 for 恩施土家族苗族自治州.

    The name itself where less than two characters would be left.
    """
    short = _END.sub("", region, count=1)
    if len(short) < _SHORTEST:
        short = next((region.removesuffix(end) for end in WORDS.region_ends if region.endswith(end)), region)
    return short if len(short) >= _SHORTEST else region


def _rank(agency: Agency) -> Rank:
    kinds, levels = _order("kind"), _order("level")
    return kinds[agency.kind], levels[agency.level], agency.region_code, agency.agency_id


@cache
def _order(codelist: str) -> dict[str, int]:
    return {code: place for place, code in enumerate(CODELISTS[codelist].codes)}


def _agency(register: Register, history: History, language: Language) -> Entry:
    agency = history.agency
    chinese = (agency.name, *agency.shorts, *_names_of_area(register, agency))
    path = register.ancestry(agency.region_code)
    return Entry(
        kind="agency",
        title=agency.name if language == "zh" else agency.name_en,
        url=f"agencies/{agency.agency_id}/index.html",
        sub=_path(path, language),
        names=chinese[1:] if language == "zh" else chinese,
        keywords=agency.name_en if language == "zh" else _path(path, "zh"),
        spoken=tuple(dict.fromkeys(_spoken(register, agency))),
        years=history.years,
        places=_places(path, language),
        rank=_rank(agency),
    )


def _spoken(register: Register, agency: Agency) -> Iterator[str]:
    """Names as people say and type them: the region whole, short and left out, the rest whole and abbreviated."""
    for name in (*register.names(agency.agency_id), *_names_of_area(register, agency)):
        for form in (name, WORDS.abbreviated(name)):
            yield form
            for region in register.ancestry(agency.region_code):
                before, found, rest = form.partition(region.name)
                if found and rest:
                    yield from (before + short_name(region.name) + rest, region.name + rest, rest)


def _names_of_area(register: Register, agency: Agency) -> tuple[str, ...]:
    """A government is also looked for under the name of its region, whole and short."""
    region = register.regions.get(agency.region_code)
    if agency.kind != "government" or region is None or region.level != agency.level:
        return ()
    return (region.name, short_name(region.name))


def _regions(register: Register) -> list[Region]:
    """Regions that have an agency, and those that such regions lie in."""
    codes = {agency.region_code for agency in register.agencies.values()}
    found = {region.region_code: region for code in codes for region in register.ancestry(code)}
    return [found[code] for code in sorted(found)]


def _region(register: Register, region: Region, language: Language) -> Entry:
    short, path = short_name(region.name), register.ancestry(region.region_code)
    return Entry(
        kind="region",
        title=region.name if language == "zh" else region.name_en,
        url=f"regions/{region.region_code}.html",
        sub=_path(path[:-1], language),
        names=(short,) if language == "zh" else (region.name, short),
        keywords=region.name_en if language == "zh" else "",
        spoken=(region.name, short),
        places=_places(path, language),
    )


def _report(register: Register, report: Report) -> Entry:
    """A report by its text only: by agency and year it is found through its agency."""
    agency = register.agencies[report.agency]
    about = (*register.names(report.agency), *report.text.values())
    path = register.ancestry(agency.region_code)
    return Entry(
        kind="report",
        title=_REPORT["zh"].format(name=agency.name, year=report.year),
        url=f"agencies/{report.agency}/{report.year}.html",
        sub=_path(path, "zh"),
        keywords=str(report.year),
        text="\n".join((*about, str(report.year))),
        places=_places(path, "zh"),
        rank=(*_rank(agency), report.year),
    )


def _path(regions: tuple[Region, ...], language: Language) -> str:
    return _PATH.join(_places(regions, language))


def _places(regions: tuple[Region, ...], language: Language) -> tuple[str, ...]:
    return tuple(region.name if language == "zh" else region.name_en for region in regions)
