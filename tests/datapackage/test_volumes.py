"""A package in volumes says the same as a whole one, volume by volume; what is joined holds everything."""

import csv
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import mlcroissant
import pandas as pd
import pytest

from gongkai import datapackage
from gongkai.datapackage import Lot, Publication, Volume, Volumes, write_register
from gongkai.datapackage.content import Place
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.parts import OF_REGISTER, OF_REPORTS
from gongkai.datapackage.publishing import UNRELEASED
from gongkai.datapackage.validation import validate
from gongkai.dataset import Dataset
from gongkai.errors import BuildError
from gongkai.rules import Judgement

#: A report that waits, of an agency that has others.
WAITING = {("huaian-peoples-government", 2023)}
_FORMS = ("csv", "json", "parquet")


@dataclass(frozen=True)
class Made:
    """The same reports in volumes and whole, each a package's folder."""

    volumes: Sequence[Volume]
    folder: Path
    published: Publication
    whole: Path


def _lots(dataset: Dataset, size: int) -> list[tuple[Lot, Dataset]]:
    """The reports of so many agencies each; agencies without a report go with those before them."""
    tables = datapackage.of_register(dataset.register)
    ids, reporting = sorted(dataset.register.agencies), [one.agency.agency_id for one in dataset.histories]
    starts = [0, *(ids.index(one) for one in reporting[size::size]), len(ids)]
    years = tuple(sorted({report.year for report in dataset.reports}))
    found = []
    for start, stop in pairwise(starts):
        own = ids[start:stop]
        known = {name: rows for name, rows in tables.items() if name not in ("agencies", "regions")}
        agencies = tables["agencies"].take(list(range(start, stop)))
        waiting = frozenset(key for key in WAITING if key[0] in own)
        lot = Lot(tuple(dataset.register.agencies[one] for one in own), years, waiting, {**known, "agencies": agencies})
        histories = tuple(one for one in dataset.histories if one.agency.agency_id in own)
        found.append((lot, replace(dataset, histories=histories)))
    return found


def _bound(folder: Path, dataset: Dataset, judged: Mapping[Place, Judgement], size: int) -> list[Volume]:
    """Each volume from its agencies one after the other."""
    return [
        datapackage.write_volume(
            folder,
            lot,
            (datapackage.part(replace(some, histories=(one,)), judged) for one in some.histories),
            [datapackage.totals(some.reports)],
        )
        for lot, some in _lots(dataset, size)
    ]


def _finished(folder: Path, dataset: Dataset, volumes: Sequence[Volume], **about: str) -> Publication:
    tables = datapackage.of_register(dataset.register)
    writer = Volumes(
        folder, write_register(folder, tables), volumes, [folder] * len(volumes), version=about.get("version", "2.0.0")
    )
    published = writer.close()
    writer.verify()
    return published


