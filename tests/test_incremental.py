"""A site that is brought up to date, edit after edit, is byte for byte the site that is built of the same data anew."""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from gongkai import pipeline
from gongkai.cell import Cell
from gongkai.dataset import Folder, load, load_report, save_report
from gongkai.register import Agency, Register, write_agencies
from gongkai.report import Report
from gongkai.surveying import Survey
from gongkai.website import Site
from gongkai.website.overall import NEWEST
from gongkai.website.staging import template_source
from gongkai.work import HERE, Workers
from invented import with_figure
from publishers import YEARS, invent, invented

_REPORTS = 40
#: Edits between two builds, at most; builds.
_EDITS, _BUILDS = 5, 3


def _any_report(folder: Folder, chance: Random) -> Report:
    return chance.choice(list(load(folder).reports))


def change(folder: Folder, chance: Random) -> None:
    """One figure of a report is another."""
    report = _any_report(folder, chance)
    cell, value = chance.choice(list(report.cells()))
    save_report(folder, with_figure(report, cell, (value or 0) + chance.randrange(1, 9)))


def copy(folder: Folder, chance: Random) -> None:
    """A report has the text of another: both are alike, and what either was like before it is no more."""
    one, other = _any_report(folder, chance), _any_report(folder, chance)
    save_report(folder, replace(one, facts=other.facts))


def remove(folder: Folder, chance: Random) -> None:
    """A report goes."""
    report = _any_report(folder, chance)
    folder.report_path(report.agency, report.year).unlink()


def add(folder: Folder, chance: Random) -> None:
    """A report comes, of an agency that had one already; perhaps of a year that no other report is of."""
    report = _any_report(folder, chance)
    year = chance.choice([*YEARS, max(YEARS) + 1])
    form = next(one.form for one in load(folder).reports if one.year == min(year, max(YEARS)))
    if form == report.form:
        save_report(folder, replace(report, year=year, title=f"某机关{year}年年报"))


def leave(folder: Folder, chance: Random) -> None:
    """An agency has no reports any more."""
    shutil.rmtree(folder.report_path(_any_report(folder, chance).agency, 0).parent)


def arrive(folder: Folder, chance: Random) -> None:
    """There is a new agency, with its reports."""
    one = chance.choice(list(folder.register().agencies.values()))
    other = replace(one, agency_id=f"{one.agency_id}-{chance.randrange(100)}", name=f"{one.name}二处")
    _register(folder, {**folder.register().agencies, other.agency_id: other})
    for report in invented(other, chance.randrange(100)):
        save_report(folder, report)


def enrol(folder: Folder, chance: Random) -> None:
    """There is an agency without a report, anywhere in the country: perhaps the only one of its province."""
    register = folder.register()
    one = chance.choice(list(register.agencies.values()))
    code = chance.choice(list(register.regions))
    other = replace(one, agency_id=f"silent-{chance.randrange(100)}", region_code=code, successor_id="")
    _register(folder, {**register.agencies, other.agency_id: other})


def rename(folder: Folder, chance: Random) -> None:
    """An agency has another name, kind or end, or one that took over."""
    agencies = dict(folder.register().agencies)
    one = chance.choice(list(agencies.values()))
    others: tuple[dict[str, str], ...] = (
        {"name": f"{one.name}（新）", "name_en": f"New {one.name_en}"},
        {"kind": "institution"},
        {"valid_to": "2022-05-01", "successor_id": chance.choice(sorted(agencies.keys() - {one.agency_id}))},
    )
    _register(folder, agencies | {one.agency_id: replace(one, **chance.choice(others))})


def _register(folder: Folder, agencies: dict[str, Agency]) -> None:
    known: Register = folder.register()
    valid = (one for one in agencies.values() if one.region_code in known.regions)
    folder.agencies.write_text(write_agencies(valid), encoding="utf-8")


