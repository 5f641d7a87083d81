"""A publisher's folder, read."""

from pathlib import Path
from shutil import copytree

import pytest

from gongkai.dataset import Folder, load
from gongkai.errors import DataError
from places import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    copytree(ROOT / "datasets", tmp_path / "datasets")
    return Folder(tmp_path)


def test_the_projects_own_data_has_no_problem() -> None:
    dataset = load(Folder(ROOT))
    assert dataset.problems == ()
    assert len(dataset.histories) == 8
    assert sum(1 for _ in dataset.reports) == 11
    assert dataset.register.agencies.keys() == {history.agency.agency_id for history in dataset.histories}


def test_one_bad_report_stops_no_other(folder: Folder) -> None:
    bad = folder.report_path("suqian-peoples-government", 2024)
    bad.write_text("year: [", encoding="utf-8")
    dataset = load(folder)
    assert sum(1 for _ in dataset.reports) == 10
    assert [problem.file for problem in dataset.problems] == ["datasets/reports/suqian-peoples-government/2024.yml"]


@pytest.mark.parametrize(
    ("new_name", "said"),
    [
        ("suqian-peoples-government/2022.yml", "should stand at suqian-peoples-government/2024.yml"),
        ("other/2024.yml", "should stand at"),
    ],
)
def test_a_report_in_the_wrong_place_is_said(folder: Folder, new_name: str, said: str) -> None:
    target = folder.reports / new_name
    target.parent.mkdir(exist_ok=True)
    folder.report_path("suqian-peoples-government", 2024).rename(target)
    (problem,) = load(folder).problems
    assert said in problem.text("en")


def test_a_report_of_an_unknown_agency_is_said(folder: Folder) -> None:
    text = folder.agencies.read_text(encoding="utf-8")
    folder.agencies.write_text(
        "".join(line for line in text.splitlines(keepends=True) if not line.startswith("hongze")), encoding="utf-8"
    )
    assert {problem.message.en.split(";")[0] for problem in load(folder).problems} == {
        "agencies.csv has no “hongze-peoples-government”"
    }


def test_a_folder_that_is_none_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="gongkai init"):
        load(Folder(tmp_path))
