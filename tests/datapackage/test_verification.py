"""What is on disk is checked: a file, cell or sum that is wrong stops the build."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from gongkai import datapackage
from gongkai.datapackage.published import checksums, published
from gongkai.dataset import Dataset
from gongkai.errors import BuildError


def _lines(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(change(lines)), encoding="utf-8", newline="")


def _another_count(folder: Path) -> None:
    def change(lines: list[str]) -> list[str]:
        row = next(i for i, line in enumerate(lines) if ",0,false" in line)
        return [*lines[:row], lines[row].replace(",0,false", ",5,false"), *lines[row + 1 :]]

    _lines(folder / "requests.csv", change)


def _a_row_less(folder: Path) -> None:
    _lines(folder / "legal_challenges.csv", lambda lines: lines[:-1])


def _no_number(folder: Path) -> None:
    _lines(folder / "indicator_values.csv", lambda lines: [*lines[:-1], lines[-1].rsplit(",", 2)[0] + ",many,value\n"])


def _a_dangling_row(folder: Path) -> None:
    _lines(folder / "coverage.csv", lambda lines: [*lines, "nobody,2024,published\n"])


def _another_parquet(folder: Path) -> None:
    table = pd.read_parquet(folder / "requests.parquet")
    table.loc[0, "count"] = 77
    table.to_parquet(folder / "requests.parquet")


def _another_database(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gongkai.sqlite")) as database, database:
        database.execute("UPDATE requests SET count = count + 1 WHERE applicant = 'total'")


def _a_database_less(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gongkai.sqlite")) as database, database:
        database.execute("DELETE FROM agencies WHERE agency_id = 'suqian-peoples-government'")


BROKEN = {
    "requests: ('": _another_count,
    "legal_challenges: ('": _a_row_less,
    "indicator_values.csv: expected values of their types": _no_number,
    "coverage.agency_id: expected what agencies.agency_id has": _a_dangling_row,
    "requests.parquet: count: expected the values of requests.csv": _another_parquet,
    "gongkai.sqlite: requests: expected figures that add up to": _another_database,
    "gongkai.sqlite: reports: expected what agencies has": _a_database_less,
}


def test_what_was_written_is_right(package: Path, dataset: Dataset) -> None:
    datapackage.verify(package, [datapackage.totals(dataset.reports)])


@pytest.mark.parametrize("said", BROKEN)
def test_what_is_wrong_on_disk_is_found(said: str, package: Path, dataset: Dataset, tmp_path: Path) -> None:
    folder = shutil.copytree(package, tmp_path / "package")
    BROKEN[said](folder)
    files = (published(path) for path in folder.iterdir() if path.name != "SHA256SUMS")
    (folder / "SHA256SUMS").write_text(checksums(files), encoding="utf-8")
    with pytest.raises(BuildError) as error:
        datapackage.verify(folder, [datapackage.totals(dataset.reports)])
    assert said in str(error.value)


def test_a_file_that_is_not_the_listed_one_is_found(package: Path, dataset: Dataset, tmp_path: Path) -> None:
    folder = shutil.copytree(package, tmp_path / "package")
    (folder / "gongkai.zip").write_bytes(b"")
    with pytest.raises(BuildError, match=r"gongkai\.zip"):
        datapackage.verify(folder, [datapackage.totals(dataset.reports)])


def test_a_report_that_is_not_in_the_tables_is_found(package: Path, dataset: Dataset) -> None:
    one = next(iter(dataset.reports))
    with pytest.raises(BuildError, match="2030"):
        datapackage.verify(package, [datapackage.totals((*dataset.reports, replace(one, year=2030)))])


def test_small_data_go_through_frictionless(package: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def validate(folder: Path) -> tuple[()]:
        asked.append(folder)
        return ()

    monkeypatch.setattr("gongkai.datapackage.verification.validate", validate)
    datapackage.verify(package, [datapackage.totals(dataset.reports)])
    monkeypatch.setattr("gongkai.datapackage.verification.MOST_ROWS", 10)
    datapackage.verify(package, [datapackage.totals(dataset.reports)])
    assert asked == [package]
