"""The commands that make a publisher's folder, check it, build and serve its site, and release versions of its data."""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from gongkai import datapackage, pipeline, scaffold, serve
from gongkai.bar import Bar
from gongkai.datapackage import finding_rows
from gongkai.dataset import Dataset, Folder, load, report_file
from gongkai.errors import GongkaiError
from gongkai.finding import Finding, Outcome, Severity
from gongkai.forms import CODELISTS, RULES
from gongkai.terminal import FAILED, of_folder, say, spoken, tell_problems
from gongkai.work import of_command, ready

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


@click.command()
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


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--rule", "rules", multiple=True, type=click.Choice(list(RULES)), help="Only this rule (repeatable).")
@click.option("--agency", "agencies", multiple=True, help="Only the reports of this agency (repeatable).")
@click.option("--since", type=int, default=0, metavar="YEAR", help="Only reports of this year and later ones.")
@of_folder
def check(folder: Folder, style: str, rules: tuple[str, ...], agencies: tuple[str, ...], since: int) -> None:
    """Say what is wrong with the files, and what the reports' figures contradict."""
    dataset = load(folder)
    strangers = [one for one in agencies if one not in dataset.register.agencies]
    if strangers:
        raise click.BadParameter(", ".join(strangers), param_hint="--agency")
    judged = pipeline.judge(dataset)
    dataset = pipeline.with_unknown(dataset, judged)
    found = [
        one
        for one in pipeline.findings(judged)
        if one.year >= since and one.rule in (rules or RULES) and one.agency_id in (agencies or (one.agency_id,))
    ]
    {"text": _print_text, "json": _print_json, "github": _print_github}[style](dataset, found)
    if style == "text" and not (rules or agencies or since):
        _print_coverage(datapackage.coverage(dataset, judged, folder.waiting))
    sys.exit(FAILED if dataset.problems else 0)


@click.command()
@click.option("--jobs", type=click.IntRange(1), help="Processes that work side by side; default: one a core.")
@click.option("--scheduler", metavar="ADDRESS", help="A dask cluster that does the work, such as tcp://host:8786.")
@click.option("--workbooks/--no-workbooks", default=True, help="An XLSX file for each agency and region, or none.")
@click.option("--whole", is_flag=True, help="Tables in one file each, and a database, also beyond 5,000 reports.")
@click.option("--anew", is_flag=True, help="Build also where nothing has changed.")
@of_folder
def build(folder: Folder, jobs: int | None, scheduler: str | None, *, workbooks: bool, whole: bool, anew: bool) -> None:
    """Check, package and publish into build/site/."""
    ready()
    workers = of_command(jobs, scheduler, Bar(), workbooks=workbooks, whole=whole)
    done = pipeline.build(folder, workers, anew=anew)
    tell_problems(done.problems)
    say(
        f"已生成 {folder.name(folder.site)}：{done.reports} 份年报，{done.pages} 个页面。",
        f"Built {folder.name(folder.site)}: {done.reports} reports, {done.pages} pages.",
        fg="green",
    )
    sys.exit(FAILED if done.problems else 0)


@click.command()
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the release; default: today.")
@of_folder
def release(folder: Folder, day: datetime | None) -> None:
    """Name a version of the data from what changed, and keep it."""
    made = pipeline.release(folder, (day or datetime.now(tz=UTC)).date().isoformat())
    if made is None:
        say(f"数据自 {folder.version} 版以来没有变化。", f"Nothing has changed since version {folder.version}.")
        return
    say(f"已发布 {made.version} 版。", f"Released version {made.version}.", fg="green")
    click.echo(datapackage.changelog.markdown([made], spoken()))


@click.command(name="serve")
@click.option("--port", default=8000, show_default=True, help="The port on 127.0.0.1.")
@of_folder
def serve_(folder: Folder, port: int) -> None:
    """Build, serve on 127.0.0.1, and build again on every change."""
    serve.serve(folder, port, on_event=lambda event: click.echo(event[spoken()]))


