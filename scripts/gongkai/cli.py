"""The command `gongkai`: arguments, printing, exit codes; all else is done by the modules it calls."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from gongkai import __version__, ingest, pipeline, scaffold, serve
from gongkai.datapackage import finding_rows
from gongkai.dataset import Folder, load
from gongkai.errors import GongkaiError, Problem
from gongkai.finding import Finding, Outcome, Severity
from gongkai.forms import CODELISTS
from gongkai.text import Language

#: Exit codes of the contract.
FAILED: Final = 1
WAITING: Final = 3

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def spoken() -> Language:
    """The language of messages: `GONGKAI_LANGUAGE`, else the terminal's where it is English, else Chinese."""
    wanted = os.environ.get("GONGKAI_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if wanted.startswith("en") else "zh"


def say(zh: str, en: str, **options: Any) -> None:  # noqa: ANN401  click.secho's own options
    """Print in the reader's language."""
    click.secho(en if spoken() == "en" else zh, **options)


def _command(function: Callable[..., None]) -> Callable[..., None]:
    """A command of the contract: it takes `-C`, and an error of ours is printed, not thrown."""

    @click.option(
        "-C", "root", type=click.Path(path_type=Path), default=".", help="A publisher's folder (default: here)."
    )
    @wraps(function)
    def run(root: Path, **options: object) -> None:
        try:
            function(Folder(root.resolve()), **options)
        except GongkaiError as error:
            click.secho(error.text(spoken()), fg="red", err=True)
            sys.exit(FAILED)

    return run


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


@main.command(name="ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--retrieved", help="The day the documents were retrieved, YYYY-MM-DD (default: today).")
@click.option("--text/--no-text", "keep_text", default=True, help="Keep the sections' text, or only figures and facts.")
@click.option("--replace", is_flag=True, help="Let a different reading replace an existing report.")
@_command
def ingest_(folder: Folder, paths: tuple[Path, ...], retrieved: str | None, *, keep_text: bool, replace: bool) -> None:
    """Read documents, or folders of them, into datasets/reports/."""
    day = retrieved or datetime.now(UTC).date().isoformat()
    results = ingest.ingest(folder, paths, retrieved=day, keep_text=keep_text, replace=replace, on_result=_print_result)
    waiting = sum(1 for result in results if result.state in ("waiting", "unreadable"))
    say(
        f"共 {len(results)} 份：{len(results) - waiting} 份已收录，{waiting} 份待核实。",
        f"{len(results)} documents: {len(results) - waiting} taken in, {waiting} waiting.",
        bold=True,
    )
    sys.exit(WAITING if waiting else 0)


@main.command()
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text")
@_command
def check(folder: Folder, style: str) -> None:
    """Say what is wrong with the files, and what the reports' figures contradict."""
    dataset = load(folder)
    found = pipeline.findings(pipeline.judge(dataset))
    {"text": _print_text, "json": _print_json, "github": _print_github}[style](dataset.problems, found)
    sys.exit(FAILED if dataset.problems else 0)


@main.command()
@_command
def build(folder: Folder) -> None:
    """Check, package and publish into build/site/."""
    done = pipeline.build(folder)
    _print_problems(done.dataset.problems)
    say(
        f"已生成 {folder.name(folder.site)}：{sum(1 for _ in done.dataset.reports)} 份年报，{done.pages} 个页面。",
        f"Built {folder.name(folder.site)}: {sum(1 for _ in done.dataset.reports)} reports, {done.pages} pages.",
        fg="green",
    )
    sys.exit(FAILED if done.dataset.problems else 0)


@main.command(name="serve")
@click.option("--port", default=8000, show_default=True, help="The port on 127.0.0.1.")
@_command
def serve_(folder: Folder, port: int) -> None:
    """Build, serve on 127.0.0.1, and build again on every change."""
    serve.serve(folder, port, on_event=lambda event: click.echo(event[spoken()]))


def _print_result(result: ingest.Result) -> None:
    """One line a document, and its doubts."""
    click.secho(result.summary[spoken()], fg="yellow" if result.doubts else None)
    for doubt in result.doubts:
        click.echo(f"  {doubt[spoken()]}")


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.secho(problem.text(spoken()), fg="red", err=True)


def _print_text(problems: Iterable[Problem], found: Iterable[Finding]) -> None:
    """Grouped by report: what is violated and uncertain at its place, what cannot be assessed in a line."""
    _print_problems(problems)
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
    _print_problems(problems)
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
