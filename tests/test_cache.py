"""What is kept between builds."""

from pathlib import Path

import pytest

from gongkai import cache
from gongkai.errors import BuildError


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    cache.save(tmp_path / "there" / "one", {"a": (1, None)})
    assert cache.load(tmp_path / "there" / "one") == {"a": (1, None)}
    path = cache.keep(tmp_path, ["x"])
    assert cache.keep(tmp_path, ["x"]) == path
    assert cache.load(path) == ["x"]


def test_what_is_missing_or_broken_is_none(tmp_path: Path) -> None:
    assert cache.load(tmp_path / "none") is None
    cache.save(tmp_path / "cut", list(range(1000)))
    content = (tmp_path / "cut").read_bytes()
    for broken in (b"", content[:-1], content[:40], bytes([content[0] ^ 1]) + content[1:]):
        (tmp_path / "cut").write_bytes(broken)
        assert cache.load(tmp_path / "cut") is None


def test_parts_are_told_apart() -> None:
    assert cache.digest("ab", "c") != cache.digest("a", "bc")
    assert cache.digest("ab") == cache.digest(b"ab")
    assert len(cache.software()) == 64


def test_what_a_build_kept_and_somebody_spoilt_is_told(tmp_path: Path) -> None:
    cache.save(tmp_path / "one", ["x"])
    assert cache.kept(tmp_path / "one") == ["x"]
    (tmp_path / "one").write_bytes(b"x")
    with pytest.raises(BuildError, match="build/cache/"):
        cache.kept(tmp_path / "one")


def test_what_nobody_needs_goes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    cache.save(one, 1)
    cache.save(other, 2)
    cache.prune(tmp_path, [one, tmp_path / "never-there"])
    assert list(tmp_path.iterdir()) == [one]
    cache.prune(tmp_path / "no-folder", [])


def test_equal_values_are_the_same_bytes() -> None:
    word = "word"
    assert cache.by_value([word, word]) == cache.by_value([word, str(b"word", "ascii")])
    assert cache.by_value([1, "1"]) != cache.by_value(["1", 1])
