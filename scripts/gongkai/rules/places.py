"""Names of other places in what the text calls the agency's own.

A name that also speaks of the agency's own place, or of one around or within it, is its own. A province or prefecture
is known by its short name, a county for certain only by its full one: there are too many of them.
"""

from typing import Final

from gongkai.cell import Cell
from gongkai.finding import Finding, Outcome
from gongkai.forms import CODELISTS
from gongkai.register import Agency, Region
from gongkai.report import Named
from gongkai.rules.case import NOTHING, Case, Checked, each, found, not_assessable
from gongkai.rules.gazetteer import Gazetteer, Hit
from gongkai.text import Text

_RULE: Final = "other-place"
#: To agencies of the state no place is another.
_EVERYWHERE: Final = "state"
_LARGE: Final = ("province", "prefecture")
_KINDS: Final = {item.code: item for item in CODELISTS["named_kind"].items}


def other(case: Case) -> Checked:
    """No account, website or body is named after another place. A place is a name."""
    if case.report.facts is None or case.agency is None or case.around is None:
        return not_assessable(_RULE, case, Cell(""))
    gazetteer, agency = case.around.gazetteer, case.agency
    if agency.level == _EVERYWHERE:
        return NOTHING
    names = {(one.section, one.kind, one.name): one for one in case.report.facts.named}
    return each(_judged(case, gazetteer, agency, one) for one in names.values())


def _judged(case: Case, gazetteer: Gazetteer, agency: Agency, named: Named) -> Finding | None:
    hits = list(gazetteer.hits(named.name))
    own = any(name in named.name for name in gazetteer.names(agency))
    if own or any(_is_own(gazetteer, agency, hit) for hit in hits):
        return None
    foreign = [hit for hit in hits if hit.whole or hit.edge]
    sure = next((hit for hit in foreign if hit.whole or _large(hit)), None)
    hit = sure or next(iter(foreign), None)
    if hit is None:
        return None
    outcome = Outcome.VIOLATED if sure else Outcome.UNCERTAIN
    section = next(one for one in case.report.layout.sections if one.code == named.section)
    zh, en = gazetteer.called(_largest(hit))
    words = {"number": section.number, "kind": _KINDS[named.kind], "name": named.name, "place": hit.words}
    words |= {"region": Text(zh=zh, en=en)}
    return found(_RULE, outcome, case, Cell(named.section), part=named.name, actual=named.name, words=words)


def _is_own(gazetteer: Gazetteer, agency: Agency, hit: Hit) -> bool:
    return any(gazetteer.near(region, agency.region_code) for region in hit.regions)


def _large(hit: Hit) -> bool:
    return any(region.level in _LARGE for region in hit.regions)


def _largest(hit: Hit) -> Region:
    return min(hit.regions, key=lambda region: (region.level not in _LARGE, region.region_code))
