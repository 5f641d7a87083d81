"""Fixtures for all tests: the project's site, built once a worker."""

from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import settings

from gongkai import pipeline
from gongkai.dataset import Folder
from places import ROOT

# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def copy_of_project(root: Path) -> Folder:
    """A publisher's folder with the project's own pages and data, to build or to break."""
    for name in ("docs", "datasets"):
        copytree(ROOT / name, root / name)
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    return Folder(root)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The project's site as built; tests only read it."""
    folder = copy_of_project(tmp_path_factory.mktemp("project"))
    pipeline.build(folder)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Folder:
    """A copy of the project's pages and data that a test may change."""
    return copy_of_project(tmp_path)
