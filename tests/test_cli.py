"""The commands as a user types them."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from gongkai import commands, intake
from gongkai.cli import main
from gongkai.dataset import Folder


def _run(*arguments: str | Path, language: str = "zh") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"GONGKAI_LANGUAGE": language})


def test_check_groups_findings_by_report(project: Folder) -> None:
    result = _run("check", "-C", project.root)
    assert result.exit_code == 0
    assert "淮安市洪泽区人民政府 2023  datasets/reports/hongze-peoples-government/2023.yml\n" in result.output
    assert "“行政复议”四种结果相加为 11，总计填报为 0。" in result.output


def test_check_tells_what_is_uncertain_once_a_rule(project: Folder) -> None:
    lines = _run("check", "-C", project.root, "--agency", "shuyang-development-reform-bureau").output.split("\n")
    assert sum("  不能确定  row-total  " in line for line in lines) == 1
    assert "    同一规则另有 24 处" in lines


def test_check_of_a_part_says_nothing_of_the_whole(project: Folder) -> None:
    assert "收录情况" not in _run("check", "-C", project.root, "--since", "2024").output


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_can_be_switched_off(project: Folder, environment: dict[str, str], *, coloured: bool) -> None:
    result = CliRunner().invoke(main, ["check", "-C", str(project.root)], env=environment, color=True)
    assert ("\x1b[31m" in result.output) == coloured


def test_an_explanation_of_a_report_left_out_is_no_problem_of_its_own(project: Folder) -> None:
    place = "hongze-peoples-government/2023/form-undivided-other/requests.other"
    said = f"finding_id,by,date,why,source\n{place},某人,2026-01-31,原样如此,\n"
    project.explanations.write_text(said, encoding="utf-8")
    assert "说明：原样如此（某人，2026-01-31）" in _run("check", "-C", project.root).output
    project.report_path("hongze-peoples-government", 2023).write_text("year: [", encoding="utf-8")
    result = _run("check", "-C", project.root)
    assert result.exit_code == 1
    assert "explanations.csv" not in result.output


def test_check_ends_with_what_is_covered(project: Folder) -> None:
    assert _run("check", "-C", project.root).output.endswith(
        "收录情况（机关×年份）：已收录 10；已收录，有不一致 1；未收录 45\n"
    )


def test_check_speaks_english_where_asked(project: Folder) -> None:
    assert "the four results add up to 11" in _run("check", "-C", project.root, language="en_GB.UTF-8").output


def test_check_as_json_has_the_rows_of_the_resource(project: Folder, built: Folder) -> None:
    rows = json.loads(_run("check", "--format", "json", "-C", project.root).stdout)
    assert rows == json.loads((built.site / "data" / "findings.json").read_text(encoding="utf-8"))
    assert sum(row["outcome"] == "violated" and row["severity"] == "error" for row in rows) == 2


def test_check_as_annotations_names_file_and_line(project: Folder) -> None:
    bad = project.report_path("suqian-peoples-government", 2024)
    bad.write_text(bad.read_text(encoding="utf-8").replace("year: 2024", "year: 24"), encoding="utf-8")
    result = _run("check", "--format", "github", "-C", project.root)
    assert result.exit_code == 1
    assert "::error file=datasets/reports/suqian-peoples-government/2024.yml,line=2,col=7::" in result.output
    assert "::error file=datasets/reports/hongze-peoples-government/2023.yml::challenge-total: " in result.output


def test_check_fails_on_schema_errors_and_says_the_line(project: Folder) -> None:
    project.report_path("suqian-peoples-government", 2024).write_text("year: [", encoding="utf-8")
    result = _run("check", "-C", project.root)
    assert result.exit_code == 1
    assert "datasets/reports/suqian-peoples-government/2024.yml:2:1: 不是合法的YAML" in result.output


def test_build_says_what_it_built(project: Folder) -> None:
    result = _run("build", "-C", project.root)
    assert result.exit_code == 0
    assert "build/site：11 份年报" in result.output


def test_build_of_a_folder_that_is_none_says_what_to_do(tmp_path: Path) -> None:
    result = _run("build", "-C", tmp_path)
    assert result.exit_code == 1
    assert "gongkai init" in result.output


def test_init_makes_a_folder_once(tmp_path: Path) -> None:
    assert _run("init", tmp_path / "mine").exit_code == 0
    again = _run("init", tmp_path / "mine", language="en")
    assert again.exit_code == 1
    assert "not an empty folder" in again.output


@pytest.mark.parametrize("command", main.list_commands(click.Context(main)))
def test_every_command_explains_itself(command: str) -> None:
    result = _run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_release_names_a_version_once(project: Folder) -> None:
    arguments = ("release", "-C", project.root, "--date", "2026-11-24")
    first = _run(*arguments)
    assert (first.exit_code, project.version) == (0, "0.1.0"), first.output
    assert "首次发布" in first.output
    kept = {path.name: path.read_bytes() for path in project.releases.iterdir()}
    assert set(kept) == {"0.1.0.json", "0.1.0.zip", "CHANGELOG.md", "CHANGELOG.en.md"}
    again = _run(*arguments, language="en")
    assert (again.exit_code, again.output) == (0, "Nothing has changed since version 0.1.0.\n")
    assert {path.name: path.read_bytes() for path in project.releases.iterdir()} == kept
    project.report_path("suqian-peoples-government", 2024).unlink()
    third = _run(*arguments, language="en")
    assert (third.exit_code, project.version) == (0, "1.0.0"), third.output
    assert "Reports removed: 1" in third.output


def test_nothing_is_released_while_a_file_is_broken(project: Folder) -> None:
    project.report_path("suqian-peoples-government", 2024).write_text("year: x\n", encoding="utf-8")
    assert _run("release", "-C", project.root).exit_code == 1
    assert not project.releases.exists()


def _loaded(*command: str) -> set[str]:
    """What is loaded when a command has ended."""
    asked = "import atexit, sys; atexit.register(lambda: print('loaded', *sys.modules)); from gongkai.cli import main; "
    asked += f"main({list(command)!r})"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\nloaded ")[-1].split())


def test_commands_load_what_they_need_and_no_more(project: Folder) -> None:
    reading = {"gongkai.readers", "gongkai.recognise"}
    assert not _loaded("--version") & {*reading, "gongkai.dataset", "pyarrow"}
    assert _loaded("ingest", "--help") >= reading
    built = _loaded("build", "--jobs", "1", "--no-workbooks", "-C", str(project.root))
    assert "pyarrow" in built
    assert not built & {*reading, "pandas"}, "pandas takes as long to load as all else"


def test_every_command_is_there() -> None:
    context = click.Context(main)
    named = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert set(named.values()) == {*commands.COMMANDS, *intake.COMMANDS}
    assert all(one and one.name == name for name, one in named.items())
    assert main.get_command(context, "publish") is None
