"""What is around all reports: where places are, and which texts are alike. Made once for a whole dataset."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.dataset import Dataset
from gongkai.rules.gazetteer import Gazetteer
from gongkai.rules.resemblance import Key, Resemblance, prints, resemblances


@dataclass(frozen=True, slots=True)
class Around:
    """The places of the register, and for each report the sections that are like another agency's."""

    gazetteer: Gazetteer
    resemblances: Mapping[Key, tuple[Resemblance, ...]]


def around(dataset: Dataset) -> Around:
    """All that rules need to know beyond an agency's own reports."""
    texts = (text for report in dataset.reports for text in prints(report))
    return Around(Gazetteer(dataset.register), resemblances(texts, dataset.register))
