"""Many documents at once: the same files however many workers, whatever happens to one of them."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai import executors, ingest
from gongkai.cli import main
from gongkai.dataset import Folder, load
from gongkai.document import Document
from gongkai.ingest import Manner, Result, Workers
from gongkai.readers import office
from made_up import clusters, killers, many
from made_up.documents import document
from made_up.folders import made, publisher, put
from made_up.hostile_files import HOSTILE_FILES
from made_up.old import needs_office

DAY = "2026-11-23"
IN_DOUBT = document(made(2015), "tabs").replace("行政许可\t0", "行政许可\t若干")


def batch(papers: Path) -> None:
    """Reports that are clear, in doubt, of new agencies of the same sound, twice the same, and no reports."""
    for year in range(2019, 2025):
        put(papers, f"{year}.txt", document(made(year, year), "tabs"))
    for i, name in enumerate(("青石市印刷局", "青石市音刷局", "青石市印刷局", "青石市因刷局") * 2):
        title = f"{name}{2021 + i // 2}年政府信息公开工作年度报告"
        put(papers, f"agency-{i}.txt", document(made(2021 + i // 2), "tabs", title=title))
    put(papers, "doubt.txt", IN_DOUBT)
    put(papers, "doubt-again.txt", IN_DOUBT)
    put(papers, "none.xyz", "?")


def take(folder: Folder, papers: Path, workers: Workers) -> list[Result]:
    return list(ingest.ingest(folder, ingest.documents([papers]), Manner(retrieved=DAY), workers))


def tree(folder: Folder) -> dict[str, bytes]:
    return {folder.name(path): path.read_bytes() for path in folder.datasets.rglob("*") if path.is_file()}


def told(results: Sequence[Result], root: Path) -> list[tuple[str, ...]]:
    """What was told, without the folder in which it happened."""
    return [
        (
            r.document,
            r.state,
            r.agency,
            str(r.year),
            str(r.path and r.path.relative_to(root)),
            *(d.en for d in r.doubts),
        )
        for r in results
    ]


def test_the_files_are_the_same_however_many_workers_there_are(tmp_path: Path, papers: Path) -> None:
    batch(papers)
    folders = {jobs: publisher(tmp_path / str(jobs)) for jobs in (0, 1, 2)}
    results = {jobs: take(folder, papers, Workers(jobs=jobs)) for jobs, folder in folders.items()}
    assert told(results[2], folders[2].root) == told(results[0], folders[0].root)
    assert told(results[1], folders[1].root) == told(results[0], folders[0].root)
    assert tree(folders[2]) == tree(folders[1]) == tree(folders[0])
    proposed = [agency for agency in load(folders[2]).register.agencies if "shua-ju" in agency]
    assert proposed == ["qingshi-shi-yinshua-ju", "qingshi-shi-yinshua-ju-2", "qingshi-shi-yinshua-ju-990100"]


def test_a_cluster_gives_the_same_files_though_workers_are_lost(tmp_path: Path, papers: Path) -> None:
    """One worker is killed for no fault of the document, another by a document that kills any."""
    batch(papers)
    put(papers, "once.txt", document(made(2018), "tabs"))
    put(papers, "killer.txt", "?")
    alone, far = publisher(tmp_path / "alone"), publisher(tmp_path / "far")
    with clusters.cluster(tmp_path / "dask", tries=2) as address:
        found = take(far, papers, Workers(jobs=2, start=executors.cluster(address), read=killers.read))
    (papers / "killer.txt").unlink()
    named = [result for result in found if result.document == "killer.txt"]
    assert [(result.state, "was killed" in result.doubts[0].en) for result in named] == [("unreadable", True)]
    assert (papers / "once.killed").exists()
    (papers / "once.killed").unlink()
    expected = told(take(alone, papers, Workers()), alone.root)
    assert [one for one in told(found, far.root) if one[0] != "killer.txt"] == expected
    assert tree(far) == tree(alone)


def test_the_command_reads_with_a_cluster(tmp_path: Path, folder: Folder, papers: Path) -> None:
    put(papers, "a.txt", document(made(2022), "tabs"))
    with clusters.cluster(tmp_path / "dask") as address:
        arguments = ["ingest", str(papers), "--scheduler", address, "-C", str(folder.root)]
        assert CliRunner().invoke(main, arguments).exit_code == 0
    assert (folder.reports / "made-up-bureau" / "2022.yml").exists()


def test_a_cluster_that_nobody_started_is_an_error(folder: Folder, papers: Path) -> None:
    put(papers, "a.txt", "?")
    arguments = ["ingest", str(papers), "--scheduler", "nowhere", "-C", str(folder.root)]
    result = CliRunner().invoke(main, arguments, env={"GONGKAI_LANGUAGE": "en"})
    assert result.exit_code == 1
    assert "Nobody answers at nowhere" in result.output


@needs_office
def test_old_documents_are_read_as_if_each_were_alone(tmp_path: Path, papers: Path) -> None:
    """One of them is broken; one is a page that says it is a document."""
    for one in many.many(
        4, quirky=False, kinds=[("doc", "whole"), ("wps", "whole"), ("rtf", "whole"), ("doc", "page")]
    ):
        (papers / one.name).write_bytes(one.content)
    (papers / "noise.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000))
    folders = [publisher(tmp_path / str(number)) for number in range(3)]
    singly = [result for path in ingest.documents([papers]) for result in take(folders[0], path, Workers())]
    assert [result.state for result in singly] == ["published"] * 4 + ["unreadable"]
    for folder, jobs in zip(folders[1:], (0, 1), strict=True):
        assert told(take(folder, papers, Workers(jobs=jobs)), folder.root) == told(singly, folders[0].root)
        assert tree(folder) == tree(folders[0])


def test_a_document_that_kills_its_reader_is_named_and_all_others_are_read(folder: Folder, papers: Path) -> None:
    batch(papers)
    put(papers, "killer.txt", "?")
    put(papers, "fault.txt", "?")
    results = take(folder, papers, Workers(jobs=2, read=killers.read))
    unreadable = {result.document: result.doubts[0].en for result in results if result.state == "unreadable"}
    assert unreadable.keys() == {"fault.txt", "killer.txt", "none.xyz"}
    assert "was killed" in unreadable["killer.txt"]
    assert "ZeroDivisionError: made up" in unreadable["fault.txt"]
    assert [result.document for result in results] == sorted(path.name for path in papers.iterdir())
    assert sum(result.state == "published" for result in results) == 14


def test_a_document_that_takes_too_long_is_given_up(folder: Folder, papers: Path) -> None:
    put(papers, "a.txt", document(made(2022), "tabs"))
    put(papers, "sleeper.txt", "?")
    put(papers, "z.txt", document(made(2023), "tabs"))
    begin = time.monotonic()
    results = take(folder, papers, Workers(jobs=1, seconds=1, read=killers.read))
    assert [result.state for result in results] == ["published", "unreadable", "published"]
    assert "not read within 1 seconds" in results[1].doubts[0].en
    assert time.monotonic() - begin < 60


def test_what_was_taken_in_before_is_not_read_again(folder: Folder, papers: Path) -> None:
    batch(papers)
    first = take(folder, papers, Workers())
    before = tree(folder)
    (papers / "none.xyz").unlink()
    again = take(folder, papers, Workers(read=_never))
    assert tree(folder) == before
    states = {"published": "unchanged", "waiting": "waiting", "unchanged": "unchanged"}
    assert sorted(r.state for r in again) == sorted(states[r.state] for r in first if r.document != "none.xyz")


def _never(path: Path, converted: office.Converted) -> Document:
    del converted
    pytest.fail(f"{path} was read again")


def test_a_run_that_was_broken_off_goes_on_where_it_was(tmp_path: Path, papers: Path) -> None:
    batch(papers)
    whole, broken = publisher(tmp_path / "whole"), publisher(tmp_path / "broken")
    take(whole, papers, Workers())
    run = ingest.ingest(broken, ingest.documents([papers]), Manner(retrieved=DAY))
    for _ in range(7):
        next(run)
    run.close()
    assert tree(broken) != tree(whole)
    take(broken, papers, Workers(jobs=2))
    assert tree(broken) == tree(whole)


def test_what_was_accepted_is_not_put_in_doubt_again(folder: Folder, papers: Path) -> None:
    put(papers, "doubt.txt", IN_DOUBT)
    take(folder, papers, Workers())
    arguments = ["accept", "made-up-bureau-2015", "--confirm", "-C", str(folder.root)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    (result,) = take(folder, papers, Workers())
    assert (result.state, result.agency, result.year) == ("unchanged", "made-up-bureau", 2015)
    assert list(folder.inbox.glob("*.yml")) == []


def test_the_command_tells_what_came_of_all(folder: Folder, papers: Path) -> None:
    batch(papers)
    arguments = ["ingest", str(papers), "--jobs", "1", "--timeout", "20", "-C", str(folder.root)]
    result = CliRunner().invoke(main, arguments, env={"GONGKAI_LANGUAGE": "en"})
    assert result.exit_code == 3
    closing = result.output[result.output.index("published: ") :].split("\n")
    assert closing[:3] == ["published: 14", "unchanged: 0", "waiting for review: 2"]
    assert closing[3].startswith("  doubt-again.txt  datasets/inbox/made-up-bureau-2015.yml  line ")
    assert closing[5] == "cannot be read: 1"
    assert "files of type .xyz cannot be read" in closing[6]


def test_hostile_files_stop_no_other_and_write_nothing_elsewhere(tmp_path: Path, papers: Path) -> None:
    """Those that LibreOffice would read are left to the benchmark of hostile documents."""
    names = {name for name, _ in HOSTILE_FILES.values() if not name.endswith((".doc", ".rtf"))}
    for name, write in HOSTILE_FILES.values():
        if name in names:
            write(papers / name)
    for year in (2022, 2023):
        put(papers, f"good-{year}.txt", document(made(year), "tabs"))
    folder = publisher(tmp_path / "here")
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(folder.datasets)}
    results = {result.document: result for result in take(folder, papers, Workers(jobs=2))}
    assert results.keys() == {*names, "good-2022.txt", "good-2023.txt"}
    assert {name for name, result in results.items() if result.state == "published"} == {
        "good-2022.txt",
        "good-2023.txt",
    }
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(folder.datasets)} == before
    assert all(path.parent == folder.inbox for path in folder.inbox.rglob("*"))


def test_a_name_gives_the_terminal_no_orders(folder: Folder, papers: Path) -> None:
    put(papers, "a\n已收录：99\x1b[31m.txt", "规章\n")
    result = CliRunner().invoke(main, ["ingest", str(papers), "--jobs", "1", "-C", str(folder.root)], color=True)
    assert "a\ufffd已收录：99\ufffd[31m.txt" in result.output
    assert "\x1b[31m.txt" not in result.output