@pytest.fixture(scope="module")
def made(dataset: Dataset, judged: Mapping[Place, Judgement], tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder, whole = tmp_path_factory.mktemp("volumes"), tmp_path_factory.mktemp("whole")
    datapackage.write(datapackage.tables(dataset, judged, WAITING), whole, version="2.0.0")
    volumes = _bound(folder, dataset, judged, 3)
    return Made(volumes, folder, _finished(folder, dataset, volumes), whole)


def test_the_volumes_together_are_the_whole_tables(made: Made) -> None:
    assert len(made.volumes) > 2
    for name in SCHEMAS:
        folders = (
            [made.folder] if name in OF_REGISTER else [made.folder / "volumes" / one.first for one in made.volumes]
        )
        lines = [(one / f"{name}.csv").read_bytes().partition(b"\n") for one in folders]
        assert len({head for head, _, _ in lines}) == 1
        whole = (made.whole / f"{name}.csv").read_bytes()
        assert lines[0][0] + b"\n" + b"".join(rows for _, _, rows in lines) == whole, name
        records = [json.loads((one / f"{name}.json").read_text(encoding="utf-8")) for one in folders]
        expected = json.loads((made.whole / f"{name}.json").read_text(encoding="utf-8"))
        assert [record for some in records for record in some] == expected, name


def test_parquet_files_hold_every_row(made: Made) -> None:
    for name in SCHEMAS:
        one, other = (pd.read_parquet(folder / f"{name}.parquet") for folder in (made.folder, made.whole))
        pd.testing.assert_frame_equal(one, other)


def test_the_archive_holds_every_volume_and_what_describes_them(made: Made, tmp_path: Path) -> None:
    with zipfile.ZipFile(made.folder / "gongkai.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    paths = [
        path
        for one in described["resources"]
        for path in ([one["path"]] if isinstance(one["path"], str) else one["path"])
    ]
    for path in paths:
        assert (tmp_path / path).read_bytes() == (made.folder / path).read_bytes()
    assert len(paths) == len(OF_REGISTER) + len(OF_REPORTS) * len(made.volumes)
    for one in made.volumes:
        with zipfile.ZipFile(made.folder / one.archive.name) as archive:
            assert sorted(archive.namelist()) == sorted(f"volumes/{one.first}/{name}.csv" for name in OF_REPORTS)


def test_the_package_is_valid_for_frictionless(made: Made) -> None:
    assert validate(made.folder) == ()
    described = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    whole = json.loads((made.whole / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["name"]: one["rows"] for one in described["resources"]} == {
        one["name"]: one["rows"] for one in whole["resources"]
    }


def test_checksums_name_every_file(made: Made) -> None:
    lines = (made.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    files = {path.relative_to(made.folder).as_posix(): path for path in made.folder.rglob("*") if path.is_file()}
    assert listed.keys() == files.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[name].read_bytes()).hexdigest() == checksum for name, checksum in listed.items())


def test_the_list_of_volumes_says_whose_rows_they_hold(made: Made) -> None:
    listed = json.loads((made.folder / "volumes.json").read_text(encoding="utf-8"))["volumes"]
    assert [one["volume"] for one in listed] == [one.first for one in made.volumes]
    assert made.published.volumes == len(listed)
    for one in listed:
        for name, rows in one["rows"].items():
            text = (made.folder / "volumes" / one["volume"] / f"{name}.csv").read_text(encoding="utf-8")
            found = list(csv.DictReader(io.StringIO(text)))
            assert len(found) == rows
            assert all(one["first"] <= row["agency_id"] <= one["last"] for row in found)


def test_what_lists_files_names_those_that_hold_a_whole_table(made: Made) -> None:
    described = json.loads((made.folder / "croissant.json").read_text(encoding="utf-8"))
    names = {one["name"] for one in described["distribution"]}
    assert {"requests.parquet", "agencies.csv", "gongkai.zip"} <= names
    assert not any("/" in name for name in names)
    assert "/" not in {file.name for file in made.published.files}
    checked = mlcroissant.Dataset(jsonld=made.folder / "croissant.json")
    assert not checked.metadata.ctx.issues.errors
    paths = json.loads((made.folder / "openapi.json").read_text(encoding="utf-8"))["paths"]
    assert "/data/volumes/{volume}/requests.json" in paths
    assert "/data/requests.json" not in paths
    assert "/data/agencies.json" in paths


def test_portions_are_cut_out_of_volumes_as_of_whole_tables(made: Made, dataset: Dataset, tmp_path: Path) -> None:
    register = datapackage.of_register(dataset.register)
    reporting = {history.agency.agency_id for history in dataset.histories}
    wanted = list(datapackage.portions(register["agencies"], register["regions"], reporting))
    edition = made.published.edition
    shelf = Volumes(tmp_path, write_register(tmp_path, register), made.volumes, [made.folder] * len(made.volumes)).shelf
    cut = datapackage.write_some(wanted, shelf, register["codes"], tmp_path / "cut", edition)
    for one in wanted:
        with zipfile.ZipFile(tmp_path / "cut" / f"{one.address}.zip") as archive:
            for name in OF_REPORTS:
                text = (made.whole / f"{name}.csv").read_text(encoding="utf-8")
                rows = [row for row in csv.DictReader(io.StringIO(text)) if row["agency_id"] in one.agencies]
                found = csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode()))
                assert list(found) == rows, (one.address, name)
    assert len(cut) == len(wanted)


