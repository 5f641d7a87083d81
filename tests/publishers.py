"""An invented publisher's folder of any size: bureaus all over the country, five years of reports each."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

from gongkai.dataset import Folder, save_report
from gongkai.register import Agency, Region, write_agencies
from gongkai.report import Report, Source
from invented import series, with_figure

ROOT: Final = Path(__file__).parents[1]
YEARS: Final = range(2020, 2025)
#: In so many of a hundred reports one figure is changed, or left blank.
_CHANGED, _BLANK = 10, 5


def invent(folder: Folder, reports: int, seed: int = 1) -> None:
    """Fill an empty folder with so many reports (the last agency's years are whole), ready to build."""
    shutil.copyfile(ROOT / "mkdocs.yml", folder.root / "mkdocs.yml")
    shutil.copytree(ROOT / "docs", folder.docs)
    folder.datasets.mkdir()
    shutil.copyfile(ROOT / "datasets" / "regions.csv", folder.regions)
    folder.agencies.write_text(write_agencies(()), encoding="utf-8")
    agencies = list(agencies_of(list(folder.register().regions.values()), -(-reports // len(YEARS))))
    folder.agencies.write_text(write_agencies(agencies), encoding="utf-8")
    for agency in agencies:
        for report in invented(agency, seed):
            save_report(folder, report)


def agencies_of(regions: list[Region], count: int) -> Iterator[Agency]:
    """In every seventh region in turn a government, then departments."""
    for number in range(count):
        region = regions[number * 7 % len(regions)]
        government = number < len(regions)
        what, kind = ("人民政府", "government") if government else (f"第{number}局", "department")
        yield Agency(
            agency_id=f"bureau-{number}",
            name=f"{region.name}{what}",
            name_en=f"{'Government' if government else f'Bureau {number}'} of {region.name_en}",
            region_code=region.region_code,
            level=region.level,
            kind=kind,
        )


def invented(agency: Agency, seed: int) -> Iterator[Report]:
    """The reports of an agency: most are in order, some have a figure that is not."""
    chance = Random(f"{seed}-{agency.agency_id}")  # noqa: S311  invented figures
    for report in series(chance, agency.agency_id, YEARS).values():
        titled = replace(
            report,
            title=f"{agency.name}{report.year}年政府信息公开工作年度报告",
            source=Source(retrieved="2026-01-31", obtained="read"),
        )
        yield _marred(titled, chance)


def _marred(report: Report, chance: Random) -> Report:
    drawn = chance.randrange(100)
    if drawn >= _CHANGED + _BLANK:
        return report
    cell, value = chance.choice(list(report.cells()))
    return with_figure(report, cell, None if drawn < _BLANK else (value or 0) + 1)
