"""Documents into a publisher's folder: what is published, what waits, what is left alone."""

from pathlib import Path

from gongkai import ingest, report
from gongkai.dataset import Folder, load
from gongkai.register import PROPOSED
from made_up.documents import document
from made_up.folders import made, put

DAY = "2026-11-23"


def take(
    folder: Folder, *paths: Path, day: str = DAY, text: bool = False, replace: bool = False
) -> list[ingest.Result]:
    manner = ingest.Manner(retrieved=day, keep_text=text, replace=replace)
    return list(ingest.ingest(folder, ingest.documents(paths), manner))


def test_a_report_without_doubts_is_published(folder: Folder, papers: Path) -> None:
    path = put(papers, "甲.txt", document(made(), "tabs", published="2024-01-20"))
    (result,) = take(folder, path)
    assert (result.document, result.state, result.agency, result.year) == (
        "甲.txt",
        "published",
        "made-up-bureau",
        2023,
    )
    assert result.summary.en == "甲.txt: published, made-up-bureau 2023"
    assert result.path == folder.report_path("made-up-bureau", 2023)
    (found,) = load(folder).reports
    assert (found.source.document, found.source.retrieved, found.source.obtained) == ("甲.txt", DAY, "read")
    assert (found.published, found.text, len(found.stated)) == ("2024-01-20", {}, 2)
    assert found.figures == made().figures


def test_text_is_kept_on_demand(folder: Folder, papers: Path) -> None:
    take(folder, put(papers, "a.txt", document(made(), "tabs")), text=True)
    (found,) = load(folder).reports
    assert set(found.text) == {"overview", "problems", "other_matters"}


def test_the_same_document_again_changes_nothing(folder: Folder, papers: Path) -> None:
    path = put(papers, "a.txt", document(made(), "tabs"))
    take(folder, path)
    before = folder.report_path("made-up-bureau", 2023).read_bytes()
    (result,) = take(folder, path, day="2027-01-01")
    assert result.state == "unchanged"
    (result,) = take(folder, path, day="2027-01-01", replace=True)
    assert result.state == "unchanged"
    assert folder.report_path("made-up-bureau", 2023).read_bytes() == before


def test_a_different_report_is_never_overwritten_unasked(folder: Folder, papers: Path) -> None:
    take(folder, put(papers, "a.txt", document(made(), "tabs")))
    before = folder.report_path("made-up-bureau", 2023).read_bytes()
    other = put(papers, "b.txt", document(made(figure=7), "tabs"))
    (result,) = take(folder, other)
    assert result.state == "waiting"
    assert "different report" in result.doubts[0].en
    assert folder.report_path("made-up-bureau", 2023).read_bytes() == before
    waiting = folder.inbox / "made-up-bureau-2023.yml"
    assert result.path == waiting
    (result,) = take(folder, other, replace=True)
    assert result.state == "published"
    assert not waiting.exists()
    (found,) = load(folder).reports
    assert found.figures == made(figure=7).figures


def test_a_report_in_doubt_waits_with_what_was_read(folder: Folder, papers: Path) -> None:
    text = document(made(), "tabs").replace("行政许可\t0", "行政许可\t若干")
    (result,) = take(folder, put(papers, "a.txt", text))
    assert result.state == "waiting"
    assert not folder.reports.exists()
    written = (folder.inbox / "made-up-bureau-2023.yml").read_text(encoding="utf-8")
    shape, doubts = written.split("doubts:\n")
    found = report.read(shape.encode(), "waiting")
    assert found.figures["proactive_disclosure"]["licences"] == (None,)
    assert found.figures["requests"] == made().figures["requests"]
    assert "若干" in doubts
    assert load(folder).problems == ()


def test_what_waits_is_left_to_its_reviewer(folder: Folder, papers: Path) -> None:
    path = put(papers, "a.txt", document(made(), "tabs").replace("行政许可\t0", "行政许可\t若干"))
    (result,) = take(folder, path)
    assert result.path is not None
    edited = result.path.read_text(encoding="utf-8") + "# 已打电话核实\n"
    result.path.write_text(edited, encoding="utf-8")
    take(folder, path)
    assert result.path.read_text(encoding="utf-8") == edited


