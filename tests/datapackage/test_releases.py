"""Versions of the data: the right step, changes that people can read, and nothing where nothing changed."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from gongkai import datapackage
from gongkai.datapackage import changelog, releases
from gongkai.datapackage.changes import Changes, compare
from gongkai.datapackage.snapshot import Snapshot
from gongkai.dataset import Dataset, History
from gongkai.errors import DataError
from gongkai.rules import Judgement, judgements
from gongkai.text import LANGUAGES

Tables = dict[str, pd.DataFrame]
SUQIAN = "suqian-peoples-government"
ATOM = "{http://www.w3.org/2005/Atom}"


def _tables(dataset: Dataset) -> Tables:
    judged: Mapping[tuple[str, int], Judgement] = {
        (one.agency, one.year): found for history in dataset.histories for one, found in judgements(history)
    }
    return datapackage.tables(dataset, judged)


def _with(dataset: Dataset, change: Callable[[History], History | None]) -> Dataset:
    return replace(dataset, histories=tuple(kept for one in dataset.histories if (kept := change(one))))


def _without_suqian_2024(history: History) -> History:
    return replace(
        history, reports={y: r for y, r in history.reports.items() if (history.agency.agency_id, y) != (SUQIAN, 2024)}
    )


def _corrected(history: History) -> History:
    if history.agency.agency_id != SUQIAN:
        return history
    report = history.reports[2024]
    rows = report.figures["requests"]
    row = rows["granted"]
    figures = {**report.figures, "requests": {**rows, "granted": (7, None, *row[2:])}}
    return replace(history, reports={**history.reports, 2024: replace(report, figures=figures)})


@pytest.fixture(scope="module")
def folder(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases: without a report, with it, with two figures corrected."""
    made = tmp_path_factory.mktemp("releases")
    first = _tables(_with(dataset, _without_suqian_2024))
    assert releases.release(first, made, first="1.0.0", day="2026-01-01") is not None
    assert releases.release(_tables(dataset), made, first="9.9.9", day="2026-02-02") is not None
    assert releases.release(_tables(_with(dataset, _corrected)), made, first="9.9.9", day="2026-03-03") is not None
    return made


def test_each_release_is_a_step_on(folder: Path) -> None:
    found = [(one.version, one.since, one.date, one.changes.step) for one in releases.read(folder)]
    assert found == [
        ("1.1.1", "1.1.0", "2026-03-03", "patch"),
        ("1.1.0", "1.0.0", "2026-02-02", "minor"),
        ("1.0.0", "", "2026-01-01", "first"),
    ]


def test_nothing_changed_makes_no_release(folder: Path, dataset: Dataset) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = releases.release(_tables(_with(dataset, _corrected)), folder, first="9.9.9", day="2030-01-01")
    assert again is None
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_archive_is_the_package_of_that_version(folder: Path) -> None:
    with zipfile.ZipFile(folder / "1.1.0.zip") as archive:
        assert '"version": "1.1.0"' in archive.read("datapackage.json").decode()


def test_a_new_report_is_named(folder: Path, dataset: Dataset) -> None:
    changes = releases.read(folder)[1].changes
    assert [(one.agency.id, one.year) for one in changes.reports_added] == [(SUQIAN, 2024)]
    assert (changes.reports_removed, changes.figures, changes.agencies_added) == ((), (), ())
    rows = {one.table.id: (one.added, one.removed) for one in changes.tables}
    report = next(one for one in dataset.reports if (one.agency, one.year) == (SUQIAN, 2024))
    assert rows["requests"] == (sum(map(len, report.figures["requests"].values())), 0)


