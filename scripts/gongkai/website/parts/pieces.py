"""The small values that pages of every kind are made of; `partials/shared/` lays them out.

Addresses are from the language's root; what is empty is left out.
"""

from typing import NamedTuple


class Crumb(NamedTuple):
    """A step on the way down to a page."""

    label: str
    address: str


class Pill(NamedTuple):
    """A short choice, such as a year. Without an address it is the page itself; `missing` says why there is none."""

    label: str
    address: str = ""
    missing: str = ""


class Note(NamedTuple):
    """A finding's number at a figure (※1); `anchor` is the finding's place on the report's page."""

    number: int
    anchor: str


class KeyFigure(NamedTuple):
    """A figure that stands large: written out, with what changed since the year before and a note.

    `blank`: the value stands for a missing figure, `absent`: it says that there is none to take;
    `notes`: the findings that speak of it.
    """

    label: str
    value: str
    change: str = ""
    note: str = ""
    blank: bool = False
    absent: bool = False
    notes: tuple[Note, ...] = ()


class Download(NamedTuple):
    """A file beside the page; `note` is its size or what is in it."""

    label: str
    address: str
    note: str = ""
