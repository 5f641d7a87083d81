"""What came of reading a document: a report as far as it was read, every doubt, and the place of every figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.cell import Cell
from gongkai.document import Place
from gongkai.register import Agency
from gongkai.report import Facts, Figures, Mark, Statement
from gongkai.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that a person must look at: in words, with its place and, where it is one, the cell of the report."""

    message: Text
    place: Place = field(default_factory=Place)
    cell: Cell | None = None

    @property
    def text(self) -> Text:
        """Place and message together."""
        return Text(zh=f"{self.place.text.zh}：{self.message.zh}", en=f"{self.place.text.en}: {self.message.en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Words of a table that carry no figure, and the listed reason why they were left out (`""`: merged or blank)."""

    text: str
    place: Place
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report as far as it was read; it may be published as it stands only where there is no doubt.

    `agency` may be one that is not in the register yet (its status then is `register.PROPOSED`). `evidence` says where
    each figure stands; `skipped` lists what the tables hold besides labels and figures.
    """

    agency: Agency | None
    year: int | None
    title: str
    form: str
    published: str = ""
    figures: Figures = field(default_factory=dict)
    stated: tuple[Statement, ...] = ()
    facts: Facts | None = None
    text: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    evidence: Mapping[Cell, Place] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
