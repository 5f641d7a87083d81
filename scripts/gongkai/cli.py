"""The command `gongkai`: arguments, printing, exit codes are those of its commands, each loaded when it is called."""

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Final

import click

from gongkai import __version__, work

#: The module of each command.
_MODULES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("build", "check", "init", "release", "serve"), "gongkai.commands"),
    **dict.fromkeys(("accept", "explain", "inbox", "ingest"), "gongkai.intake"),
}
#: Commands that share out work, with the module of that work: other processes load it while this one loads the command.
_SHARED: Final[Mapping[str, str]] = {"build": "gongkai.stages", "serve": "gongkai.stages"}


class _Commands(click.Group):
    """All commands; each loads no more than it needs: that takes longer than many a build."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        del ctx
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        del ctx
        if cmd_name not in _MODULES:
            return None
        with _nothing_thrown_away():
            module = import_module(_MODULES[cmd_name])
        return next((one for one in module.COMMANDS if one.name == cmd_name), None)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called."""
        if args[0] in _SHARED and work.cores() > 1:
            work.warm(_SHARED[args[0]])
        return super().resolve_command(ctx, args)


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """No search for garbage while modules are loaded, all of which stay: it takes a fifth of that time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai")
@click.pass_context
def main(context: click.Context) -> None:
    """政府信息公开年报 → 开放数据和网站。From annual reports on information disclosure to open data and a website."""
    if os.environ.get("NO_COLOR"):
        context.color = False
