"""What people say about findings stands beside them and hides nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai import explanations, pipeline
from gongkai.cli import main
from gongkai.datapackage import finding_rows
from gongkai.dataset import Folder, load
from gongkai.finding import Explanation
from places import ROOT

HEADER = "finding_id,by,date,why,source\n"
FINDING = "hongze-peoples-government/2023/challenge-total/legal_challenges.reconsideration.total"
LINE = f"{FINDING},某某局,2026-03-01,表格合计列未填，系统默认为零,https://example.org/\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "datasets" / "reports").mkdir(parents=True)
    for name in ("agencies.csv", "regions.csv"):
        (tmp_path / "datasets" / name).symlink_to(ROOT / "datasets" / name)
    (tmp_path / "datasets" / "reports" / "hongze-peoples-government").symlink_to(
        ROOT / "datasets" / "reports" / "hongze-peoples-government"
    )
    return Folder(tmp_path)


def _judged(folder: Folder, lines: str) -> tuple[list[str], dict[str, Explanation | None]]:
    folder.explanations.write_text(HEADER + lines, encoding="utf-8")
    dataset = load(folder)
    judged = pipeline.judge(dataset)
    problems = [problem.text("en") for problem in pipeline.with_unknown(dataset, judged).problems]
    return problems, {finding.id: finding.explanation for finding in pipeline.findings(judged)}


def test_an_explanation_stands_beside_its_finding(folder: Folder) -> None:
    before = load(folder)
    ids = {finding.id for finding in pipeline.findings(pipeline.judge(before))}
    problems, found = _judged(folder, LINE)
    assert problems == []
    assert found.keys() == ids
    assert found[FINDING] == Explanation(
        by="某某局", date="2026-03-01", why="表格合计列未填，系统默认为零", source="https://example.org/"
    )
    assert sum(explanation is not None for explanation in found.values()) == 1


def test_the_package_has_it(folder: Folder) -> None:
    _judged(folder, LINE)
    rows = {row["finding_id"]: row for row in finding_rows(pipeline.findings(pipeline.judge(load(folder))))}
    assert rows[FINDING]["explained_by"] == "某某局"
    assert rows[FINDING]["outcome"] == "violated"


def test_an_unknown_finding_is_a_problem_with_its_line(folder: Folder) -> None:
    problems, _ = _judged(folder, LINE + LINE.replace("reconsideration", "nowhere"))
    (problem,) = problems
    assert problem.startswith("datasets/explanations.csv:3:1: finding_id: There is no finding")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (LINE + LINE, "stands twice"),
        (LINE.replace("2026-03-01", "March"), "date: Expected a date"),
        (LINE.replace("某某局", ""), "by: Expected a value"),
        ("a,b\n", "not as many cells"),
    ],
)
def test_a_wrong_line_is_a_problem(folder: Folder, lines: str, message: str) -> None:
    problems, _ = _judged(folder, lines)
    assert any(message in problem for problem in problems)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"id,why\n"])
def test_a_wrong_file_is_a_problem(content: bytes) -> None:
    assert explanations.read(content).problems


def _check(folder: Folder, *options: str) -> str:
    result = CliRunner().invoke(main, ["check", "-C", str(folder.root), *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_check_says_it_and_can_be_narrowed(folder: Folder) -> None:
    folder.explanations.write_text(HEADER + LINE, encoding="utf-8")
    whole = _check(folder)
    assert "表格合计列未填，系统默认为零" in whole
    assert "hongze-peoples-government/2024.yml" in whole
    one = _check(folder, "--rule", "challenge-total", "--since", "2023")
    heading, *findings = one.splitlines()
    assert heading.endswith("hongze-peoples-government/2023.yml")
    assert sum("challenge-total" in line for line in findings) == 2
    assert len(findings) == 3  # the explanation stands below its finding
    assert "hongze-peoples-government/2023.yml" not in _check(folder, "--since", "2024")
    assert _check(folder, "--agency", "suqian-peoples-government") == "没有发现。\n"


def test_an_agency_that_is_not_in_the_register_is_refused(folder: Folder) -> None:
    result = CliRunner().invoke(main, ["check", "-C", str(folder.root), "--agency", "nobody"])
    assert result.exit_code == 2
    assert "nobody" in result.output
