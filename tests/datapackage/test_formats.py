"""Every format holds the same rows and values, with their types; the databases keep their references."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from gongkai import datapackage
from gongkai.datapackage import SCHEMAS
from gongkai.datapackage.frames import cells, frame
from gongkai.datapackage.schema import Field
from gongkai.dataset import Dataset

#: Cells that spreadsheets, databases and text files each have their own ways of spoiling.
AWKWARD: Mapping[tuple[str, str], tuple[object, ...]] = {
    ("reports", "title"): ("=1+1", "年报，“引号”\n和换行", "'=x", "0123", '"', "TRUE", "😀 2024-01-01"),
    ("reports", "published"): (None, "2024-02-29", "1999-12-31"),
    ("agencies", "valid_from"): ("1949-10-01", "1899-12-31", "2018-03-01"),
    ("requests", "count"): (0, None, 1, 10**15 - 1),
    ("statements", "value"): (Decimal("0.1"), 7, Decimal("59237.2449")),
    ("proactive_disclosure", "value"): (None, Decimal("43.788"), Decimal("1.0"), -38, 0),
}
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def awkward(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The real tables with awkward cells in their first rows."""
    changed = dict(tables)
    for (name, field), values in AWKWARD.items():
        column = changed[name][field].copy()
        column.iloc[: len(values)] = list(values)
        changed[name] = changed[name].assign(**{field: column})
    return changed


