"""Parquet files joined: what any reader finds in the one file is what it found in the others, in their order."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compact import LIST, NUMBER, STRUCT, Value
from compact import written as thrift
from gongkai.datapackage import SCHEMAS
from gongkai.datapackage.frames import rows as rows_of
from gongkai.datapackage.joining import footer, join_parquet
from gongkai.datapackage.parquet import ParquetFile
from gongkai.errors import BuildError

#: Columns of every type that the package has, with a decimal wider than 8 bytes.
TYPES: Final[Mapping[str, tuple[Any, st.SearchStrategy[Any]]]] = {
    "word": (pa.string(), st.sampled_from(["", "年报", "a" * 300, "x"])),
    "count": (pa.int64(), st.integers(-(2**63), 2**63 - 1)),
    "share": (pa.decimal128(30, 12), st.integers(-(10**12), 10**12).map(lambda value: Decimal(value) / 1000)),
    "is_total": (pa.bool_(), st.booleans()),
    "published": (pa.date32(), st.dates(date(1900, 1, 1), date(2100, 1, 1))),
}
SCHEMA: Final = pa.schema([(name, one) for name, (one, _) in TYPES.items()], {"note": "of the table"})
some_rows = st.lists(st.tuples(*(st.none() | values for _, values in TYPES.values())), max_size=30)
ways = st.fixed_dictionaries(
    {
        "row_group_size": st.integers(1, 12),
        "use_dictionary": st.sampled_from([True, False, ["word", "count"]]),
        "data_page_version": st.sampled_from(["1.0", "2.0"]),
        "write_statistics": st.booleans(),
        "compression": st.sampled_from(["snappy", "none"]),
    }
)
Write = Callable[[pa.Table, Path], None]


def table(rows: Sequence[tuple[object, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ([] for _ in SCHEMA)
    return pa.Table.from_arrays([pa.array(v, f.type) for v, f in zip(columns, SCHEMA, strict=True)], schema=SCHEMA)


def written(tables: Sequence[pa.Table], folder: Path, write: Write) -> list[Path]:
    paths = [folder / f"{number}.parquet" for number in range(len(tables))]
    for one, path in zip(tables, paths, strict=True):
        write(one, path)
    return paths


def _join(paths: Sequence[Path], path: Path) -> int:
    return join_parquet([(one, footer(one)) for one in paths], path)


def groups(path: Path) -> list[dict[str, Any]]:
    """The row groups with rows as their footer describes them, without where they stand."""
    found = [group for group in pq.read_metadata(path).to_dict()["row_groups"] if group["num_rows"]]
    for group in found:
        for column in group["columns"]:
            del column["data_page_offset"], column["dictionary_page_offset"], column["file_offset"]
    return found


@given(parts=st.lists(some_rows, min_size=1, max_size=5), how=ways)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_and_what_is_said_of_them_are_those_of_the_files(
    parts: list[list[tuple[object, ...]]], how: dict[str, Any], tmp_path: Path
) -> None:
    tables = [table(rows) for rows in parts]
    paths = written(tables, tmp_path, lambda one, path: pq.write_table(one, path, **how))
    joined, expected = tmp_path / "joined.parquet", pa.concat_tables(tables)
    assert _join(paths, joined) == expected.num_rows
    with pq.ParquetFile(joined) as file:
        assert file.read().equals(expected)
        assert file.schema_arrow.equals(SCHEMA, check_metadata=True)
        assert file.metadata.num_rows == expected.num_rows
        assert file.metadata.created_by == pq.read_metadata(paths[0]).created_by
    assert groups(joined) == [group for path in paths for group in groups(path)]
    assert pq.read_metadata(joined).num_row_groups == max(1, len(groups(joined)))


@pytest.fixture(scope="module")
def tables_of_agencies(tables: dict[str, pd.DataFrame]) -> dict[str, list[pa.Table]]:
    """The project's tables, those of reports in a part for each agency, of which one has no findings."""
    found = {}
    for name in ("reports", "requests", "findings", "statements", "reports_wide"):
        rows = rows_of(SCHEMAS[name], tables[name])
        agencies = tables["agencies"]["agency_id"]
        found[name] = [rows.filter(pc.equal(rows["agency_id"], agency)) for agency in agencies]
    return found


