"""What rules go by besides the forms, as values: who may do what, until when, and how far from usual is far."""

from dataclasses import dataclass

from pydantic import ConfigDict, with_config

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Agencies of one kind and level."""

    kind: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulations:
    """Who may make 规章.

    `row` is where they are counted, `made` the measures that count what the agency itself made. Agencies whose name
    ends like `offices` report for a government; the kinds `doubtful` are left to a person.
    """

    row: str
    made: frozenset[str]
    makers: tuple[Maker, ...]
    offices: tuple[str, ...]
    doubtful: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The day (`MM-DD`) of the next year by which agencies of a kind and these levels publish."""

    kind: str
    levels: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """All deadlines; within `grace_days` after one nothing is certain."""

    days: tuple[Deadline, ...]
    grace_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """Where which forms ask for fees for processing information."""

    forms: frozenset[str]
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outliers:
    """When a figure is far outside the agency's own series.

    `times` the median of the other years, and more than so many `deviations` from it; neither below `least`.
    """

    fewest_years: int
    times: int
    deviations: int
    least: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """From which share on two texts are the `same`, from which on it is `doubtful`; shorter ones say nothing."""

    same: float
    doubtful: float
    shortest: int


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The content of `limits.yml`.

    A short name before one of the `features` is no place, nor are `everyday` words.
    """

    regulations: Regulations
    deadlines: Deadlines
    fees: Fees
    outliers: Outliers
    likeness: Likeness
    features: str
    everyday: frozenset[str]