@pytest.fixture(scope="module")
def folder(awkward: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those tables in every format."""
    made = tmp_path_factory.mktemp("formats")
    datapackage.write(awkward, made, url="https://gongkai.example/")
    return made


def _csv(folder: Path, name: str) -> Rows:
    def read(field: Field, text: str) -> object:
        if not text:
            return None
        if field.type == "string":
            return text[1:] if re.match(r"'+[=+\-@\t\r＝＋－＠].", text, re.DOTALL) else text
        return _typed(field, {"true": True, "false": False}.get(text, text))

    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert head == list(SCHEMAS[name].names)
    return [tuple(map(read, SCHEMAS[name].fields, row)) for row in rows]


def _typed(field: Field, value: Any) -> object:  # noqa: ANN401  anything that JSON holds
    """Words as the field's type; a whole number must not be written as `1.0`."""
    if field.type == "date":
        return date.fromisoformat(value)
    if field.type == "number":
        assert "." not in str(value) or not str(value).endswith("0")
        return Decimal(value)
    return int(value) if field.type == "integer" else value


def _json(folder: Path, name: str) -> Rows:
    records = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    rows = []
    for record in records:
        assert list(record) == list(SCHEMAS[name].names)
        rows.append(tuple(None if record[f.name] is None else _typed(f, record[f.name]) for f in SCHEMAS[name].fields))
    return rows


PARQUET = {
    "string": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.decimal128(30, 12),
    "boolean": pa.bool_(),
}


def _parquet(folder: Path, name: str) -> Rows:
    table = pq.read_table(folder / f"{name}.parquet")
    assert [(one.name, one.type) for one in table.schema] == [(f.name, PARQUET[f.type]) for f in SCHEMAS[name].fields]
    return list(zip(*(table[field].to_pylist() for field in SCHEMAS[name].names), strict=True))


def _sqlite(folder: Path, name: str) -> Rows:
    fields = SCHEMAS[name].fields
    with closing(sqlite3.connect(folder / "gongkai.sqlite")) as database:
        keys = ", ".join(f'"{field}"' for field in SCHEMAS[name].key)
        found = database.execute(f'SELECT * FROM "{name}" ORDER BY {keys}').fetchall()  # noqa: S608  names of the package
    return [tuple(map(_from_sqlite, fields, row)) for row in found]


def _from_sqlite(field: Field, value: Any) -> object:  # noqa: ANN401  anything that SQLite holds
    if value is None:
        return None
    if field.type == "boolean":
        assert value in (0, 1)
        return bool(value)
    if field.type == "number":
        assert isinstance(value, int) or not value.is_integer()
        return Decimal(repr(value))
    assert type(value) is (int if field.type == "integer" else str)
    return date.fromisoformat(str(value)) if field.type == "date" else value


@cache
def _book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def _xlsx(path: Path, name: str) -> Rows:
    heads, codes, *rows = _book(path)[name].iter_rows(values_only=True)
    fields = SCHEMAS[name].fields
    assert [*heads[: len(fields)]] == [field.title.zh for field in fields]
    assert [*codes[: len(fields)]] == [field.name for field in fields]
    return [tuple(map(_from_sheet, fields, row)) for row in rows]


def _from_sheet(field: Field, value: Any) -> object:  # noqa: ANN401  anything that a sheet holds
    if value is None:
        return None
    if field.type == "date":
        return value.date() if isinstance(value, datetime) else date.fromisoformat(value)
    if field.type == "number":
        assert isinstance(value, int) or not value.is_integer()
        return Decimal(repr(value))
    assert type(value) is {"string": str, "integer": int, "boolean": bool}[field.type]
    return value


READERS: dict[str, Callable[[Path, str], Rows]] = {
    "csv": _csv,
    "json": _json,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "xlsx": lambda folder, name: _xlsx(folder / "gongkai.xlsx", name),
}


def _expected(table: pd.DataFrame, name: str) -> Rows:
    def plain(field: Field, value: object) -> object:
        return date.fromisoformat(str(value)) if field.type == "date" and value else value

    columns = [[plain(field, value) for value in cells(table, field.name)] for field in SCHEMAS[name].fields]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("name", SCHEMAS)
def test_every_format_holds_the_same_cells(
    name: str, form: str, folder: Path, awkward: dict[str, pd.DataFrame]
) -> None:
    expected, found = _expected(awkward[name], name), READERS[form](folder, name)
    assert len(found) == len(expected)
    for row, (right, there) in enumerate(zip(expected, found, strict=True)):
        assert there == right, row


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_the_same_cells(folder: Path, awkward: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(tmp_path), str(folder / "gongkai.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for name, table in awkward.items():
        assert _xlsx(tmp_path / "gongkai.xlsx", name) == _expected(table, name), name


def test_pandas_reads_parquet_with_the_types_of_the_tables(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    read = pd.read_parquet(folder / "requests.parquet")
    assert read.dtypes.to_dict() == tables["requests"].dtypes.to_dict()
    assert read["count"].isna().any()


def test_the_database_keeps_its_references(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gongkai.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.execute("PRAGMA foreign_keys = ON")
        for broken in (
            "UPDATE reports SET agency_id = 'nobody'",
            "UPDATE codes SET parent = 'nothing' WHERE list = 'outcome'",
            "UPDATE requests SET outcome = 'won'",
            "UPDATE requests SET count = -1",
            "UPDATE agencies SET name = NULL",
            "INSERT INTO rules SELECT * FROM rules",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(broken)


def test_every_reference_has_an_index(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gongkai.sqlite")) as database:
        for name, resource in SCHEMAS.items():
            for reference in resource.references:
                where = " AND ".join(f'"{field}" = ?' for field in reference.fields)
                if name == "codes":
                    where += " AND list = ?"
                query = f'EXPLAIN QUERY PLAN SELECT 1 FROM "{name}" WHERE {where}'  # noqa: S608  names of the package
                plan = database.execute(query, [""] * where.count("?")).fetchall()
                assert plan[0][3].startswith("SEARCH"), (name, reference)


@pytest.mark.parametrize(("language", "granted"), [("zh", "予以公开"), ("en", "Disclosed")])
def test_views_say_codes_in_words(language: str, granted: str, folder: Path, dataset: Dataset) -> None:
    with closing(sqlite3.connect(folder / "gongkai.sqlite")) as database:
        database.row_factory = sqlite3.Row
        found = list(database.execute(f"SELECT * FROM requests_{language} WHERE outcome = 'granted'"))  # noqa: S608
        assert {row["outcome_label"] for row in found} == {granted}
        register = dataset.register.agencies
        for row in found:
            agency = register[row["agency_id"]]
            assert row["agency_id_label"] == (agency.name if language == "zh" else agency.name_en)
        for view in _views(database, language):
            rows = database.execute(f'SELECT count(*) FROM "{view}"').fetchone()[0]  # noqa: S608
            of_table = database.execute(f'SELECT count(*) FROM "{view.removesuffix(f"_{language}")}"')  # noqa: S608
            assert rows == of_table.fetchone()[0]


def _views(database: sqlite3.Connection, language: str) -> Iterator[str]:
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'"):
        if name.endswith(f"_{language}"):
            yield name


def test_the_workbook_is_made_for_reading(folder: Path) -> None:
    book = _book(folder / "gongkai.xlsx")
    assert book.sheetnames == ["说明 About", *SCHEMAS]
    cover = "\n".join(str(cell) for row in book["说明 About"].iter_rows(values_only=True) for cell in row if cell)
    for words in ("creativecommons.org", "0.1.0", "is_total", "整个辖区", "whole area", "https://gongkai.example/"):
        assert words in cover, words
    for name in SCHEMAS:
        assert book[name].freeze_panes == "B3"
        assert book[name].auto_filter.ref.startswith("A2:")


@pytest.mark.parametrize("name", SCHEMAS)
def test_parquet_notes_what_pandas_would_note(name: str, package: Path) -> None:
    """What is noted is written without pandas, for speed."""
    found = pq.ParquetFile(package / f"{name}.parquet").schema_arrow
    days = {field.name: object for field in SCHEMAS[name].fields if field.type == "date"}
    plain = pa.schema([pa.field(one.name, one.type) for one in found])
    empty = frame(SCHEMAS[name], plain.empty_table()).astype(days)
    expected = pa.Table.from_pandas(empty, plain, preserve_index=False).schema
    assert found.equals(expected, check_metadata=True)