def test_a_package_that_is_sent_to_another_process_does_not_change(
    made: Made, dataset: Dataset, tmp_path: Path
) -> None:
    tables = datapackage.of_register(dataset.register)
    writer = Volumes(tmp_path, write_register(tmp_path, tables), made.volumes, [made.folder] * len(made.volumes))
    before = {name: id(value) for name, value in vars(writer).items()}
    writer.end()
    assert writer.rows
    assert writer.shelf
    assert {name: id(value) for name, value in vars(writer).items()} == before


@pytest.mark.parametrize("changed", [False, True])
def test_a_released_version_is_known_in_volumes(made: Made, dataset: Dataset, tmp_path: Path, *, changed: bool) -> None:
    released = {name: hashlib.sha256((made.whole / f"{name}.csv").read_bytes()).hexdigest() for name in SCHEMAS}
    if changed:
        released["requests"] = "0" * 64
    register = write_register(tmp_path, datapackage.of_register(dataset.register))
    places = [made.folder] * len(made.volumes)
    this = Volumes(tmp_path, register, made.volumes, places, version="2.0.0", released=released).end()
    assert this.version == "2.0.0" + (UNRELEASED if changed else "")


def test_volumes_do_not_depend_on_how_parts_are_cut(
    made: Made, dataset: Dataset, judged: Mapping[Place, Judgement], tmp_path: Path
) -> None:
    for number, (lot, some) in enumerate(_lots(dataset, 3)):
        volume = datapackage.write_volume(
            tmp_path, lot, [datapackage.part(some, judged)], [datapackage.totals(some.reports)]
        )
        assert volume.files == made.volumes[number].files


def _forget_an_agency(lot: Lot) -> Lot:
    return replace(lot, register={**lot.register, "agencies": lot.register["agencies"].slice(1)})


def _forget_the_rules(lot: Lot) -> Lot:
    return replace(lot, register={**lot.register, "rules": lot.register["rules"].slice(0, 0)})


@pytest.mark.parametrize(
    ("spoil", "said"), [(_forget_an_agency, "agencies.agency_id"), (_forget_the_rules, "rules.rule")]
)
def test_rows_that_point_nowhere_are_refused(
    dataset: Dataset,
    judged: Mapping[Place, Judgement],
    tmp_path: Path,
    spoil: Callable[[Lot], Lot],
    said: str,
) -> None:
    found = [
        (lot, some) for lot, some in _lots(dataset, 3) if any(judged[r.agency, r.year].findings for r in some.reports)
    ]
    lot, some = found[0]
    with pytest.raises(BuildError, match=f"expected what {said} has"):
        datapackage.write_volume(tmp_path, spoil(lot), [datapackage.part(some, judged)], [])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_figures_that_do_not_add_up_to_the_reports_are_refused(
    dataset: Dataset, judged: Mapping[Place, Judgement], tmp_path: Path
) -> None:
    lot, some = _lots(dataset, 3)[0]
    less = [datapackage.totals(list(some.reports)[1:])]
    with pytest.raises(BuildError, match="as in the report"):
        datapackage.write_volume(tmp_path, lot, [datapackage.part(some, judged)], less)


def test_a_volume_that_was_spoilt_is_not_joined(made: Made, dataset: Dataset, tmp_path: Path) -> None:
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    spoilt = tmp_path / "volumes" / made.volumes[1].first / "requests.parquet"
    spoilt.write_bytes(spoilt.read_bytes()[:-20])
    with pytest.raises(BuildError, match=r"requests\.parquet"):
        _finished(tmp_path, dataset, made.volumes)
