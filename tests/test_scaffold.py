"""A new publisher's folder."""

from pathlib import Path

import pytest

from gongkai import scaffold
from gongkai.dataset import Folder, load
from gongkai.errors import BuildError


def test_a_new_folder_reads_as_a_dataset_without_reports(tmp_path: Path) -> None:
    made = scaffold.make(tmp_path / "my-city")
    dataset = load(Folder(tmp_path / "my-city"))
    assert dataset.histories == ()
    assert dataset.register.agencies == {}
    assert len(dataset.register.regions) > 3000
    assert {"mkdocs.yml", "regions.csv", "agencies.csv"} <= {path.name for path in made}


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("mine")
    with pytest.raises(BuildError, match="not an empty folder"):
        scaffold.make(tmp_path)
    assert (tmp_path / "mkdocs.yml").read_text() == "mine"
