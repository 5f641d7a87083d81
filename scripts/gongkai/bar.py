"""How far a stage is, on a terminal: how many of how many, how many a second, how long it will take."""

import sys
import time
from typing import Final

import click

from gongkai.terminal import spoken
from gongkai.text import Text

_WIDTH: Final = 24
_SAYS: Final = Text(zh="{done}/{of}  每秒 {rate}  还需 {left}", en="{done}/{of}  {rate} a second  {left} left")


class Bar:
    """A line on standard error that is written again and again; nothing where that is no terminal."""

    def __init__(self) -> None:
        """Begin with no stage."""
        self._begun = 0.0

    def __call__(self, stage: Text, done: int, of: int) -> None:
        """Show the line; the last of a stage stays."""
        now = time.monotonic()
        if not done:
            self._begun = now
        if sys.stderr.isatty() and of > 1:
            click.echo(f"\r{_line(stage, done, of, now - self._begun)}", err=True, nl=done == of)


def _line(stage: Text, done: int, of: int, seconds: float) -> str:
    full = _WIDTH * done // of
    bar = "█" * full + "░" * (_WIDTH - full)
    rate = done / seconds if seconds else 0.0
    left = f"{(of - done) / rate:.0f} s" if rate else "…"
    said = _SAYS.format(done=done, of=of, rate=f"{rate:.1f}", left=left)
    return f"{stage[spoken()]} {bar} {said[spoken()]}   "
