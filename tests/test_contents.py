"""What a publisher's folder holds, as digests: every file that a page is made from changes them, and no other."""

import os
from pathlib import Path

import pytest

from gongkai import contents as module
from gongkai import files
from gongkai.contents import contents, of_agencies
from gongkai.dataset import Folder
from publishers import invent


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    invent(Folder(tmp_path), 10)
    return Folder(tmp_path)


def _state(folder: Folder) -> str:
    return contents(folder, (True,)).state


@pytest.mark.parametrize(
    "name",
    [
        "mkdocs.yml",
        "docs/index.md",
        "docs/documents/of-ours.md",
        "datasets/VERSION",
        "datasets/regions.csv",
        "datasets/inbox/bureau-1-2024.yml",
        "datasets/releases/1.0.0.csv",
        "datasets/reports/bureau-1/2024.yml",
        "datasets/reports/bureau-1/1999.yml",
    ],
)
def test_what_a_site_is_made_from_changes_its_state(folder: Folder, name: str) -> None:
    before, path = _state(folder), folder.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("other\n", encoding="utf-8")
    assert _state(folder) != before


@pytest.mark.parametrize("name", ["datasets/evidence/bureau-1/2024.json", "datasets/documents/report.pdf", "build/x"])
def test_what_no_page_is_made_from_does_not(folder: Folder, name: str) -> None:
    before, path = _state(folder), folder.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("other\n", encoding="utf-8")
    assert _state(folder) == before


def test_the_state_knows_settings_and_choices(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _state(folder)
    assert contents(folder, (False,)).state != before
    monkeypatch.setenv("GONGKAI_SOMETHING", "1")
    assert _state(folder) != before


def test_an_agency_has_the_digest_of_its_own_reports(folder: Folder) -> None:
    before = of_agencies(folder)
    assert list(before) == sorted(before) == sorted(path.name for path in folder.reports.iterdir())
    first, other = before
    path = folder.report_path(first, 2024)
    path.rename(path.with_name("2030.yml"))
    after = of_agencies(folder)
    assert (after[first] != before[first], after[other]) == (True, before[other])


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports that are read."""
    really, found = files.read, []

    def reading(path: str) -> bytes:
        if str(path).endswith(".yml") and "reports" in str(path):
            found.append(path)
        return really(path)

    monkeypatch.setattr(files, "read", reading)
    return found


def test_what_has_not_been_touched_is_not_read_again(
    folder: Folder, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SOON", -3_600_000_000_000)  # all that is there has settled
    before, path = of_agencies(folder), folder.reports / "bureau-1" / "2024.yml"
    read.clear()
    assert of_agencies(folder) == before
    assert not read
    times, content = path.stat(), path.read_bytes()
    path.write_bytes(content.replace(b"2024", b"2042"))  # as many bytes, and as old
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    changed = of_agencies(folder)
    assert {name for name in before if before[name] != changed[name]} == {"bureau-1"}
    assert {Path(name).parent.name for name in read} == {"bureau-1"}
    path.write_bytes(content)
    assert of_agencies(folder) == before


def test_what_was_written_just_now_is_read_again(folder: Folder, read: list[str]) -> None:
    of_agencies(folder)
    read.clear()
    of_agencies(folder)
    assert len(read) == sum(1 for _ in folder.reports.rglob("*.yml")), "a file system may not tell two changes apart"
