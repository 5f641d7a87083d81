"""How every command speaks: in the reader's language, for a publisher's folder, with the exit codes of the contract."""

import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from gongkai.dataset import Folder
from gongkai.errors import GongkaiError, Problem
from gongkai.text import Language, Text

#: Exit codes of the contract.
FAILED: Final = 1
WAITING: Final = 3
#: What a terminal would obey, or take for the end of a line.
_ORDERS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def spoken() -> Language:
    """The language of messages: `GONGKAI_LANGUAGE`, else the terminal's where it is English, else Chinese."""
    wanted = os.environ.get("GONGKAI_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if wanted.startswith("en") else "zh"


def plain(words: str) -> str:
    """A line that quotes a file or its name, with nothing in it that a terminal would obey."""
    return _ORDERS.sub("\ufffd", words)


def say(zh: str, en: str, **options: Any) -> None:  # noqa: ANN401  click.secho's own options
    """Print in the reader's language."""
    click.secho(en if spoken() == "en" else zh, **options)


def tell(text: Text, **options: Any) -> None:  # noqa: ANN401  click.secho's own options
    """Print a text, in a line, in the reader's language."""
    click.secho(plain(text[spoken()]), **options)


def tell_problems(problems: Iterable[Problem]) -> None:
    """Print schema errors as compilers write them, to standard error."""
    for problem in problems:
        click.secho(problem.text(spoken()), fg="red", err=True)


def of_folder(function: Callable[..., None]) -> Callable[..., None]:
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