def rename_region(folder: Folder, chance: Random) -> None:
    """A region that has an agency is called otherwise."""
    code = chance.choice(list(folder.register().agencies.values())).region_code
    lines = folder.regions.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(place for place, line in enumerate(lines) if line.startswith(f"{code},"))
    words = lines[place].split(",")
    lines[place] = ",".join([words[0], f"{words[1]}新", *words[2:]])
    folder.regions.write_text("".join(lines), encoding="utf-8")


def change_template(folder: Folder, chance: Random) -> None:
    """A template page of the publisher's own takes the place of the package's, or goes."""
    name = chance.choice(["report", "agency", "region", "year", "indicator"])
    own = folder.docs / "templates" / f"{name}.md"
    if own.exists():
        own.unlink()
        return
    own.parent.mkdir(exist_ok=True)
    own.write_text(template_source(folder, name) + "\n\n## 说明\n", encoding="utf-8")


def wait(folder: Folder, chance: Random) -> None:
    """A report waits in the inbox, so that the agency and year are shown as in doubt."""
    agency = chance.choice(list(folder.register().agencies))
    folder.inbox.mkdir(exist_ok=True)
    (folder.inbox / f"{agency}-{chance.choice(YEARS)}.yml").write_text("doubts: []\n", encoding="utf-8")


def name_version(folder: Folder, chance: Random) -> None:
    """The data have another version."""
    (folder.datasets / "VERSION").write_text(f"1.{chance.randrange(100)}.0\n", encoding="utf-8")


EDITS: tuple[Callable[[Folder, Random], None], ...] = (
    change,
    change,
    change,
    copy,
    copy,
    remove,
    add,
    leave,
    arrive,
    enrol,
    rename,
    rename_region,
    change_template,
    wait,
    name_version,
)


