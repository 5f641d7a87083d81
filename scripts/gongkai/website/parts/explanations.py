"""What each row of the forms means, in plain words: the file `forms/explanations.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pydantic import ConfigDict, with_config

from gongkai.forms.load import load
from gongkai.text import Text


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a row counts, when the law allows such an answer, and what a reader can do about it."""

    means: Text
    lawful: Text | None = None
    reader: Text | None = None


#: By `table.row`, as `str(Cell)` writes it.
EXPLANATIONS: Final[Mapping[str, Explanation]] = load(
    files("gongkai.forms") / "explanations.yml", dict[str, Explanation]
)