def test_documents_of_one_agency_and_year_wait_side_by_side(folder: Folder, papers: Path) -> None:
    text = document(made(), "tabs").replace("行政许可\t0", "行政许可\t若干")
    put(papers, "a.txt", text)
    put(papers, "b.txt", text + "\n补充")
    results = take(folder, papers)
    assert len({result.path for result in results}) == 2


def test_names_of_waiting_files_never_come_from_the_content(folder: Folder, papers: Path) -> None:
    names = ["%2f..x.txt", "con.txt", "报 告（1）.txt", "….txt"]
    for i, name in enumerate(names):
        put(papers, name, f"什么也没有{i}")
    results = take(folder, papers)
    assert {result.state for result in results} == {"waiting"}
    paths = [result.path for result in results if result.path]
    assert {path.parent for path in paths} == {folder.inbox}
    assert sorted(path.name for path in paths) == ["2f-x.yml", "document-con.yml", "document.yml", "报-告-1.yml"]
    head = (folder.inbox / "报-告-1.yml").read_text(encoding="utf-8").split("\n")[:3]
    assert head == ["agency: null", "year: null", "title: null"]


def test_one_bad_document_stops_no_other(folder: Folder, papers: Path) -> None:
    (papers / "a.txt").write_bytes(b"\x00\x01\x02" * 100)
    put(papers, "b.xyz", "旧格式")
    put(papers, "c.txt", document(made(), "bare_lines"))
    put(papers, ".hidden.txt", "x")
    results = take(folder, papers, papers / "none.txt")
    assert [result.state for result in results] == ["unreadable", "unreadable", "published", "unreadable"]
    assert all(result.doubts for result in results if result.state == "unreadable")


def test_an_unknown_agency_is_proposed_and_this_is_no_doubt(folder: Folder, papers: Path) -> None:
    for year in (2022, 2023):
        title = f"青石市印刷局{year}年政府信息公开工作年度报告"
        put(papers, f"{year}.txt", document(made(year), "tabs", title=title))
    results = take(folder, papers)
    assert [(result.state, result.agency) for result in results] == [("published", "qingshi-shi-yinshua-ju")] * 2
    agency = load(folder).register.agencies["qingshi-shi-yinshua-ju"]
    assert (agency.name_en, agency.region_code, agency.status) == ("Qingshi Shi Yinshua Ju", "990100", PROPOSED)
    assert len(load(folder).register.agencies) == 4


def test_an_agency_named_with_more_places_or_fewer_is_one(folder: Folder, papers: Path) -> None:
    names = ("竹影区印刷局", "赤水坪市竹影区印刷局", "云雾省竹影区印刷局", "竹影区人民政府", "赤水坪市竹影区")
    for i, name in enumerate(names):
        put(papers, f"{i}.txt", document(made(), "tabs", title=f"{name}{2020 + i}年政府信息公开工作年度报告"))
    results = [take(folder, papers / f"{i}.txt")[0] for i in range(2)] + take(folder, papers)[2:]
    office, government = "zhuying-qu-yinshua-ju", "zhuying-qu-renmin-zhengfu"
    assert [result.agency for result in results] == [office] * 3 + [government] * 2
    assert not [result for result in results if result.doubts]


def test_agencies_of_the_same_sound_are_told_apart(folder: Folder, papers: Path) -> None:
    for i, name in enumerate(("青石市印刷局", "青石市音刷局")):
        put(papers, f"{i}.txt", document(made(), "tabs", title=f"{name}2023年政府信息公开工作年度报告"))
    ids = [result.agency for result in take(folder, papers)]
    assert ids == ["qingshi-shi-yinshua-ju", "qingshi-shi-yinshua-ju-990100"]


def test_a_broken_report_in_the_way_is_not_overwritten(folder: Folder, papers: Path) -> None:
    path = folder.report_path("made-up-bureau", 2023)
    path.parent.mkdir(parents=True)
    path.write_text("year: [", encoding="utf-8")
    (result,) = take(folder, put(papers, "a.txt", document(made(), "tabs")))
    assert result.state == "waiting"
    assert path.read_text(encoding="utf-8") == "year: ["


def test_a_table_read_twice_publishes_the_same_bytes(folder: Folder, papers: Path) -> None:
    path = put(papers, "a.txt", document(made(), "trailing_bars"))
    take(folder, path)
    published = folder.report_path("made-up-bureau", 2023)
    before = published.read_bytes()
    published.unlink()
    take(folder, path)
    assert published.read_bytes() == before
