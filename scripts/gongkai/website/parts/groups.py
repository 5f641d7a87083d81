"""Which reports may be compared and added up: those of one kind and level of agency, never others together."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from gongkai.dataset import History
from gongkai.forms import CODELISTS
from gongkai.forms.model import Coded
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.text import Text
from gongkai.website.words import TEXTS

#: A report with its agency's history.
Entry = tuple[History, Report]


class Group(NamedTuple):
    """A kind and a level; a government's report covers its area and so contains what its departments report."""

    kind: str
    level: str

    @property
    def code(self) -> str:
        """For anchors: `prefecture-government`."""
        return f"{self.level}-{self.kind}"

    @property
    def label(self) -> Text:
        """Such as 市级人民政府."""
        return _label(self)

    @property
    def order(self) -> tuple[int, int]:
        """Governments before departments, higher levels first."""
        return CODELISTS["kind"].codes.index(self.kind), CODELISTS["level"].codes.index(self.level)


def group_of(agency: Agency) -> Group:
    """The agency's own group."""
    return Group(agency.kind, agency.level)


def groups(agencies: Iterable[Agency]) -> dict[str, Group]:
    """The group of each agency, by its id."""
    return {agency.agency_id: group_of(agency) for agency in agencies}


def by_group(entries: Iterable[Entry]) -> dict[Group, list[Entry]]:
    """Reports by group, in the groups' order."""
    found: dict[Group, list[Entry]] = {}
    for history, report in entries:
        found.setdefault(group_of(history.agency), []).append((history, report))
    return {group: found[group] for group in sorted(found, key=lambda group: group.order)}


def counted(agencies: Iterable[Agency]) -> tuple[tuple[Group, int], ...]:
    """How many agencies each group has, in the groups' order."""
    found = Counter(map(group_of, agencies))
    return tuple((group, found[group]) for group in sorted(found, key=lambda group: group.order))


@cache
def _label(group: Group) -> Text:
    level = _item("level", group.level)
    inside = Text(zh=level.zh, en=level.en.lower())
    return TEXTS["group"].format(kind=_item("kind", group.kind), level=inside)


def _item(codelist: str, code: str) -> Coded:
    return next(item for item in CODELISTS[codelist].items if item.code == code)
