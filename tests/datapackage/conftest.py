"""The project's own package, made once: dataset, judgements, tables, and the folder it is written to."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from gongkai import datapackage
from gongkai.dataset import Dataset, Folder, load
from gongkai.rules import Judgement, judgements
from places import ROOT


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The real reports."""
    return load(Folder(ROOT))


@pytest.fixture(scope="session")
def judged(dataset: Dataset) -> Mapping[tuple[str, int], Judgement]:
    """What the rules say of them."""
    return {
        (report.agency, report.year): found for history in dataset.histories for report, found in judgements(history)
    }


@pytest.fixture(scope="session")
def tables(dataset: Dataset, judged: Mapping[tuple[str, int], Judgement]) -> dict[str, pd.DataFrame]:
    """Every table."""
    return datapackage.tables(dataset, judged)


@pytest.fixture(scope="session")
def package(tables: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as written; tests only read it."""
    folder = tmp_path_factory.mktemp("package")
    datapackage.write(tables, folder)
    return folder
