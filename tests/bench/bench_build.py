"""A whole build, stage by stage, over invented publishers' folders of growing size: `make bench`.

Prints seconds and milliseconds a report for each stage, the size of the site, and the peak of memory.
"""

import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai import pipeline, website
from gongkai.dataset import Folder, load, save_report
from gongkai.forms import NEWEST, Table
from gongkai.numerals import Value
from gongkai.register import Agency, write_agencies
from gongkai.report import Report, Source

ROOT = Path(__file__).parents[2]
SIZES = (200, 1000)
YEARS = range(2021, 2026)


def main() -> None:
    """Time every size."""
    for size in [int(argument) for argument in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Folder(Path(name))
            invent(folder, size)
            measure(folder, size)


def measure(folder: Folder, reports: int) -> None:
    """Build once, cold, and print what each stage took."""
    print(f"{reports} reports")
    fresh = folder.build / "site.new"
    with timed("read", reports):
        dataset = load(folder)
    with timed("judge", reports):
        judged = pipeline.judge(dataset)
    with timed("package", reports):
        site = pipeline.package(folder, dataset, judged, fresh)
    with timed("pages", reports):
        pages = website.publish(site, folder, fresh)
    with timed("nothing changed, whole", reports):
        pipeline.build(folder)
    sizes = [path.stat().st_size for path in folder.site.rglob("*") if path.is_file()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {pages} pages, {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB, peak memory {peak:.0f} MB")


@contextmanager
def timed(stage: str, reports: int) -> Iterator[None]:
    """Print how long the block took."""
    begin = time.perf_counter()
    yield
    seconds = time.perf_counter() - begin
    print(f"  {stage:24} {seconds:8.2f} s  {seconds / reports * 1000:8.3f} ms a report")


def invent(folder: Folder, reports: int) -> None:
    """A publisher's folder with bureaus in counties all over the country, five years each."""
    shutil.copyfile(ROOT / "mkdocs.yml", folder.root / "mkdocs.yml")
    shutil.copytree(ROOT / "docs", folder.docs)
    folder.datasets.mkdir()
    shutil.copyfile(ROOT / "datasets" / "regions.csv", folder.regions)
    folder.agencies.write_text(write_agencies(()), encoding="utf-8")
    regions = list(folder.register().regions.values())
    chance = random.Random(1)  # noqa: S311  invented figures
    agencies = []
    for number in range(-(-reports // len(YEARS))):
        region = regions[number * 7 % len(regions)]
        agency = Agency(
            agency_id=f"bureau-{number}",
            name=f"{region.name}第{number}局",
            name_en=f"Bureau {number} of {region.name_en}",
            region_code=region.region_code,
            level=region.level,
            kind="department",
        )
        agencies.append(agency)
        for year in YEARS:
            figures = {table.code: _figures(table, chance) for table in NEWEST.tables}
            origin = Source(retrieved="2026-01-31", obtained="read")
            title = f"{agency.name}{year}年政府信息公开工作年度报告"
            save_report(
                folder,
                Report(
                    agency=agency.agency_id, year=year, title=title, form=NEWEST.code, source=origin, figures=figures
                ),
            )
    folder.agencies.write_text(write_agencies(agencies), encoding="utf-8")


def _figures(table: Table, chance: random.Random) -> dict[str, tuple[Value | None, ...]]:
    return {
        code: tuple(chance.choice((0, 0, 0, chance.randrange(500))) for _ in index)
        for code, index in table.column_index.items()
        if not table.rows[code].instead_of
    }


if __name__ == "__main__":
    main()
