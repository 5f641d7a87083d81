"""The command `gongkai`: arguments, printing, exit codes; all else is done by the modules it calls."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from gongkai import __version__, intake, pipeline, scaffold, serve
from gongkai.datapackage import finding_rows
from gongkai.dataset import Folder, load
from gongkai.errors import GongkaiError, Problem
from gongkai.finding import Finding, Outcome, Severity
from gongkai.forms import CODELISTS
from gongkai.terminal import FAILED, of_folder, say, spoken, tell_problems

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai")
def main() -> None:
    """政府信息公开年报 → 开放数据和网站。From annual reports on information disclosure to open data and a website."""


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
def init(directory: Path) -> None:
    """Make a publisher's folder, ready to build."""
    try:
        made = scaffold.make(directory)
    except GongkaiError as error:
        click.secho(error.text(spoken()), fg="red", err=True)
        sys.exit(FAILED)
    say(f"已建立 {directory}（{len(made)} 个文件）。", f"Made {directory} ({len(made)} files).", fg="green")
    say(
        f"接下来：gongkai ingest -C {directory} 年报文件…；gongkai build -C {directory}",
        f"Next: gongkai ingest -C {directory} DOCUMENTS…; gongkai build -C {directory}",
    )


for command in intake.COMMANDS:
    main.add_command(command)


@main.command()
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text")
@of_folder
def check(folder: Folder, style: str) -> None:
    """Say what is wrong with the files, and what the reports' figures contradict."""
    dataset = load(folder)
    found = pipeline.findings(pipeline.judge(dataset))
    {"text": _print_text, "json": _print_json, "github": _print_github}[style](dataset.problems, found)
    sys.exit(FAILED if dataset.problems else 0)


@main.command()
@of_folder
def build(folder: Folder) -> None:
    """Check, package and publish into build/site/."""
    done = pipeline.build(folder)
    tell_problems(done.dataset.problems)
    say(
        f"已生成 {folder.name(folder.site)}：{sum(1 for _ in done.dataset.reports)} 份年报，{done.pages} 个页面。",
        f"Built {folder.name(folder.site)}: {sum(1 for _ in done.dataset.reports)} reports, {done.pages} pages.",
        fg="green",
    )
    sys.exit(FAILED if done.dataset.problems else 0)


@main.command(name="serve")
@click.option("--port", default=8000, show_default=True, help="The port on 127.0.0.1.")
@of_folder
def serve_(folder: Folder, port: int) -> None:
    """Build, serve on 127.0.0.1, and build again on every change."""
    serve.serve(folder, port, on_event=lambda event: click.echo(event[spoken()]))


def _print_text(problems: Iterable[Problem], found: Iterable[Finding]) -> None:
    """Grouped by report: what is violated and uncertain at its place, what cannot be assessed in a line."""
    tell_problems(problems)
    outcomes = {item.code: item[spoken()] for item in CODELISTS["finding_outcome"].items}
    heading = None
    for finding in found:
        if heading != (finding.agency_id, finding.year):
            heading = (finding.agency_id, finding.year)
            click.secho(f"{finding.agency_id} {finding.year}", bold=True)
        colour = _COLOURS[finding.severity] if finding.outcome is Outcome.VIOLATED else None
        click.secho(f"  {outcomes[finding.outcome]}", fg=colour, nl=False)
        click.echo(f"  {finding.rule}  {finding.cell}  {finding.message[spoken()]}")


def _print_json(problems: Iterable[Problem], found: Iterable[Finding]) -> None:
    """The rows of the resource `findings`; problems go to standard error."""
    tell_problems(problems)
    click.echo(json.dumps(finding_rows(sorted(found, key=lambda finding: finding.id)), ensure_ascii=False, indent=1))


def _print_github(problems: Iterable[Problem], found: Iterable[Finding]) -> None:
    """Annotations of a GitHub workflow: schema errors at their line, violations at the report's file."""
    for problem in problems:
        place = f"file={problem.file},line={max(problem.line, 1)},col={max(problem.column, 1)}"
        click.echo(f"::error {place}::{_github(problem.text(spoken()))}")
    for finding in found:
        if finding.outcome is Outcome.VIOLATED:
            file = f"datasets/reports/{finding.agency_id}/{finding.year}.yml"
            text = _github(f"{finding.rule}: {finding.message[spoken()]}")
            click.echo(f"::{_GITHUB[finding.severity]} file={file}::{text}")


def _github(text: str) -> str:
    """Escaped as workflow commands want it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
