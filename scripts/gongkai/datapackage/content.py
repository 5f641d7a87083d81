"""What is to be published: a publisher's folder as read, what the rules say of it, and what still waits."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gongkai.dataset import Dataset
from gongkai.report import Report
from gongkai.rules import Judgement

#: An agency's id and a year.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Content:
    """The whole input of the package; every report has its judgement.

    `waiting`: agencies and years of which a report is in the inbox.
    """

    dataset: Dataset
    judgements: Mapping[Place, Judgement]
    waiting: AbstractSet[Place] = frozenset()

    @property
    def judged(self) -> Iterator[tuple[Report, Judgement]]:
        """Every report with its judgement, by agency and year."""
        return ((report, self.judgements[report.agency, report.year]) for report in self.dataset.reports)
