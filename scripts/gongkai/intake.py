"""The commands that take reports in: `ingest`, and for what waits `inbox` and `accept`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from gongkai import ingest
from gongkai.dataset import Folder
from gongkai.ingest import accepting
from gongkai.ingest.waiting import waiting
from gongkai.terminal import FAILED, WAITING, of_folder, say, spoken, tell, tell_problems


@click.command(name="ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--retrieved", help="The day the documents were retrieved, YYYY-MM-DD (default: today).")
@click.option("--text/--no-text", "keep_text", default=True, help="Keep the sections' text, or only figures and facts.")
@click.option("--replace", is_flag=True, help="Let a different reading replace an existing report.")
@of_folder
def ingest_(folder: Folder, paths: tuple[Path, ...], retrieved: str | None, *, keep_text: bool, replace: bool) -> None:
    """Read documents, or folders of them, into datasets/reports/."""
    day = retrieved or datetime.now(UTC).date().isoformat()
    results = ingest.ingest(folder, paths, retrieved=day, keep_text=keep_text, replace=replace, on_result=_print_result)
    still = sum(1 for result in results if result.state in ("waiting", "unreadable"))
    say(
        f"共 {len(results)} 份：{len(results) - still} 份已收录，{still} 份待核实。",
        f"{len(results)} documents: {len(results) - still} taken in, {still} waiting.",
        bold=True,
    )
    sys.exit(WAITING if still else 0)


@click.command()
@of_folder
def inbox(folder: Folder) -> None:
    """List the reports that wait in datasets/inbox/, each with its doubts."""
    found = list(waiting(folder))
    for one in found:
        click.secho(f"{one.name}  {one.whose}  {one.document}", bold=True)
        for doubt in one.doubts:
            click.echo(f"  {doubt[spoken()]}")
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


def _print_accepted(one: accepting.Accepted) -> None:
    colour = {"accepted": "green", "waiting": "yellow", "faulty": "red"}[one.outcome]
    say(f"{one.name}：{one.summary.zh}", f"{one.name}: {one.summary.en}", fg=colour)
    tell_problems(one.problems)
    for doubt in one.doubts:
        click.echo(f"  {doubt[spoken()]}")


def _print_result(result: ingest.Result) -> None:
    """One line a document, and its doubts."""
    tell(result.summary, fg="yellow" if result.doubts else None)
    for doubt in result.doubts:
        click.echo(f"  {doubt[spoken()]}")


COMMANDS: Final = (ingest_, inbox, accept)