@pytest.fixture(scope="module")
def volumes(tables_of_agencies: dict[str, list[pa.Table]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each agency, with its tables as the package writes them; and all tables joined."""
    folder = tmp_path_factory.mktemp("volumes")
    for name, parts in tables_of_agencies.items():
        for number, rows in enumerate(parts):
            (folder / str(number)).mkdir(exist_ok=True)
            file = ParquetFile(SCHEMAS[name], folder / str(number))
            file.add(rows)
            file.close()
        _join([folder / str(number) / f"{name}.parquet" for number in range(len(parts))], folder / f"{name}.parquet")
    return folder


def test_tables_of_the_package_read_as_if_written_whole(
    volumes: Path, tables_of_agencies: dict[str, list[pa.Table]], tmp_path: Path
) -> None:
    assert any(not rows.num_rows for parts in tables_of_agencies.values() for rows in parts)
    for name, parts in tables_of_agencies.items():
        file = ParquetFile(SCHEMAS[name], tmp_path)
        file.add(pa.concat_tables(parts))
        file.close()
        whole, joined = tmp_path / f"{name}.parquet", volumes / f"{name}.parquet"
        assert pq.read_table(joined).equals(pq.read_table(whole), check_metadata=True)
        pd.testing.assert_frame_equal(pd.read_parquet(joined), pd.read_parquet(whole))
        assert pl.read_parquet(joined).equals(pl.read_parquet(whole))
        assert ds.dataset(joined).to_table().equals(ds.dataset(whole).to_table())
        assert _duckdb(f"FROM '{joined}'") == _duckdb(f"FROM '{whole}'")


def test_rows_are_chosen_by_what_is_said_of_their_groups(volumes: Path) -> None:
    path, agency = volumes / "requests.parquet", "qinzhou-investment-promotion-bureau"
    chosen = pq.read_table(path, columns=["year", "count"], filters=[("agency_id", "==", agency)])
    of_agency = pc.equal(pq.read_table(path)["agency_id"], agency)
    assert chosen.equals(pq.read_table(path).filter(of_agency).select(["year", "count"]))
    assert chosen.num_rows
    [fragment] = ds.dataset(path).get_fragments()
    assert len(fragment.split_by_row_group(ds.field("agency_id") == agency)) == 1
    assert _duckdb(f"SELECT count(*) FROM '{path}' WHERE agency_id = '{agency}'") == [(chosen.num_rows,)]  # noqa: S608


def _duckdb(query: str) -> list[Any]:
    with duckdb.connect() as database:
        return database.execute(query).fetchall()


@pytest.mark.parametrize("parts", [[[]], [[("a", 1, None, True, None)]], [[], [], []]])
def test_one_file_and_files_without_rows_stay_what_they_are(
    parts: list[list[tuple[object, ...]]], tmp_path: Path
) -> None:
    paths = written([table(rows) for rows in parts], tmp_path, pq.write_table)
    _join(paths, tmp_path / "joined")
    assert (tmp_path / "joined").read_bytes() == paths[0].read_bytes()


def _with_bloom(one: pa.Table, path: Path) -> None:
    pq.write_table(one, path, bloom_filter_options={"word": {"ndv": 100}}, row_group_size=10)


def _by_duckdb(one: pa.Table, path: Path) -> None:
    with duckdb.connect() as database:
        database.register("one", one)
        database.execute(f"COPY one TO '{path}' (ROW_GROUP_SIZE 2048)")


@pytest.mark.parametrize("write", [_with_bloom, _by_duckdb])
def test_bloom_filters_move_with_their_rows(write: Write, tmp_path: Path) -> None:
    parts = [table([(f"{part}-{row % 7}", row, None, None, None) for row in range(5000)]) for part in "abc"]
    paths = written(parts, tmp_path, write)
    _join(paths, tmp_path / "joined.parquet")
    assert pq.read_table(tmp_path / "joined.parquet").to_pylist() == pa.concat_tables(parts).to_pylist()
    probed = "SELECT bloom_filter_excludes FROM parquet_bloom_probe('{}', 'word', '{}')"
    for word in ("b-3", "b-33"):
        expected = [row for path in paths for row in _duckdb(probed.format(path, word))]
        assert _duckdb(probed.format(tmp_path / "joined.parquet", word)) == expected
        assert (True,) in expected


ROWS: Final = [("a", 1, Decimal(1), True, date(2024, 1, 1))] * 100


def _cut(content: bytes) -> bytes:
    return content[:-1]


def _cut_short(content: bytes) -> bytes:
    return content[:7]


def _without_rows(content: bytes) -> bytes:
    return content[:4] + content[-8 - int.from_bytes(content[-8:-4], "little") :]


def _spoilt(content: bytes) -> bytes:
    """The places of the first column are of a kind that there is none of."""
    at = content.index(b"\x19\x1c\x19\x5c\x26")
    return content[: at + 4] + b"\x2f" + content[at + 5 :]


@pytest.mark.parametrize("spoil", [_cut, _cut_short, _without_rows, _spoilt, lambda _: b""])
@pytest.mark.parametrize("place", [0, 1])
def test_a_broken_file_is_named_and_nothing_is_left(
    place: int, spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    paths = written([table(ROWS)] * 2, tmp_path, pq.write_table)
    paths[place].write_bytes(spoil(paths[place].read_bytes()))
    joined = tmp_path / "folder" / "joined.parquet"
    with pytest.raises(BuildError, match=f"{place}.parquet: not a whole Parquet file") as caught:
        _join(paths, joined)
    assert f"{place}.parquet：不是完整的 Parquet 文件" in caught.value.text("zh")
    assert not joined.parent.exists() or not [*joined.parent.iterdir()]


@pytest.mark.parametrize("head", [b"\x19\x0c", b"\x29\x1c"])
def test_row_groups_that_are_not_listed_where_they_should_be_are_told(head: bytes, tmp_path: Path) -> None:
    paths = written([table(ROWS)] * 2, tmp_path, pq.write_table)
    paths[1].write_bytes(paths[1].read_bytes().replace(b"\x19\x1c\x19\x5c", head + b"\x19\x5c"))
    with pytest.raises(BuildError, match=r"1\.parquet: (not a whole Parquet file|its columns)"):
        _join(paths, tmp_path / "joined.parquet")


@pytest.mark.parametrize(
    "other",
    [
        pa.table({"word": ["a"]}),
        table(ROWS).replace_schema_metadata({"note": "of another"}),
        table(ROWS).set_column(1, "count", pa.array([1] * 100, pa.int32())),
        table([]).rename_columns(["word", "number", *SCHEMA.names[2:]]),
    ],
)
def test_other_columns_or_notes_are_told_and_what_was_there_stays(other: pa.Table, tmp_path: Path) -> None:
    paths = written([table(ROWS), other], tmp_path, pq.write_table)
    joined = tmp_path / "joined.parquet"
    joined.write_text("before")
    with pytest.raises(BuildError, match=r"1\.parquet: its columns, or what is noted of them, are not those of .*0\."):
        _join(paths, joined)
    assert joined.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.parquet", "1.parquet", "joined.parquet"]


@pytest.mark.parametrize("spoil", [_cut, _cut_short, lambda content: content + b"x"])
def test_a_file_that_is_not_what_was_seen_is_named(spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    paths = written([table(ROWS)] * 2, tmp_path, pq.write_table)
    parts = [(path, footer(path)) for path in paths]
    paths[1].write_bytes(spoil(paths[1].read_bytes()))
    with pytest.raises(BuildError, match=r"1\.parquet: not a whole Parquet file"):
        join_parquet(parts, tmp_path / "folder" / "joined.parquet")
    assert not [*(tmp_path / "folder").iterdir()]


def _struct(**fields: Value | int | list[Value]) -> Value:
    """A struct of fields by id: whole numbers, structs and lists of them."""
    return STRUCT, {int(name[1:]): _value(value) for name, value in fields.items()}


def _value(value: Value | int | list[Value]) -> Value:
    if isinstance(value, int):
        return NUMBER, value
    return (LIST, (STRUCT, value)) if isinstance(value, list) else value


def _group(begins: int, number: int) -> Value:
    """A row group of two columns, with all that may tell of places: the first at `begins`, 4 at least."""
    data = _struct(_7=20, _9=begins + 4, _10=begins + 2, _11=begins, _14=begins + 6)
    told, untold = _struct(_2=begins + 20, _3=data), _struct(_2=0, _3=_struct(_7=30, _9=begins + 20))
    return _struct(_1=[told, untold], _2=50, _3=1, _5=begins, _7=number)


def _file(path: Path, content: bytes, groups: list[Value]) -> Path:
    footer = thrift(_struct(_1=2, _2=[_struct(_5=2)], _3=len(groups), _4=groups, _7=[_struct(_1=_struct())]))
    path.write_bytes(b"PAR1" + content + footer + len(footer).to_bytes(4, "little") + b"PAR1")
    return path


def test_every_place_is_told_anew(tmp_path: Path) -> None:
    long, short = _file(tmp_path / "a", b"-" * 200, [_group(4, 0), _group(104, 1)]), b"x" * 50
    other = _file(tmp_path / "b", short, [_group(4, 0)])
    expected = _file(
        tmp_path / "c", b"-" * 200 + short * 2, [_group(4 + 100 * n, n) for n in (0, 1, 2)] + [_group(254, 3)]
    )
    _join([long, other, other], tmp_path / "joined")
    assert (tmp_path / "joined").read_bytes() == expected.read_bytes()


@pytest.mark.parametrize("begins", [-50, 50])
def test_a_place_where_no_rows_are_is_told(begins: int, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="rows are missing"):
        footer(_file(tmp_path / "a", b"-" * 50, [_group(begins, 0)]))


def test_a_page_index_is_not_joined(tmp_path: Path) -> None:
    paths = written([table(ROWS)] * 2, tmp_path, lambda one, path: pq.write_table(one, path, write_page_index=True))
    with pytest.raises(BuildError, match="index of pages"):
        _join(paths, tmp_path / "joined.parquet")
