"""Archives, made at once or joined: what any program for zip files finds in them."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.datapackage.archive import join_archives, packed, piece, write_archive
from gongkai.errors import BuildError


@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9_/-]{0,20}[.]csv", fullmatch=True), st.lists(st.binary(), min_size=1))
)
def test_files_are_found_whole_in_whatever_pieces_they_came(files: dict[str, list[bytes]]) -> None:
    made = packed((name, [piece(part) for part in parts]) for name, parts in files.items())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: b"".join(parts) for name, parts in files.items()
        }


def test_a_piece_can_be_used_again_and_nothing_tells_when() -> None:
    shared = piece(b"a,b\n" * 100)
    made = packed([("a.csv", [shared, piece(b"1,2\n")]), ("b.csv", [shared, shared])])
    assert made == packed([("a.csv", [shared, piece(b"1,2\n")]), ("b.csv", [shared, shared])])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("b.csv") == b"a,b\n" * 200
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644
            assert info.compress_size < info.file_size


def _files(folder: Path, contents: Mapping[str, str]) -> list[Path]:
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_text(content)
    return [folder / name for name in contents]


@pytest.fixture
def volumes(tmp_path: Path) -> list[Path]:
    """Two archives of the same tables, each in a folder of its own, and between them one with nothing."""
    made = [tmp_path / f"{name}.zip" for name in "bca"]
    for path in made:
        name = path.stem
        tables = {"requests.csv": f"{name},1\n" * 500, "empty.csv": "", "about.csv": name} if name != "c" else {}
        write_archive(_files(tmp_path / name, tables), path, f"volumes/{name}")
    return made


#: What is found in those archives joined, and two files more.
FOUND = {
    "volumes/b/about.csv": "b",
    "volumes/b/empty.csv": "",
    "volumes/b/requests.csv": "b,1\n" * 500,
    "volumes/a/about.csv": "a",
    "volumes/a/empty.csv": "",
    "volumes/a/requests.csv": "a,1\n" * 500,
    "agencies.csv": "x" * 3000,
    "datapackage.json": "{}",
}


def _joined(volumes: list[Path], path: Path) -> Path:
    more = path.parent / f"more-{path.stem}"
    join_archives(volumes, _files(more, {"datapackage.json": "{}", "agencies.csv": "x" * 3000}), path)
    return path


def _contents(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _accepted(path: Path) -> bool:
    """Whether unzip, where it is here, finds nothing to complain of."""
    return not shutil.which("unzip") or subprocess.run(["unzip", "-tq", path], check=False).returncode == 0


def test_joined_archives_have_all_files_in_their_order(volumes: list[Path], tmp_path: Path) -> None:
    joined = _joined(volumes, tmp_path / "joined.zip")
    assert list(_contents(joined).items()) == list(FOUND.items())
    assert _accepted(joined)


def test_files_are_joined_as_they_are_packed(volumes: list[Path], tmp_path: Path) -> None:
    joined, again = (_joined(volumes, tmp_path / f"{name}.zip") for name in ("joined", "again"))
    assert joined.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(volumes[0]) as archive:
        start = archive.infolist()[-1].header_offset
        assert joined.read_bytes()[:start] == volumes[0].read_bytes()[:start]
    with zipfile.ZipFile(joined) as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644
            assert info.compress_type == zipfile.ZIP_DEFLATED
            assert info.flag_bits == 0


def test_one_archive_alone_stays_what_it_is(volumes: list[Path], tmp_path: Path) -> None:
    join_archives(volumes[:1], [], tmp_path / "joined.zip")
    assert (tmp_path / "joined.zip").read_bytes() == volumes[0].read_bytes()


def test_archives_beyond_four_gigabytes_can_be_joined_again(
    volumes: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as small:
        small.setattr(zipfile, "ZIP64_LIMIT", 100)
        write_archive(_files(tmp_path / "long", {"long.csv": "y" * 1000}), tmp_path / "long.zip")
        joined = _joined([*volumes, tmp_path / "long.zip"], tmp_path / "joined.zip")
        write_archive(_files(tmp_path / "other", {"other.csv": "z" * 1000}), tmp_path / "other.zip")
        join_archives([tmp_path / "other.zip", joined], [], tmp_path / "twice.zip")
    for path, others in ((joined, {}), (tmp_path / "twice.zip", {"other.csv": "z" * 1000})):
        assert b"PK\6\6" in path.read_bytes()
        assert _contents(path) == {**others, **FOUND, "long.csv": "y" * 1000}
        assert _accepted(path)


def test_joined_archives_may_have_more_files_than_fit_in_two_bytes(tmp_path: Path) -> None:
    content = [piece(b"a,b\n")]
    for part in "ab":
        (tmp_path / part).write_bytes(packed((f"{part}/{number}.csv", content) for number in range(33_000)))
    join_archives([tmp_path / "a", tmp_path / "b"], [], tmp_path / "joined.zip")
    with zipfile.ZipFile(tmp_path / "joined.zip") as archive:
        assert len(archive.namelist()) == 66_000
        assert archive.read("a/0.csv") == archive.read("b/32999.csv") == b"a,b\n"
    assert _accepted(tmp_path / "joined.zip")


@pytest.mark.parametrize(
    "spoil",
    [lambda content: content[:-30], lambda content: content[:100] + content[101:], lambda _: b""],
)
def test_a_broken_archive_is_named_and_what_was_there_stays(
    spoil: Callable[[bytes], bytes], volumes: list[Path], tmp_path: Path
) -> None:
    volumes[2].write_bytes(spoil(volumes[2].read_bytes()))
    joined = tmp_path / "joined" / "joined.zip"
    _files(joined.parent, {joined.name: "before"})
    with pytest.raises(BuildError, match=r"a\.zip: not a whole zip archive") as caught:
        join_archives(volumes, [], joined)
    assert "a.zip：不是完整的 ZIP 压缩包" in caught.value.text("zh")
    assert joined.read_text() == "before"
    assert [*joined.parent.iterdir()] == [joined]


def test_no_two_files_have_the_same_name(volumes: list[Path], tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"named volumes/b/about\.csv, volumes/b/empty\.csv, volumes/b/requests\.csv$"):
        join_archives([*volumes, volumes[0]], [], tmp_path / "joined.zip")
    assert not (tmp_path / "joined.zip").exists()
