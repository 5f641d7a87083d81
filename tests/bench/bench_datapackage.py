"""The data package of a million request rows: seconds and memory of each step, and of frictionless: `make bench`.

Arguments: rows of the table of requests, and `frictionless` to have it check the package in full as well.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

from gongkai import datapackage
from gongkai.datapackage import checks
from gongkai.dataset import Dataset, Folder, History
from gongkai.forms import NEWEST, Table
from gongkai.numerals import Value
from gongkai.register import Agency
from gongkai.report import Report, Source
from gongkai.rules import Judgement
from places import ROOT

YEARS = range(2021, 2026)
ROWS = 1_000_000


def main() -> None:
    """Make the tables, check them, write them."""
    rows = next((int(argument) for argument in sys.argv[1:] if argument.isdecimal()), ROWS)
    with timed("invent"):
        dataset = invented(rows)
        judgements = {(report.agency, report.year): Judgement((), {}) for report in dataset.reports}
    with timed("tables"):
        tables = datapackage.tables(dataset, judgements)
    expected = datapackage.sums(dataset.reports)
    del dataset, judgements
    print(f"  {len(tables['requests'])} request rows, {sum(map(len, tables.values()))} rows in all")
    with timed("checks"):
        assert checks.faults(tables) == ()
    with tempfile.TemporaryDirectory() as name:
        with timed("write, with the checks"):
            files = datapackage.write(tables, Path(name)).files
        for file in files:
            if file.bytes > 10**6:
                print(f"    {file.name:32} {file.bytes / 1e6:8.1f} MB")
        with timed("verify what is on disk"):
            datapackage.verify(Path(name), expected)
        if "frictionless" in sys.argv:
            with timed("frictionless"):
                assert datapackage.validate(Path(name)) == ()


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Print how long the block took, on a busy machine less of it for us, and the most memory so far."""
    begin, busy = time.perf_counter(), time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, busy = time.perf_counter() - begin, time.process_time() - busy
    print(f"  {step:24} {took:8.2f} s, {busy:8.2f} s of a processor, peak {peak:.0f} MB", flush=True)


def invented(rows: int) -> Dataset:
    """Bureaus of five years each, all over the country, until their requests are that many rows."""
    register = Folder(ROOT).register()
    regions = list(register.regions.values())
    chance = Random(1)  # noqa: S311  invented figures
    histories, cells = [], 0
    for number in count():
        region = regions[number % len(regions)]
        agency = Agency(
            agency_id=f"bureau-{number:05}",
            name=f"{region.name}第{number}局",
            name_en=f"Bureau {number} of {region.name_en}",
            region_code=region.region_code,
            level=region.level,
            kind="department",
        )
        reports = {year: _report(agency, year, chance) for year in YEARS}
        histories.append(History(agency, reports))
        cells += sum(len(row) for report in reports.values() for row in report.figures["requests"].values())
        if cells >= rows:
            break
    agencies = {history.agency.agency_id: history.agency for history in histories}
    return Dataset(replace(register, agencies=agencies), tuple(histories))


def _report(agency: Agency, year: int, chance: Random) -> Report:
    return Report(
        agency=agency.agency_id,
        year=year,
        title=f"{agency.name}{year}年政府信息公开工作年度报告",
        form=NEWEST.code,
        source=Source(retrieved="2026-01-31", obtained="read"),
        figures={table.code: _figures(table, chance) for table in NEWEST.tables},
    )


def _figures(table: Table, chance: Random) -> dict[str, tuple[Value | None, ...]]:
    return {
        code: tuple(chance.choice((0, 0, 0, None, chance.randrange(500))) for _ in index)
        for code, index in table.column_index.items()
        if not table.rows[code].instead_of
    }


if __name__ == "__main__":
    main()