@pytest.fixture
def in_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages are in volumes, small ones too, of a few agencies each."""
    monkeypatch.setattr("gongkai.packaging.MOST_WHOLE", 0)
    monkeypatch.setattr("gongkai.chapters.binding._LEAST", 2)
    monkeypatch.setattr("gongkai.chapters.task._USUAL", 2)


@pytest.mark.usefixtures("in_volumes")
@pytest.mark.parametrize("seed", range(2, 4))
def test_edits_bring_a_site_in_volumes_to_what_a_new_one_is(tmp_path: Path, seed: int) -> None:
    test_edits_bring_a_site_to_what_a_new_one_is(tmp_path, seed)
    assert len(list((tmp_path / "edited" / "build" / "site" / "data" / "volumes").glob("*.zip"))) > 1


@pytest.mark.parametrize("seed", range(2))
def test_edits_bring_a_site_to_what_a_new_one_is(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  which edits
    folder, other = Folder(tmp_path / "edited"), Folder(tmp_path / "anew")
    folder.root.mkdir()
    invent(folder, _REPORTS)
    pipeline.build(folder, HERE)
    for _ in range(_BUILDS):
        edits = chance.choices(EDITS, k=chance.randrange(1, _EDITS + 1))
        for edit in edits:
            edit(folder, chance)
        done = pipeline.build(folder, Workers(0, workbooks=bool(seed % 2)))
        assert _sums(folder.site) == _sums(_anew(folder, other, workbooks=bool(seed % 2)).site), edits
        assert done.pages == len(list(folder.site.rglob("*.html")))


@pytest.mark.usefixtures("in_volumes")
@pytest.mark.parametrize("guess", ["right", "wrong"])
def test_what_is_begun_before_a_volume_is_there_is_made_again_where_it_was_another_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guess: str
) -> None:
    folder, other, chance = Folder(tmp_path / "edited"), Folder(tmp_path / "anew"), Random(1)  # noqa: S311  likewise
    folder.root.mkdir()
    invent(folder, _REPORTS)
    pipeline.build(folder, HERE)
    begun, really = [], Survey.begin

    def begin(survey: Survey, site: Site, workers: Workers) -> None:
        begun.append(site.edition)
        edition = site.edition and replace(site.edition, created="1999-01-01")
        really(survey, site if guess == "right" else replace(site, edition=edition), workers)

    monkeypatch.setattr(Survey, "begin", begin)
    change(folder, chance)
    pipeline.build(folder, Workers(2, workbooks=False))
    assert len(begun) == 1
    assert _sums(folder.site) == _sums(_anew(folder, other, workbooks=False).site)


def test_a_province_without_a_report_has_its_pages(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    invent(folder, 5)
    ((agency, *_), regions) = list(folder.register().agencies.values()), folder.register().regions
    far = next(one for one in regions.values() if one.region_code[:2] != agency.region_code[:2])
    silent = replace(agency, agency_id="silent", region_code=far.region_code)
    _register(folder, {agency.agency_id: agency, "silent": silent})
    pipeline.build(folder, HERE)
    assert agency.name in (folder.site / "regions" / f"{far.region_code}.html").read_text(encoding="utf-8")


def test_what_somebody_took_away_comes_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    invent(folder, _REPORTS)
    pipeline.build(folder, HERE)
    before = _sums(folder.site)
    agency = next(folder.reports.iterdir()).name
    for name in (f"agencies/{agency}/{max(YEARS)}.html", f"agencies/{agency}/{agency}.zip"):
        (folder.site / name).unlink()
    kept = _kept(folder)
    change(folder, Random(1))  # noqa: S311  which figure
    pipeline.build(folder, HERE)
    assert _sums(folder.site).keys() == before.keys()
    assert _kept(folder) == kept  # what the first build kept of the chapter is gone


def test_what_shows_nothing_of_a_change_stays(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    invent(folder, _REPORTS)
    pipeline.build(folder, HERE)
    before = _files(folder.site)
    report = next(one for one in load(folder).reports if one.year == YEARS[1])
    cell = Cell("requests", "received_new", "natural_person")
    save_report(folder, with_figure(report, cell, (report.figure(cell) or 0) + 1))
    pipeline.build(folder, HERE)
    after = _files(folder.site)
    stayed = {name for name, place in after.items() if before.get(name) == place}
    region = folder.register().agencies[report.agency].region_code
    other = next(one.region_code for one in folder.register().agencies.values() if one.region_code[:2] != region[:2])
    changed = {f"years/{report.year}.html", f"regions/{region}.html", "indicators/organisation_share.html"}
    alike = {f"years/{YEARS[2]}.html", f"regions/{other}.html", "indicators/backlog_rate.html", "agencies/index.json"}
    alike |= {f"indicators/organisation_share/{YEARS[2]}-1.json", "search/manifest.js", "data/changes.html"}
    for base in ("", "en/"):
        assert not {f"{base}{name}" for name in changed} & stayed
        assert {f"{base}{name}" for name in alike if not base or not name.endswith(".json")} <= stayed


@pytest.mark.usefixtures("in_volumes")
def test_a_volume_stays_as_long_as_nothing_of_it_changes(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    invent(folder, _REPORTS)
    pipeline.build(folder, HERE)
    before, sums = _files(folder.site), _sums(folder.site)
    report = next(one for one in load(folder).reports if one.year == YEARS[1])
    cell = Cell("requests", "received_new", "natural_person")
    save_report(folder, with_figure(report, cell, (report.figure(cell) or 0) + 1))
    pipeline.build(folder, HERE)
    after = _files(folder.site)
    volumes = {name.split("/")[2] for name in _volumes_of(after)}
    changed = {name.split("/")[2] for name in _volumes_of(after) if before[name] != after[name]}
    assert len(volumes) > len(changed) == 1
    assert {name.split("/")[-1] for name in _volumes_of(after) if sums[name] != _sums(folder.site)[name]} >= {
        "requests.csv",
        "requests.json",
        "requests.parquet",
    }


def _volumes_of(files: Iterable[str]) -> list[str]:
    """Those of the files that are in a volume's folder."""
    return [name for name in files if name.startswith("data/volumes/") and name.count("/") > 2]