def _print_text(dataset: Dataset, found: list[Finding]) -> None:
    """Grouped by report: what is violated at its place, what is uncertain by rule, what is not assessable in a line."""
    tell_problems(dataset.problems)
    if not found:
        say("没有发现。", "Nothing found.")
    outcomes = {item.code: item[spoken()] for item in CODELISTS["finding_outcome"].items}
    severities = {item.code: item[spoken()] for item in CODELISTS["severity"].items}
    for (agency_id, year), group in groupby(found, key=lambda finding: (finding.agency_id, finding.year)):
        agency = dataset.register.agencies[agency_id]
        say(f"{agency.name} {year}", f"{agency.name_en} {year}", bold=True, nl=False)
        click.echo(f"  {report_file(agency_id, year)}")
        of_report = list(group)
        for finding in (one for one in of_report if one.outcome is Outcome.VIOLATED):
            remark = finding.severity is not Severity.ERROR
            _print_finding(finding, severities[finding.severity] if remark else outcomes[finding.outcome])
        _print_uncertain([one for one in of_report if one.outcome is Outcome.UNCERTAIN], outcomes[Outcome.UNCERTAIN])
        rules = dict.fromkeys(one.rule for one in of_report if one.outcome is Outcome.NOT_ASSESSABLE)
        if rules:
            click.echo(f"  {outcomes[Outcome.NOT_ASSESSABLE]}  {', '.join(rules)}")


def _print_finding(finding: Finding, outcome: str) -> None:
    """One line, and one for what was said about it."""
    colour = _COLOURS[finding.severity] if finding.outcome is Outcome.VIOLATED else None
    click.secho(f"  {outcome}", fg=colour, nl=False)
    click.echo(f"  {finding.rule}  {finding.cell}  {finding.message[spoken()]}")
    if said := finding.explanation:
        about = [part for part in (said.by, said.date, said.source) if part]
        say(f"    说明：{said.why}（{'，'.join(about)}）", f"    Explained: {said.why} ({', '.join(about)})")


def _print_uncertain(found: Iterable[Finding], outcome: str) -> None:
    """One line a rule: its only place, or how many there are with the first of them."""
    for _, group in groupby(found, key=lambda finding: finding.rule):
        first, *more = group
        _print_finding(first, outcome)
        if more:
            say(f"    同一规则另有 {len(more)} 处", f"    and {len(more)} more of this rule")


def _print_coverage(counts: Mapping[str, int]) -> None:
    """How many reports of the agencies in the register are there, by status; nothing where none is expected."""
    labels = {item.code: item[spoken()] for item in CODELISTS["coverage_status"].items}
    told = [f"{label} {counts[code]}" for code, label in labels.items() if counts.get(code)]
    if told:
        say(f"收录情况（机关×年份）：{'；'.join(told)}", f"Coverage (agencies × years): {'; '.join(told)}")


def _print_json(dataset: Dataset, found: Iterable[Finding]) -> None:
    """The rows of the resource `findings`; problems go to standard error."""
    tell_problems(dataset.problems)
    click.echo(json.dumps(finding_rows(sorted(found, key=lambda finding: finding.id)), ensure_ascii=False, indent=1))


def _print_github(dataset: Dataset, found: Iterable[Finding]) -> None:
    """Annotations of a GitHub workflow: schema errors at their line, violations at the report's file."""
    for problem in dataset.problems:
        place = f"file={problem.file},line={max(problem.line, 1)},col={max(problem.column, 1)}"
        click.echo(f"::error {place}::{_github(problem.text(spoken()))}")
    for finding in found:
        if finding.outcome is Outcome.VIOLATED:
            file = report_file(finding.agency_id, finding.year)
            text = _github(f"{finding.rule}: {finding.message[spoken()]}")
            click.echo(f"::{_GITHUB[finding.severity]} file={file}::{text}")


def _github(text: str) -> str:
    """Escaped as workflow commands want it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


COMMANDS: Final = (init, check, build, release, serve_)
