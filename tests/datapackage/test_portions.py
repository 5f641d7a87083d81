"""The files of one agency or region: its rows and no others, a valid package, the same bytes every time."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import time_machine

from gongkai import datapackage
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.describing import DESCRIPTORS
from gongkai.datapackage.descriptor import schema
from gongkai.datapackage.validation import problems_of
from gongkai.dataset import Dataset
from gongkai.rules import Judgement


@pytest.fixture(scope="module")
def top(tables: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's top with the files of every agency and region."""
    folder = tmp_path_factory.mktemp("portions")
    datapackage.write_portions(tables, folder, version="1.0.0", url="https://gongkai.example/")
    return folder


def test_every_agency_and_region_with_a_report_has_its_files(dataset: Dataset, top: Path) -> None:
    agencies = [history.agency for history in dataset.histories]
    stems = {f"agencies/{one.agency_id}/{one.agency_id}" for one in agencies}
    stems |= {f"regions/{one.region_code}" for one in agencies}
    found = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
    assert found == {f"{stem}.{ending}" for stem in stems for ending in ("xlsx", "zip")}


@pytest.mark.parametrize("address", ["agencies/suqian-peoples-government/suqian-peoples-government", "regions/310000"])
def test_a_portion_has_its_rows_and_no_others(address: str, top: Path, tables: dict[str, pd.DataFrame]) -> None:
    agencies, regions = tables["agencies"], address.removeprefix("regions/")
    ids = set(agencies.loc[agencies.region_code == regions, "agency_id"]) or {address.rpartition("/")[2]}
    book = openpyxl.load_workbook(top / f"{address}.xlsx", data_only=True)
    with zipfile.ZipFile(top / f"{address}.zip") as archive:
        names = {name.removesuffix(".csv") for name in archive.namelist() if name.endswith(".csv")}
        assert names == set(book.sheetnames[1:]) == {n for n, t in tables.items() if "agency_id" in t} | {"codes"}
        for name in names:
            table = tables[name]
            expected = table[table.agency_id.isin(ids)] if "agency_id" in table else table
            rows = list(csv.DictReader(io.TextIOWrapper(archive.open(f"{name}.csv"), encoding="utf-8")))
            assert len(rows) == len(expected) == book[name].max_row - 2, name
            for field in (f for f in ("agency_id", "year", "count", "outcome") if f in table):
                assert [row[field] for row in rows] == ["" if pd.isna(v) else str(v) for v in expected[field]]


def test_a_portion_is_a_valid_package(top: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(top / "regions" / "310000.zip") as archive:
        archive.extractall(tmp_path)
    assert problems_of(tmp_path / DESCRIPTORS["csv"]) == ()


def test_the_same_tables_make_the_same_bytes(tables: dict[str, pd.DataFrame], top: Path, tmp_path: Path) -> None:
    with time_machine.travel("2031-05-06 07:08"):
        datapackage.write_portions(tables, tmp_path, version="1.0.0", url="https://gongkai.example/")
    for path in tmp_path.rglob("*.*"):
        assert path.read_bytes() == (top / path.relative_to(tmp_path)).read_bytes(), path.name


def test_portions_come_from_parts_as_from_whole_tables(
    dataset: Dataset, judged: dict[tuple[str, int], Judgement], top: Path, tmp_path: Path
) -> None:
    found = (datapackage.part(replace(dataset, histories=(one,)), judged) for one in dataset.histories)
    register = datapackage.of_register(dataset.register)
    with datapackage.Writer(tmp_path / "data", version="1.0.0", url="https://gongkai.example/") as writer:
        datapackage.add_parts(writer, dataset.register, register, found)
        whole, shelf = writer.end(), writer.shelf
        reporting = {history.agency.agency_id for history in dataset.histories}
        wanted = list(datapackage.portions(register["agencies"], register["regions"], reporting))
        for some in (wanted[::2], wanted[1::2]):
            datapackage.write_some(some, shelf, register["codes"], tmp_path / "top", whole)
    for path in (path for path in top.rglob("*") if path.is_file()):
        assert (tmp_path / "top" / path.relative_to(top)).read_bytes() == path.read_bytes(), path.name


def test_what_describes_a_portion_is_put_together_as_json_is_written(top: Path) -> None:
    with zipfile.ZipFile(top / "regions" / "310000.zip") as archive:
        written = archive.read(DESCRIPTORS["csv"]).decode()
    described = json.loads(written)
    assert written == json.dumps(described, ensure_ascii=False) + "\n"
    for resource in described["resources"]:
        names = {one["name"] for one in described["resources"]}
        assert resource["schema"] == json.loads(json.dumps(schema(SCHEMAS[resource["name"]], names)))


def test_the_cover_says_whose_data_it_is(top: Path) -> None:
    book = openpyxl.load_workbook(top / "regions" / "310000.xlsx")
    lines = [str(row[0]) for row in book["说明 About"].iter_rows(values_only=True) if row[0]]
    assert lines[0].startswith("上海市：")
    assert any(line.startswith("Shanghai Municipality: ") for line in lines)


def test_who_took_over_goes_along(dataset: Dataset, judged: dict[tuple[str, int], Judgement], tmp_path: Path) -> None:
    register = dataset.register
    old = replace(register.agencies["suqian-peoples-government"], successor_id="huaian-peoples-government")
    known = replace(dataset, register=replace(register, agencies={**register.agencies, old.agency_id: old}))
    datapackage.write_portions(datapackage.tables(known, judged), tmp_path, version="1.0.0")
    with zipfile.ZipFile(tmp_path / "agencies" / old.agency_id / f"{old.agency_id}.zip") as archive:
        archive.extractall(tmp_path)
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("agencies.csv"), encoding="utf-8")))
    assert {row["agency_id"] for row in rows} == {old.agency_id, old.successor_id}
    assert problems_of(tmp_path / DESCRIPTORS["csv"]) == ()
