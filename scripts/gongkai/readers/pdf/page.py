"""What a page of a PDF shows: characters and rulings, in points from its upper left corner, y downwards."""

from dataclasses import dataclass
from typing import NamedTuple


class Char(NamedTuple):
    """A character in its box; `x`, `base` is where it is put on its line.

    `turn` is how often it is turned a quarter to the left: 0 upright, -1 slanted.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    x: float
    base: float
    size: float
    turn: int

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def upright(self) -> "Char":
        """The character as it stands when what is written so is turned back."""
        text, x0, y0, x1, y1, x, base, size, turn = self
        if turn == 1:
            return Char(text, -y1, x0, -y0, x1, -base, x, size, 0)
        if turn == 2:  # noqa: PLR2004  half around
            return Char(text, -x1, -y1, -x0, -y0, -x, -base, size, 0)
        if turn == 3:  # noqa: PLR2004  three quarters
            return Char(text, y0, -x1, y1, -x0, base, -x, size, 0)
        return self


class Rule(NamedTuple):
    """The box around a straight line; as thin as it is drawn."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page, numbered from 1; `pictures` says whether there is an image on it, `hidden` how much text is not shown."""

    number: int
    width: float
    height: float
    pictures: bool
    hidden: int
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
