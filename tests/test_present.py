"""The present site and what takes its place."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai import present
from gongkai.dataset import Folder
from gongkai.present import Packed, Pages, Present

NEW = Present({"a": Pages.of("1", ["agencies/a/2024.html"])}, packed={"regions/1": Packed("2", ())})


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def _write(top: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    return top


def _read(top: Path) -> dict[str, str]:
    return {path.relative_to(top).as_posix(): path.read_text() for path in top.rglob("*") if path.is_file()}


def test_of_a_site_that_is_not_there_nothing_is_known(folder: Folder) -> None:
    assert present.present(folder) == Present()
    present.put(folder, _write(folder.build / "site.new", {"index.html": "new"}), frozenset(), Present(), NEW)
    assert present.present(folder) == NEW
    (folder.site / "index.html").unlink()
    folder.site.rmdir()
    assert present.present(folder) == Present()


def test_a_new_site_replaces_the_old_one_whole(folder: Folder) -> None:
    _write(folder.site, {"old.html": "old", "index.html": "old"})
    present.put(folder, _write(folder.build / "site.new", {"index.html": "new"}), frozenset(), Present(), NEW)
    assert _read(folder.site) == {"index.html": "new"}
    assert [path.name for path in folder.build.iterdir() if path.name.startswith("site")] == ["site"]


def test_what_is_kept_stays_what_is_new_comes_all_else_goes(folder: Folder) -> None:
    old = {
        "index.html": "old",
        "gone.html": "old",
        "agencies/a/2023.html": "kept",
        "agencies/a/a.zip": "kept",
        "agencies/b/2023.html": "old",
        "agencies/b/2022.html": "old",
        "agencies/b/b.zip": "kept",
        "agencies/c/2023.html": "old",
        "regions/1.zip": "kept",
        "regions/1.html": "old",
        "was/a/folder.html": "old",
        "was-a-file": "old",
    }
    new = {
        "index.html": "new",
        "agencies/a/2023.html": "other",
        "agencies/b/2023.html": "new",
        "agencies/d/2023.html": "new",
        "was": "new",
        "was-a-file/index.html": "new",
    }
    _write(folder.site, old)
    kept = {"agencies/a", "agencies/b/b.zip", "regions/1.zip"}
    present.put(folder, _write(folder.build / "site.new", new), kept, Present(), NEW)
    assert _read(folder.site) == {
        **new,
        "agencies/a/2023.html": "kept",
        "agencies/a/a.zip": "kept",
        "agencies/b/b.zip": "kept",
        "regions/1.zip": "kept",
    }
    assert not (folder.site / "agencies" / "c").exists()
    assert not (folder.build / "site.new").exists()


def test_a_site_that_was_left_half_changed_is_not_known(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    present.put(folder, _write(folder.build / "site.new", {"index.html": "new"}), frozenset(), Present(), NEW)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(present, "_merge", stopped)
    with pytest.raises(KeyboardInterrupt):
        present.put(folder, _write(folder.build / "site.new", {"index.html": "newer"}), {"agencies/a"}, Present(), NEW)
    assert present.present(folder) == Present()


def test_files_are_looked_for_where_a_folder_has_changed(folder: Folder) -> None:
    pages = NEW.pages["a"]
    fresh = _write(folder.build / "site.new", dict.fromkeys(pages.addresses, "page"))
    present.put(folder, fresh, frozenset(), Present(), NEW)
    known = present.present(folder)
    assert set(known.left) == {"agencies/a"}
    assert known.has_all(folder.site, pages)
    (folder.site / "agencies" / "a" / "2024.html").unlink()
    assert known.has_all(folder.site, pages), "nothing is known of what happens meanwhile"
    assert not present.present(folder).has_all(folder.site, pages)


def test_what_other_software_made_is_not_known(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    present.put(folder, _write(folder.build / "site.new", {"index.html": "new"}), frozenset(), Present(), NEW)
    assert present.present(folder) == NEW
    monkeypatch.setattr("gongkai.cache.software", lambda: "another")
    assert present.present(folder) == Present()
