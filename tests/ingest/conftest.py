"""A publisher's folder and one of documents, both new."""

from pathlib import Path

import pytest

from gongkai.dataset import Folder
from made_up.folders import publisher


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return publisher(tmp_path / "site")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers"
