"""What waits, and how it is taken in once a person has looked at it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai import ingest
from gongkai.cli import main
from gongkai.dataset import Folder, load
from made_up.documents import document
from made_up.folders import made, put

NAME = "made-up-bureau-2023"
ODD = document(made(), "tabs").replace("行政许可\t0", "行政许可\t若干")


def run(*arguments: str | Path, language: str = "en") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"GONGKAI_LANGUAGE": language})


def take(folder: Folder, path: Path) -> None:
    assert len(list(ingest.ingest(folder, [path], ingest.Manner(retrieved="2026-11-23")))) == 1


@pytest.fixture
def waiting(folder: Folder, papers: Path) -> Path:
    """A report that waits with one doubt."""
    take(folder, put(papers, "a.txt", ODD))
    return folder.inbox / f"{NAME}.yml"


def settle(path: Path, *changes: tuple[str, str], doubts: bool = False) -> None:
    """What a person does in an editor: change some words, delete what is settled."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text if doubts else text[: text.index("doubts:")], encoding="utf-8")


def published(folder: Folder) -> Path:
    return folder.report_path("made-up-bureau", 2023)


def test_what_waits_is_comfortable_to_edit(waiting: Path) -> None:
    doubts = waiting.read_text(encoding="utf-8").split("doubts:\n")[1].split("\n")
    assert [line[:9] for line in doubts] == [
        "  # 对照原件改",
        "  # Compa",
        "",
        '  - zh: "',
        '    en: "',
        "    cell:",
        "",
    ]


def test_inbox_lists_what_waits_with_its_doubts(folder: Folder, waiting: Path) -> None:
    result = run("inbox", "-C", folder.root)
    assert result.exit_code == 0
    assert result.output.startswith(f"{NAME}  made-up-bureau 2023  a.txt\n  line ")
    assert "expected a number, found “若干”" in result.output
    assert result.output.endswith("1 waiting, 0 of them without doubts.\n")
    waiting.write_text("year: [", encoding="utf-8")
    assert f"datasets/inbox/{NAME}.yml:2:1: Not valid YAML" in run("inbox", "-C", folder.root).output


def test_a_doubt_that_is_left_keeps_a_report_waiting(folder: Folder, waiting: Path) -> None:
    result = run("accept", NAME, "-C", folder.root)
    assert result.exit_code == 3
    assert "1 doubts left" in result.output
    assert waiting.exists()
    assert not folder.reports.exists()


def test_a_settled_report_is_taken_in(folder: Folder, waiting: Path) -> None:
    settle(waiting, ("licences: {decisions: null}", "licences: {decisions: 12}"))
    result = run("accept", f"datasets/inbox/{NAME}.yml", "-C", folder.root)
    assert result.exit_code == 0
    assert result.output == f"{NAME}: accepted, datasets/reports/made-up-bureau/2023.yml\n"
    assert not waiting.exists()
    (found,) = load(folder).reports
    assert found.figures["proactive_disclosure"]["licences"] == (12,)


def test_doubts_may_be_confirmed_and_are_then_named(folder: Folder, waiting: Path) -> None:
    result = run("accept", NAME, "--confirm", "-C", folder.root)
    assert result.exit_code == 0
    assert "1 doubts, confirmed by you\n  line" in result.output
    (found,) = load(folder).reports
    assert found.figures["proactive_disclosure"]["licences"] == (None,)
    assert not waiting.exists()


def test_a_file_with_errors_is_not_taken_in(folder: Folder, waiting: Path) -> None:
    settle(waiting, ("agency: made-up-bureau", "agency: null"), ("year: 2023", "year: 23"))
    result = run("accept", NAME, "-C", folder.root)
    assert result.exit_code == 1
    assert f"datasets/inbox/{NAME}.yml:1:9: agency: Expected an agency id" in result.output
    assert f"datasets/inbox/{NAME}.yml:2:7: year: Expected a year" in result.output
    assert waiting.exists()


def test_lines_below_the_doubts_keep_their_numbers(folder: Folder, waiting: Path) -> None:
    settle(waiting)
    with waiting.open("a", encoding="utf-8") as file:
        file.write("doubts: # by telephone\n- 电话核实过\n\n# done\n- {zh: 一, en: one}\ncolour: red\n")
    last = waiting.read_text(encoding="utf-8").count("\n")
    result = run("accept", NAME, "-C", folder.root)
    assert f"{NAME}.yml:{last}:9: colour: Unknown key" in result.output


def test_an_agency_must_be_registered_first(folder: Folder, waiting: Path) -> None:
    settle(waiting, ("agency: made-up-bureau", "agency: made-up-office"))
    result = run("accept", NAME, "-C", folder.root)
    assert result.exit_code == 1
    assert f"{NAME}.yml:1:9: agency: agencies.csv has no “made-up-office”" in result.output


def test_another_report_is_replaced_only_on_demand(folder: Folder, waiting: Path, papers: Path) -> None:
    settle(waiting)
    take(folder, put(papers, "b.txt", document(made(figure=7), "tabs")))
    before = published(folder).read_bytes()
    result = run("accept", NAME, "-C", folder.root)
    assert result.exit_code == 3
    assert "holds a different report" in result.output
    assert published(folder).read_bytes() == before
    assert run("accept", NAME, "--replace", "-C", folder.root).exit_code == 0
    assert published(folder).read_bytes() != before
    assert not waiting.exists()


def test_all_that_is_clean_is_taken_in_at_once(folder: Folder, waiting: Path, papers: Path) -> None:
    for year in (2021, 2022):
        text = document(made(year), "tabs").replace("行政许可\t0", "行政许可\t若干")
        take(folder, put(papers, f"{year}.txt", text))
        settle(folder.inbox / f"made-up-bureau-{year}.yml")
    result = run("accept", "--all-clean", "-C", folder.root)
    assert result.exit_code == 0
    assert [report.year for report in load(folder).reports] == [2021, 2022]
    assert waiting.exists()
    assert "none without doubts" in run("accept", "--all-clean", "-C", folder.root).output


def test_editors_of_windows_do_no_harm(folder: Folder, waiting: Path) -> None:
    settle(waiting)
    waiting.write_bytes(b"\xef\xbb\xbf" + waiting.read_bytes().replace(b"\n", b"\r\n"))
    assert run("accept", NAME, "-C", folder.root).exit_code == 0
    assert b"\r" not in published(folder).read_bytes()


@pytest.mark.parametrize("arguments", [[], ["x", "--all-clean"]])
def test_accept_wants_names_or_all(folder: Folder, arguments: list[str]) -> None:
    assert run("accept", *arguments, "-C", folder.root).exit_code == 2


def test_a_name_that_does_not_wait_is_an_error(folder: Folder) -> None:
    result = run("accept", "../reports/nobody", "-C", folder.root, language="zh")
    assert result.exit_code == 1
    assert "datasets/inbox/nobody.yml: 待核实的年报中没有这一份" in result.output
