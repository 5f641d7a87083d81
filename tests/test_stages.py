"""A build in chapters: the same bytes whoever does the work, nothing done twice, nothing lost with a worker."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai import chapters, executors, pipeline
from gongkai.chapters import summing
from gongkai.dataset import Folder, agency_folders
from gongkai.errors import BuildError
from gongkai.text import Text
from gongkai.work import HERE, Workers
from made_up import clusters
from made_up.killers import deadly
from publishers import invent

_REPORTS = 400


@pytest.fixture(scope="module", autouse=True)
def _in_volumes() -> Iterator[None]:
    """The package is in volumes, so that workers write it too."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("gongkai.packaging.MOST_WHOLE", 0)
        patched.setattr("gongkai.chapters.binding._LEAST", 20)
        yield


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("publisher"))
    invent(folder, _REPORTS)
    return folder


@pytest.fixture(scope="module")
def sums(publisher: Folder) -> dict[str, str]:
    """The site as this process alone builds it."""
    pipeline.build(publisher, HERE)
    assert len(list((publisher.site / "data" / "volumes").glob("*.zip"))) > 1
    return _sums(publisher.site)


def _sums(site: Path) -> dict[str, str]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_chapters_hold_every_agency_once_in_order(publisher: Folder) -> None:
    names = agency_folders(publisher)
    found = chapters.chapters(names)
    assert [name for chapter in found for name in chapter] == names
    assert len(found) > 1
    assert not chapters.chapters([])


def test_a_new_agency_moves_few_chapters() -> None:
    names = [f"bureau-{number:05}" for number in range(3000)]
    before, after = chapters.chapters(names), chapters.chapters(sorted([*names, "bureau-01000-a"]))
    assert len(set(before) - set(after)) == 1
    assert max(map(len, before)) <= 64


def test_processes_build_the_same_bytes(publisher: Folder, sums: dict[str, str]) -> None:
    _forget(publisher)
    pipeline.build(publisher, Workers(2), anew=True)
    assert _sums(publisher.site) == sums
    assert not list((publisher.cache / "common").iterdir())


def test_a_cluster_builds_the_same_bytes(publisher: Folder, sums: dict[str, str], cluster: str) -> None:
    _forget(publisher)
    pipeline.build(publisher, Workers(2, executors.cluster(cluster)), anew=True)
    assert _sums(publisher.site) == sums


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    with clusters.cluster(tmp_path) as address:
        yield address


def _forget(folder: Folder) -> None:
    """Nothing is kept of what was read and judged."""
    for kept in ("read", "alike", "judged", "summed", "found", "bound"):
        for path in (folder.cache / kept).iterdir():
            path.unlink()


def test_what_was_kept_and_is_gone_or_spoilt_is_made_again(publisher: Folder, sums: dict[str, str]) -> None:
    kept = [*publisher.cache.glob("*/*.told"), *publisher.cache.glob("alike/*"), *publisher.cache.glob("summed/*")]
    for number, path in enumerate(sorted(kept)):
        path.write_bytes(path.read_bytes()[:-1]) if number % 2 else path.unlink()
    for ending in ("prints", "part"):
        next(publisher.cache.glob(f"*/*.{ending}")).unlink()
    pipeline.build(publisher, HERE, anew=True)
    assert _sums(publisher.site) == sums


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    found = list(Workers(2).each(Text(zh="", en=""), deadly, [(number, mark) for number in range(20)]))
    assert found == list(range(20))
    assert mark.exists()


def test_a_worker_that_is_killed_twice_ends_the_build() -> None:
    with pytest.raises(BuildError, match="killed"):
        list(Workers(2).each(Text(zh="", en=""), os._exit, [9] * 8))


def test_sums_of_some_chapters_are_the_sum_of_all(
    publisher: Folder, sums: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summing, "_TOGETHER", 2)
    pipeline.build(publisher, HERE, anew=True)
    assert _sums(publisher.site) == sums


def test_what_was_read_and_judged_is_kept(publisher: Folder, sums: dict[str, str]) -> None:
    pipeline.build(publisher, HERE, anew=True)
    kept = _times(publisher)
    pipeline.build(publisher, HERE, anew=True)
    assert _times(publisher) == kept
    assert _sums(publisher.site) == sums


def _times(folder: Folder) -> dict[Path, int]:
    kept = [
        path for stage in ("read", "alike", "judged", "summed", "found") for path in (folder.cache / stage).iterdir()
    ]
    assert len(kept) > len(chapters.chapters(agency_folders(folder)))
    return {path: path.stat().st_mtime_ns for path in kept}
