"""The package as files: valid for frictionless, with keys that are enforced, the same bytes every time."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import frictionless
import pandas as pd
import pytest
import time_machine

from gongkai import datapackage
from gongkai.datapackage.checks import faults
from gongkai.datapackage.content import Place
from gongkai.datapackage.published import checksums, published
from gongkai.datapackage.validation import validate
from gongkai.dataset import Dataset
from gongkai.errors import BuildError
from gongkai.rules import Judgement


def test_the_package_is_valid(package: Path) -> None:
    assert validate(package) == ()


def test_the_same_tables_make_the_same_bytes(
    dataset: Dataset, judged: Mapping[tuple[str, int], Judgement], package: Path, tmp_path: Path
) -> None:
    shuffled = replace(dataset, histories=tuple(reversed(dataset.histories)))
    with time_machine.travel("2031-05-06 07:08"):
        datapackage.write(datapackage.tables(shuffled, judged), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in package.iterdir())
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (package / path.name).read_bytes(), path.name


@pytest.mark.parametrize("size", [1, 3])
def test_parts_make_the_same_bytes_as_whole_tables(
    dataset: Dataset, judged: Mapping[Place, Judgement], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Row groups of a size that no part has; agencies of which one's id begins the others'."""
    monkeypatch.setattr("gongkai.datapackage.columns.AT_ONCE", 100)
    monkeypatch.setattr("gongkai.datapackage.written.AT_ONCE", 7)
    known, said = _renamed(dataset, judged)
    waiting = {("huaian-peoples-government", 2023)}
    datapackage.write(datapackage.tables(known, said, waiting), tmp_path / "whole", version="2.0.0")
    some = [known.histories[start : start + size] for start in range(0, len(known.histories), size)]
    found = (datapackage.part(replace(known, histories=histories), said) for histories in some)
    datapackage.write_parts(known.register, found, tmp_path / "parts", waiting=waiting, version="2.0.0")
    assert datapackage.validate(tmp_path / "parts") == ()
    files = sorted(path.name for path in (tmp_path / "whole").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "parts").iterdir())
    for name in files:
        assert (tmp_path / "parts" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name


def _renamed(dataset: Dataset, judged: Mapping[Place, Judgement]) -> tuple[Dataset, dict[Place, Judgement]]:
    """The dataset with ids such that findings are in another order than their agencies."""
    ids = dict(zip([one.agency.agency_id for one in dataset.histories], ["a", "a-b", "a-b-c", "a0", "b"], strict=False))
    agencies = {
        ids.get(one.agency_id, one.agency_id): replace(
            one,
            agency_id=ids.get(one.agency_id, one.agency_id),
            successor_id=ids.get(one.successor_id, one.successor_id),
        )
        for one in dataset.register.agencies.values()
    }
    histories = [
        replace(
            one,
            agency=agencies[ids.get(one.agency.agency_id, one.agency.agency_id)],
            reports={y: replace(r, agency=ids.get(r.agency, r.agency)) for y, r in one.reports.items()},
        )
        for one in dataset.histories
    ]
    said = {
        (ids.get(agency, agency), year): replace(
            judgement, findings=tuple(f._replace(agency_id=ids.get(agency, agency)) for f in judgement.findings)
        )
        for (agency, year), judgement in judged.items()
    }
    histories.sort(key=lambda one: one.agency.agency_id)
    return replace(dataset, register=replace(dataset.register, agencies=agencies), histories=tuple(histories)), said


def test_parts_out_of_order_are_refused(dataset: Dataset, judged: Mapping[Place, Judgement], tmp_path: Path) -> None:
    found = (datapackage.part(replace(dataset, histories=(one,)), judged) for one in reversed(dataset.histories))
    with pytest.raises(BuildError, match="expected each key once and in order"):
        datapackage.write_parts(dataset.register, found, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_files_are_as_listed(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    files = datapackage.write(tables, tmp_path, version="2.0.0").files
    assert {file.name for file in files} == {path.name for path in tmp_path.iterdir()}
    for file in files:
        assert file == published(tmp_path / file.name, file.rows)
        if file.name.endswith((".csv", ".json")):
            content = (tmp_path / file.name).read_bytes()
            assert not content.startswith(b"\xef\xbb\xbf")
            assert b"\r" not in content
    listed = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")
    assert listed == checksums(file for file in files if file.name != "SHA256SUMS")
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert described["version"] == "2.0.0"
    assert {r["name"]: r["rows"] for r in described["resources"]} == {name: len(t) for name, t in tables.items()}


@dataclass(frozen=True)
class Fault:
    """A row of a table made wrong: a value in a field, or (without a field) the whole row once more."""

    resource: str
    row: int
    error: str
    field: str = ""
    value: object = None


FAULTS = {
    "a report of no agency": Fault("reports", 0, "ForeignKey Error", "agency_id", "nobody"),
    "a checksum that is none": Fault("reports", 1, "Constraint Error", "source_sha256", "abc"),
    "no title": Fault("reports", 2, "Constraint Error", "title", None),
    "a day that is none": Fault("reports", 3, "Type Error", "published", "2024-02-31"),
    "an agency in no region": Fault("agencies", 0, "ForeignKey Error", "region_code", "999999"),
    "a successor that is no agency": Fault("agencies", 1, "ForeignKey Error", "successor_id", "nobody"),
    "a parent that is no code": Fault("codes", 0, "ForeignKey Error", "parent", "nothing"),
    "a finding of no rule": Fault("findings", 0, "ForeignKey Error", "rule", "no-such-rule"),
    "the same finding twice": Fault("findings", 5, "PrimaryKey Error"),
    "a status that is no code": Fault("coverage", 0, "Constraint Error", "status", "lost"),
    "figures of no report": Fault("legal_challenges", 0, "ForeignKey Error", "year", 2009),
    "a result that is no code": Fault("legal_challenges", 1, "Constraint Error", "result", "won"),
    "a heading where a code should be": Fault("legal_challenges", 2, "Constraint Error", "route", "litigation"),
    "a count below zero": Fault("legal_challenges", 3, "Constraint Error", "count", -1),
    "the same figure twice": Fault("legal_challenges", 8, "PrimaryKey Error"),
}


def _break(rows: list[dict[str, object]], fault: Fault) -> None:
    if fault.field:
        rows[fault.row][fault.field] = fault.value
    else:
        rows.insert(fault.row + 1, dict(rows[fault.row]))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
def test_bulk_checks_find_what_is_broken(fault: Fault, tables: dict[str, pd.DataFrame]) -> None:
    table = tables[fault.resource]
    rows = table.to_dict("records")
    _break(rows, fault)  # type: ignore[arg-type]
    broken = {**tables, fault.resource: pd.DataFrame(rows, columns=table.columns).astype(table.dtypes.to_dict())}
    place = re.compile(rf"{fault.resource}[^:]*{fault.field}")
    assert [found for found in faults(broken) if place.match(found)]


def test_a_workbook_too_large_to_open_is_left_out(
    tables: dict[str, pd.DataFrame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = sum(len(table) * len(table.columns) for table in tables.values())
    for most, there in ((cells, True), (cells - 1, False)):
        monkeypatch.setattr("gongkai.datapackage.workbook.MOST_CELLS", most)
        files = datapackage.write(tables, tmp_path / str(most)).files
        assert ("gongkai.xlsx" in {file.name for file in files}) is there
        assert (tmp_path / str(most) / "gongkai.xlsx").exists() is there


def test_the_archive_is_a_package_of_its_own(package: Path, tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    with zipfile.ZipFile(package / "gongkai.zip") as archive:
        assert archive.namelist() == sorted(["CITATION.cff", "datapackage.json", *(f"{name}.csv" for name in tables)])
        archive.extractall(tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (package / path.name).read_bytes()
    assert frictionless.Package(str(package / "gongkai.zip")).get_resource("requests").validate().valid


def test_broken_tables_are_not_written(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    twice = pd.concat([tables["requests"], tables["requests"].head(1)], ignore_index=True)
    with pytest.raises(BuildError, match="requests: expected each key once"):
        datapackage.write({**tables, "requests": twice}, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["csv", "json"])
def test_frictionless_enforces_keys_and_constraints(form: str, package: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(package, tmp_path / "package")
    for name in {fault.resource for fault in FAULTS.values()}:
        _rewrite(folder, name, form, [fault for fault in FAULTS.values() if fault.resource == name])
    found = {(problem.file, problem.line, problem.message.en.split(":")[0]) for problem in validate(folder)}
    for why, fault in FAULTS.items():
        # The header and counting from one; a row that came in before moves those after it.
        line = fault.row + (2 if fault.field else 3)
        assert (f"{fault.resource}.{form}", line, fault.error) in found, why


def _rewrite(folder: Path, name: str, form: str, broken: list[Fault]) -> None:
    """Break a table of one format, and have sizes and checksums agree again, so that only rows are wrong."""
    rows = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    for fault in broken:
        _break(rows, fault)
    path = folder / f"{name}.{form}"
    words = [[str(v).lower() if isinstance(v, bool) else v for v in row.values()] for row in rows]
    out = io.StringIO()
    csv.writer(out).writerows([list(rows[0]), *words])
    text = json.dumps(rows) if form == "json" else out.getvalue()
    path.write_text(text, encoding="utf-8")
    descriptor = folder / {"csv": "datapackage.json", "json": "datapackage-json.json"}[form]
    described = json.loads(descriptor.read_text(encoding="utf-8"))
    file = published(path)
    resource = next(resource for resource in described["resources"] if resource["name"] == name)
    resource |= {"hash": f"sha256:{file.sha256}", "rows": len(rows)}
    if "bytes" in resource:
        resource["bytes"] = file.bytes
    descriptor.write_text(json.dumps(described), encoding="utf-8")
    others = (published(p) for p in folder.iterdir() if p.name != "SHA256SUMS")
    (folder / "SHA256SUMS").write_text(checksums(others), encoding="utf-8")


def test_a_changed_file_is_found(package: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(package, tmp_path / "package")
    path = folder / "rules.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("error", "notice", 1), encoding="utf-8")
    (folder / "rules.json").unlink()
    found = validate(folder)
    assert {problem.file for problem in found} == {"rules.csv", "rules.json", "datapackage-json.json"}
    assert {"SHA256SUMS", "Hash"} <= {word for p in found for word in ("SHA256SUMS", "Hash") if word in p.message.en}


def test_a_publisher_without_reports_has_a_package(dataset: Dataset, tmp_path: Path) -> None:
    beijing = replace(dataset.register, agencies={}, regions={"110000": dataset.register.regions["110000"]})
    files = datapackage.write(datapackage.tables(Dataset(beijing, ()), {}), tmp_path).files
    assert {file.name: file.rows for file in files}["requests.csv"] == 0
    assert (tmp_path / "requests.json").read_text(encoding="utf-8") == "[]\n"
    assert "created" not in json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert validate(tmp_path) == ()


def test_waiting_and_missing_years_are_covered(dataset: Dataset, judged: Mapping[tuple[str, int], Judgement]) -> None:
    register = dataset.register
    late = replace(register.agencies["suqian-peoples-government"], valid_from="2022-05-01")
    known = replace(dataset, register=replace(register, agencies={**register.agencies, late.agency_id: late}))
    table = datapackage.tables(known, judged, {("huaian-peoples-government", 2023)})["coverage"]
    status = {(row.agency_id, row.year): row.status for row in table.itertuples()}
    assert len(status) == len(register.agencies) * len(range(2019, 2026))
    assert status["huaian-peoples-government", 2023] == "waiting"
    assert status["huaian-peoples-government", 2022] == "not_found"
    assert status["suqian-peoples-government", 2021] == "did_not_exist"
    assert status["suqian-peoples-government", 2022] == "not_found"
    assert status["hongze-peoples-government", 2023] == "published_with_findings"
    assert status["hongze-peoples-government", 2024] == "published"
