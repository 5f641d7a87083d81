"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from gongkai import files


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    files.write(tmp_path / "a" / "b.txt", "字\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "字\n".encode()


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "kept.txt"
    files.write(target, "old")
    with pytest.raises(UnicodeEncodeError):
        files.write(target, "\ud800")
    with pytest.raises(OSError, match="directory"):
        files.write(target / "below" / "x", "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_rename_that_fails_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "folder" / "full").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        files.write(tmp_path / "folder", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_new_file_is_written_whole_over_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    for text in ("一二三\r\n", "", "a"):
        files.create(str(path), text)
        assert path.read_bytes() == text.encode()