@pytest.mark.usefixtures("in_volumes")
@pytest.mark.parametrize("spoilt", ["requests.csv", "coverage.parquet"])
def test_a_volume_that_somebody_took_something_away_from_comes_back(tmp_path: Path, spoilt: str) -> None:
    folder = Folder(tmp_path)
    invent(folder, _REPORTS)
    pipeline.build(folder, HERE)
    before = _sums(folder.site)
    next((folder.site / "data" / "volumes").glob(f"*/{spoilt}")).unlink()
    name_version(folder, Random(1))  # noqa: S311  which version
    pipeline.build(folder, HERE)
    after = _sums(folder.site)
    assert {name: after.get(name) for name in _volumes_of(before)} == {
        name: before[name] for name in _volumes_of(before)
    }


@pytest.mark.usefixtures("in_volumes")
def test_a_site_goes_over_to_volumes_and_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    invent(folder, _REPORTS)
    pipeline.build(folder, Workers(0, whole=True))
    whole = _sums(folder.site)
    assert {"data/requests.csv", "data/requests.json", "data/gongkai.sqlite"} <= whole.keys()
    assert not _volumes_of(whole)
    pipeline.build(folder, HERE)
    cut = _sums(folder.site)
    assert _volumes_of(cut)
    assert not {"data/requests.csv", "data/requests.json", "data/gongkai.sqlite"} & cut.keys()
    assert {"data/requests.parquet", "data/agencies.csv", "data/gongkai.zip"} <= cut.keys()
    page = (folder.site / "data" / "index.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="\.\./data/([^"]+)" download', page)
    assert {f"data/{name}" for name in linked} <= cut.keys()
    assert {"volumes.json", "requests.parquet", "agencies.csv"} <= set(linked)
    pipeline.build(folder, Workers(0, whole=True))
    assert _sums(folder.site) == whole


def test_the_first_page_stays_where_no_government_has_changed(tmp_path: Path) -> None:
    folder, other = Folder(tmp_path / "edited"), Folder(tmp_path / "anew")
    folder.root.mkdir()
    invent(folder, (NEWEST + 1) * len(YEARS))
    *governments, last = folder.register().agencies.values()
    _register(folder, {one.agency_id: one for one in (*governments, replace(last, kind="department"))})
    assert _first_page_stays(folder, last.agency_id)
    assert not _first_page_stays(folder, governments[0].agency_id)
    _register(folder, {one.agency_id: replace(one, kind="department") for one in (*governments, last)})
    assert not _first_page_stays(folder, last.agency_id)
    assert _sums(folder.site) == _sums(_anew(folder, other, workbooks=True).site)


def _first_page_stays(folder: Folder, agency: str) -> bool:
    """Whether it does when one more reconsideration of an agency is pending, in the newest year."""
    pipeline.build(folder, HERE)
    before = _files(folder.site)["index.html"]
    report = load_report(folder, folder.report_path(agency, max(YEARS)), folder.register())
    for column in ("pending", "total"):
        cell = Cell("legal_challenges", "reconsideration", column)
        report = with_figure(report, cell, (report.figure(cell) or 0) + 1)
    save_report(folder, report)
    pipeline.build(folder, HERE)
    return _files(folder.site)["index.html"] == before


def _files(site: Path) -> dict[str, tuple[int, int]]:
    """What tells a file that was written again from one that was left alone."""
    files = ((path, path.stat()) for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): (known.st_ino, known.st_mtime_ns) for path, known in files}


def _kept(folder: Folder) -> dict[str, int]:
    """How many files are kept of each stage."""
    return {stage: len(list((folder.cache / stage).iterdir())) for stage in ("read", "judged", "found")}


def _anew(folder: Folder, other: Folder, *, workbooks: bool) -> Folder:
    """The same data and pages built in another folder, of which nothing is kept but what MkDocs made."""
    for path in other.root.glob("*"):
        if path != other.build:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for kept in ("read", "alike", "judged", "summed", "found", "bound", "common", "built", "made"):
        shutil.rmtree(other.cache / kept, ignore_errors=True)
    shutil.copytree(folder.root, other.root, ignore=shutil.ignore_patterns("build"), dirs_exist_ok=True)
    pipeline.build(other, Workers(0, workbooks=workbooks), anew=True)
    return other


def _sums(site: Path) -> dict[str, str]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
