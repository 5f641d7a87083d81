"""Excerpts of a chapter stand in one file, and each is read alone."""

from pathlib import Path

import pytest

from gongkai.chapters.excerpting import Excerpted
from gongkai.errors import BuildError

FOUND = {"sums/2024": b"one", "empty": b"", "values/x/2024": b"three", "briefs/2024/county": b"four"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_each_is_read_alone_and_in_the_file_s_order(path: Path) -> None:
    kept = Excerpted.keep(path, FOUND)
    assert dict(kept.read(path, FOUND.keys())) == FOUND
    assert list(kept.read(path, {"briefs/2024/county", "sums/2024", "unknown"})) == [
        ("sums/2024", b"one"),
        ("briefs/2024/county", b"four"),
    ]


def test_where_none_is_wanted_no_file_is_opened(path: Path) -> None:
    kept = Excerpted.keep(path, FOUND)
    path.unlink()
    assert not list(kept.read(path, {"unknown"}))


@pytest.mark.parametrize("spoilt", [b"onethreefouX", b"one"])
def test_a_spoilt_one_is_refused_and_the_others_are_read(path: Path, spoilt: bytes) -> None:
    kept = Excerpted.keep(path, FOUND)
    path.write_bytes(spoilt)
    assert list(kept.read(path, {"sums/2024"})) == [("sums/2024", b"one")]
    with pytest.raises(BuildError, match="build/cache"):
        list(kept.read(path, {"briefs/2024/county"}))
