"""The whole way: from reports to a published site."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from gongkai import pipeline, scaffold
from gongkai.dataset import Folder, load, load_report, save_report
from gongkai.errors import BuildError, DataError
from gongkai.report import Report
from places import ROOT

REPORTS = sorted((report.agency, report.year) for report in load(Folder(ROOT)).reports)


def _sums(folder: Path) -> dict[str, str]:
    """Every file below a folder with its checksum."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(("agency", "year"), REPORTS)
def test_each_report_has_its_page_and_its_figures_beside_it(built: Folder, agency: str, year: int) -> None:
    for ending in ("html", "json", "csv"):
        assert (built.site / "agencies" / agency / f"{year}.{ending}").stat().st_size > 1000


def test_the_site_has_the_addresses_of_the_contract(built: Folder) -> None:
    for address in (
        "index.html", "search.html", "404.html", "sitemap.xml", "robots.txt",
        "agencies/index.html", "agencies/suqian-peoples-government/index.html", "years/2024.html",
        "regions/320800.html",
        "indicators/disclosure_rate.html", "rules/balance.html", "data/index.html",
        "data/datapackage.json", "data/requests.csv", "data/requests.json", "data/SHA256SUMS",
    ):  # fmt: skip
        assert (built.site / address).is_file(), address


def test_building_twice_gives_the_same_bytes(built: Folder, project: Folder) -> None:
    pipeline.build(project)
    first = _sums(project.site)
    pipeline.build(project, anew=True)
    assert _sums(project.site) == first == _sums(built.site)


def test_nothing_is_done_where_nothing_has_changed(project: Folder) -> None:
    first = pipeline.build(project)
    made = project.site.stat().st_mtime_ns
    assert pipeline.build(project) == first
    assert project.site.stat().st_mtime_ns == made
    (project.docs / "help" / "glossary.md").write_text("# 词汇表\n\n改过了。\n", encoding="utf-8")
    pipeline.build(project)
    assert "改过了。" in (project.site / "help" / "glossary.html").read_text(encoding="utf-8")
    assert project.site.stat().st_mtime_ns > made


def test_one_bad_report_is_left_out_and_named(project: Folder) -> None:
    project.report_path("suqian-peoples-government", 2024).write_text("year: x\n", encoding="utf-8")
    done = pipeline.build(project)
    assert [problem.file for problem in done.problems][:1] == ["datasets/reports/suqian-peoples-government/2024.yml"]
    agencies = project.site / "agencies"
    assert not (agencies / "suqian-peoples-government" / "2024.html").exists()
    assert (agencies / "suqian-peoples-government" / "2023.html").exists()


def test_a_failed_build_leaves_the_site_as_it_was(project: Folder) -> None:
    pipeline.build(project)
    before = _sums(project.site)
    (project.root / "mkdocs.yml").write_text("site_name: x\ntheme: {name: no-such-theme}\n", encoding="utf-8")
    with pytest.raises(BuildError, match="MkDocs could not build"):
        pipeline.build(project)
    assert _sums(project.site) == before


def test_one_build_at_a_time(project: Folder) -> None:
    pipeline.build(project)
    before = _sums(project.site)
    (project.docs / "help" / "glossary.md").write_text("# 词汇表\n\n改过了。\n", encoding="utf-8")
    script = f"""if True:
        from pathlib import Path
        from gongkai.dataset import Folder
        from gongkai.pipeline import alone
        with alone(Folder(Path({str(project.root)!r}))):
            print("begun", flush=True)
            input()
    """
    with subprocess.Popen([sys.executable, "-c", script], stdin=PIPE, stdout=PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "begun\n"
        with pytest.raises(BuildError, match="Another build is under way in build") as caught:
            pipeline.build(project)
        assert "build 中已有另一个构建正在进行" in caught.value.text("zh")
        other.kill()
    assert _sums(project.site) == before
    pipeline.build(project)
    assert _sums(project.site) != before


def test_a_folder_that_is_no_publishers_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        pipeline.build(Folder(tmp_path))
    assert not [*tmp_path.iterdir()]


def test_a_report_put_back_leaves_the_site_and_waits(project: Folder) -> None:
    pipeline.build(project)
    project.inbox.mkdir(exist_ok=True)
    project.report_path("suqian-peoples-government", 2024).rename(project.inbox / "suqian-peoples-government-2024.yml")
    pipeline.build(project)
    assert not (project.site / "agencies" / "suqian-peoples-government" / "2024.html").exists()
    assert "已读取，待核实" in (project.site / "years" / "2024.html").read_text(encoding="utf-8")


def test_a_new_publishers_empty_folder_builds(tmp_path: Path) -> None:
    scaffold.make(tmp_path / "mine")
    folder = Folder(tmp_path / "mine")
    done = pipeline.build(folder)
    assert done.pages > 10
    assert (folder.site / "index.html").is_file()
    assert json.loads((folder.site / "data" / "datapackage.json").read_text(encoding="utf-8"))["resources"]


def test_nothing_of_a_report_reaches_a_page_unescaped(project: Folder) -> None:
    register = project.register()
    path = project.report_path("suqian-peoples-government", 2024)
    report = load_report(project, path, register)
    poison = "<script>alert(1)</script>{{ 7*7 }}{% raw %}'\"&"
    save_report(project, _poisoned(report, poison))
    agencies = project.agencies.read_text(encoding="utf-8")
    project.agencies.write_text(
        agencies.replace("宿迁市人民政府", "宿迁<img src=x onerror=alert(1)>政府"), encoding="utf-8"
    )
    pipeline.build(project)
    for path in project.site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<script>alert(1)" not in html, path
        assert "<img src=x" not in html, path
    page = (project.site / "agencies" / "suqian-peoples-government" / "2024.html").read_text(encoding="utf-8")
    assert "{{ 7*7 }}" in page


def _poisoned(report: Report, poison: str) -> Report:
    return Report(
        agency=report.agency,
        year=report.year,
        title=poison,
        form=report.form,
        source=report.source,
        figures=report.figures,
        text={"overview": poison},
    )


def test_a_site_keeps_its_versions_and_says_what_is_not_released(project: Folder) -> None:
    pipeline.release(project, "2026-01-01")
    pipeline.build(project)
    data = project.site / "data"
    assert json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["version"] == "0.1.0"
    project.report_path("suqian-peoples-government", 2024).unlink()
    pipeline.build(project)
    assert json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["version"] == "0.1.0+unreleased"
    made = pipeline.release(project, "2026-02-02")
    assert made is not None
    pipeline.build(project)
    assert json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["version"] == made.version == "1.0.0"
    for version in ("0.1.0", "1.0.0"):
        assert (data / version / "requests.csv").is_file()
    assert (data / "1.0.0" / "requests.csv").read_bytes() == (data / "requests.csv").read_bytes()
    for page, words in (("data", "撤下年报 1 份"), ("en/data", "Reports removed: 1")):
        html = (project.site / page / "changes.html").read_text(encoding="utf-8")
        assert words in html
        assert 'id="v0.1.0"' in html