def test_corrected_figures_are_named_with_what_they_were(folder: Path, dataset: Dataset) -> None:
    report = next(one for one in dataset.reports if (one.agency, one.year) == (SUQIAN, 2024))
    before = report.figures["requests"]["granted"]
    found = {one.cell: (one.before, one.after) for one in releases.read(folder)[0].changes.figures}
    assert found == {
        "requests.granted.natural_person": (str(before[0]), "7"),
        "requests.granted.business": (str(before[1]), ""),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_can_read_what_changed(language: str, folder: Path, dataset: Dataset) -> None:
    report = next(one for one in dataset.reports if (one.agency, one.year) == (SUQIAN, 2024))
    number = report.figures["requests"]["granted"][0]
    text = changelog.markdown(releases.read(folder), language)  # type: ignore[arg-type]
    expected = {
        "zh": [
            "## 1.1.1（2026-03-03）",
            "更正数字 2 处",
            f"予以公开，自然人：{number} → 7",
            "→ 未填",
            "宿迁市人民政府：2024 年",
        ],
        "en": ["## 1.1.1 (2026-03-03)", "Figures corrected: 2", f"Disclosed, Natural persons: {number} → 7", "→ blank"],
    }[language]
    for words in expected:
        assert words in text, words
    assert not re.search(r"(新增|减少|改动|added|removed|changed) 0", text)


def _compared(before: Tables, after: Tables, tmp_path: Path) -> Changes:
    archives = []
    for name, tables in (("before", before), ("after", after)):
        datapackage.write(tables, tmp_path / name)
        archives.append(Snapshot(tmp_path / name / "gongkai.zip"))
    changes = compare(*archives)
    assert changes is not None
    return changes


def _rows_dropped(tables: Tables, name: str, wrong: pd.Series) -> Tables:
    return {**tables, name: tables[name][~wrong].reset_index(drop=True)}


def test_a_code_removed_is_major(tables: Tables, tmp_path: Path) -> None:
    codes = tables["codes"]
    fewer = _rows_dropped(tables, "codes", (codes["list"] == "outcome") & (codes["code"] == "granted"))
    changes = _compared(tables, fewer, tmp_path)
    assert changes.step == "major"
    assert [(one.id, one.name.en) for one in changes.codes_removed] == [("outcome.granted", "Disclosed")]


def test_a_code_added_is_minor(tables: Tables, tmp_path: Path) -> None:
    codes = tables["codes"]
    fewer = _rows_dropped(tables, "codes", (codes["list"] == "outcome") & (codes["code"] == "granted"))
    changes = _compared(fewer, tables, tmp_path)
    assert (changes.step, [one.id for one in changes.codes_added]) == ("minor", ["outcome.granted"])


def test_a_report_taken_back_is_major(dataset: Dataset, tables: Tables, tmp_path: Path) -> None:
    changes = _compared(tables, _tables(_with(dataset, _without_suqian_2024)), tmp_path)
    assert changes.step == "major"
    assert [(one.agency.id, one.year) for one in changes.reports_removed] == [(SUQIAN, 2024)]


@pytest.mark.parametrize(("old", "new", "step"), [("note", "", "major"), ("", "note", "minor")])
def test_fields_that_come_and_go(old: str, new: str, step: str, tables: Tables, tmp_path: Path) -> None:
    for name, field in (("before", old), ("after", new)):
        datapackage.write(tables, tmp_path / name)
        if field:
            _with_field(tmp_path / name / "gongkai.zip", "rules", field)
    changes = compare(Snapshot(tmp_path / "before" / "gongkai.zip"), Snapshot(tmp_path / "after" / "gongkai.zip"))
    assert changes is not None
    assert changes.step == step
    assert [one.id for one in (*changes.fields_added, *changes.fields_removed)] == ["rules.note"]


def _with_field(archive: Path, table: str, field: str) -> None:
    """Add a field to a table of an archive, as an older or newer version of the software might have had it."""
    with zipfile.ZipFile(archive) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    head, *rows = parts[f"{table}.csv"].splitlines()
    parts[f"{table}.csv"] = "\n".join([f"{head},{field}", *(f"{row},x" for row in rows)]) + "\n"
    described = parts["datapackage.json"]
    place = described.index('"fields": [', described.index(f'"path": "{table}.csv"')) + len('"fields": [')
    parts["datapackage.json"] = f'{described[:place]}{{"name": "{field}", "type": "string"}},{described[place:]}'
    with zipfile.ZipFile(archive, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)


def test_a_finding_that_goes_is_a_correction(tables: Tables, tmp_path: Path) -> None:
    fewer = _rows_dropped(
        tables, "findings", tables["findings"]["finding_id"] == tables["findings"]["finding_id"].iloc[0]
    )
    assert _compared(tables, fewer, tmp_path / "less").step == "patch"
    assert _compared(fewer, tables, tmp_path / "more").step == "patch"


def test_a_broken_record_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "1.0.0.json").write_bytes((folder / "1.0.0.json").read_bytes())
    with pytest.raises(DataError, match=r"1\.0\.0\.json"):
        releases.read(tmp_path)
    (tmp_path / "1.0.0.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        releases.read(tmp_path)


@pytest.mark.parametrize("url", ["", "https://gongkai.example/"])
def test_versions_are_published_with_a_feed(url: str, folder: Path, tmp_path: Path) -> None:
    found = releases.read(folder)
    datapackage.publish_versions(found, folder, tmp_path, url)
    for one in found:
        assert datapackage.validate(tmp_path / "data" / one.version) == ()
        assert (tmp_path / "data" / one.version / "gongkai.zip").read_bytes() == (
            folder / f"{one.version}.zip"
        ).read_bytes()
    for place, heading in (("data", "1.1.1（2026-03-03）"), ("en/data", "1.1.1 (2026-03-03)")):
        root = ET.fromstring((tmp_path / place / "feed.xml").read_bytes())  # noqa: S314  written by the test's own code
        entries = root.findall(f"{ATOM}entry")
        assert entries[0].findtext(f"{ATOM}title") == heading
        assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(found)
        for part in (root, *entries):
            assert part.findtext(f"{ATOM}updated")
            assert (part.find(f"{ATOM}link") is not None) is bool(url)
