"""The commands that take reports in: `ingest`, for what waits `inbox` and `accept`, and `explain` for each figure."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from gongkai import ingest
from gongkai.cell import Cell
from gongkai.dataset import Folder
from gongkai.ingest import accepting, explaining
from gongkai.ingest.waiting import waiting
from gongkai.terminal import FAILED, WAITING, of_folder, plain, say, spoken, tell, tell_problems
from gongkai.work import of_command

#: Doubts of a document that are told while others are read.
_MOST_SHOWN: Final = 5


@dataclass
class Told:
    """What came of documents: how many in each state, and those that somebody must look at."""

    counts: Counter[ingest.State] = field(default_factory=Counter)
    still: list[ingest.Result] = field(default_factory=list)

    def add(self, result: ingest.Result) -> None:
        """Count a document."""
        self.counts[result.state] += 1
        if result.doubts:
            self.still.append(result)


@click.command(name="ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--retrieved", help="The day the documents were retrieved, YYYY-MM-DD (default: today).")
@click.option("--text/--no-text", "keep_text", default=True, help="Keep the sections' text, or only figures and facts.")
@click.option("--replace", is_flag=True, help="Read again what was taken in before, and let it replace what differs.")
@click.option("--jobs", type=click.IntRange(1), help="Documents read at the same time (default: one a core).")
@click.option("--scheduler", metavar="ADDRESS", help="A dask cluster that does the work, such as tcp://host:8786.")
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), default=30, show_default=True, help="Seconds for a document."
)
@of_folder
def ingest_(
    folder: Folder,
    paths: tuple[Path, ...],
    jobs: int | None,
    scheduler: str | None,
    timeout: float,
    **manner: Any,  # noqa: ANN401  the options that say how, as click gives them
) -> None:
    """Read documents, or folders of them, into datasets/reports/."""
    manner["retrieved"] = manner["retrieved"] or datetime.now(UTC).date().isoformat()
    files = ingest.documents(path.absolute() for path in paths)
    crew = of_command(jobs, scheduler)
    workers = ingest.Workers(jobs=min(crew.jobs, max(len(files), 1)), start=crew.start, seconds=timeout)
    results = ingest.ingest(folder, files, ingest.Manner(**manner), workers)
    told = _with_bar(results, len(files)) if sys.stderr.isatty() else _with_lines(results)
    _print_closing(folder, told)
    sys.exit(WAITING if told.still else 0)


@click.command()
@of_folder
def inbox(folder: Folder) -> None:
    """List the reports that wait in datasets/inbox/, each with its doubts."""
    found = list(waiting(folder))
    for one in found:
        click.secho(plain(f"{one.name}  {one.whose}  {one.document}"), bold=True)
        for doubt in one.doubts:
            click.echo(f"  {plain(doubt[spoken()])}")
        for problem in one.problems:
            click.secho(f"  {problem.text(spoken())}", fg="red")
    ready = sum(1 for one in found if not one.doubts and not one.problems)
    say(f"{len(found)} 份待核实，其中 {ready} 份已无疑问。", f"{len(found)} waiting, {ready} of them without doubts.")


@click.command()
@click.argument("names", nargs=-1)
@click.option("--all-clean", is_flag=True, help="Accept everything that has no doubt left.")
@click.option("--confirm", is_flag=True, help="You have looked at the doubts that are left, and vouch for the report.")
@click.option("--replace", is_flag=True, help="Take this report in place of a different one of that agency and year.")
@of_folder
def accept(folder: Folder, names: tuple[str, ...], *, all_clean: bool, confirm: bool, replace: bool) -> None:
    """Move reports that were looked through from datasets/inbox/ to datasets/reports/."""
    if bool(names) == all_clean:
        raise click.UsageError("NAMES or --all-clean")
    found = accepting.settled(folder) if all_clean else accepting.named(folder, names)
    register = folder.register()
    done = [accepting.accept(folder, one, register, confirm=confirm, replace=replace) for one in found]
    for one in done:
        _print_accepted(one)
    if not done:
        say("没有已无疑问的年报。", "There is none without doubts.")
    outcomes = {one.outcome for one in done}
    sys.exit(FAILED if "faulty" in outcomes else WAITING if "waiting" in outcomes else 0)


@click.command()
@click.argument("agency")
@click.argument("year", type=int)
@click.argument("cell")
@click.option("--document", type=click.Path(path_type=Path, exists=True), help="The document that was read.")
@of_folder
def explain(folder: Folder, agency: str, year: int, cell: str, document: Path | None) -> None:
    """Say where a figure stands in its document, such as requests.received_new.business."""
    found = explaining.explain(folder, agency, year, _cell(cell))
    say(f"{found.label.zh}：{_figure(found, '空')}", f"{found.label.en}: {_figure(found, 'blank')}", bold=True)
    say(f"文件：{found.source.zh}", f"Document: {found.source.en}")
    if found.place is None:
        say("没有记录位置：数字是人工录入的。", "No place is recorded: the figure was entered by hand.")
        return
    say(f"位置：{found.place.text.zh}", f"Place: {found.place.text.en}")
    read = explaining.document_of(folder, agency, year, document)
    if read is None:
        say(
            f"要看原文：加 --document 文件，或把文件放到 {folder.name(folder.documents)}/。",
            f"To see what stands there: add --document FILE, or put the file into {folder.name(folder.documents)}/.",
        )
        return
    lines = explaining.snippet(read, found.place)
    if not lines:
        say("文件现在的读法不同，找不到这个位置。", "The file is read differently now; the place is not found.")
    for line in lines:
        click.echo(plain(f"  {line}"))


def _cell(written: str) -> Cell:
    try:
        return Cell.parse(written)
    except ValueError:
        return Cell(written)


def _figure(found: explaining.Explanation, blank: str) -> str:
    value = blank if found.value is None else str(found.value)
    return f"{value} ({found.written})" if found.written else value


def _print_accepted(one: accepting.Accepted) -> None:
    colour = {"accepted": "green", "waiting": "yellow", "faulty": "red"}[one.outcome]
    say(f"{one.name}：{one.summary.zh}", f"{one.name}: {one.summary.en}", fg=colour)
    tell_problems(one.problems)
    for doubt in one.doubts:
        click.echo(f"  {plain(doubt[spoken()])}")


def _with_lines(results: Iterable[ingest.Result]) -> Told:
    """A line a document as it comes, and its doubts."""
    told = Told()
    for result in results:
        tell(result.summary, fg="yellow" if result.doubts else None)
        for doubt in result.doubts[:_MOST_SHOWN]:
            click.echo(f"  {plain(doubt[spoken()])}")
        if (left := len(result.doubts) - _MOST_SHOWN) > 0:
            say(f"  ……还有 {left} 处，用 gongkai inbox 查看。", f"  … {left} more: gongkai inbox.")
        told.add(result)
    return told


def _with_bar(results: Iterable[ingest.Result], count: int) -> Told:
    """How far it is, on a terminal."""
    told = Told()
    with click.progressbar(results, count, show_pos=True, file=sys.stderr) as bar:
        for result in bar:
            told.add(result)
    return told


def _print_closing(folder: Folder, told: Told) -> None:
    """How many documents came to what, and of each that was not taken in where it waits or why it cannot be read."""
    for state, words in ingest.STATES.items():
        say(f"{words.zh}：{told.counts[state]}", f"{words.en}: {told.counts[state]}", bold=True)
        for result in told.still:
            if result.state == state:
                place = f"{folder.name(result.path)}  " if result.path else ""
                more = f"  (+{len(result.doubts) - 1})" if len(result.doubts) > 1 else ""
                why = result.doubts[0][spoken()].removeprefix(result.document).lstrip("：:, ")
                click.echo(plain(f"  {result.document}  {place}{why}{more}"))


COMMANDS: Final = (ingest_, inbox, accept, explain)
