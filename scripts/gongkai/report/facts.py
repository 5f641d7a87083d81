"""What the rules need to know of a report's text, kept as facts so that its sentences need not be published."""

from typing import NamedTuple

from gongkai.cell import Cell


class Named(NamedTuple):
    """An account, a website or an organisation that the text names as the agency's own; `kind` is of `named_kind`."""

    section: str
    kind: str
    name: str


class Label(NamedTuple):
    """The label of a row as the document prints it; the cell of a row that no form has is its table."""

    cell: Cell
    written: str


class Sketch(NamedTuple):
    """A section's fingerprint: `length` characters without figures and formulas, and `print`, from `gongkai.sketch`."""

    section: str
    length: int
    print: str


class Facts(NamedTuple):
    """What reading a document kept of its text.

    `sections` are those that have a heading; `silent` those of them that say nothing, or only 无; `fees` those that
    speak of fees for processing information; `variants` and `unknown_rows` are labels that the form prints otherwise,
    or not at all.
    """

    sections: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    variants: tuple[Label, ...] = ()
    unknown_rows: tuple[Label, ...] = ()
    sketches: tuple[Sketch, ...] = ()
