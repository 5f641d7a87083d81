"""An agency's indicators as a small script, which the compare page loads for every agency that a reader chooses.

`gongkaiValues({agency, name, group, order, years: {<year>: {<indicator>: [text, value]}}});`: `text` as pages show it,
`value` a number, or `null` where there is none to draw (blank, no cases, too few for a share).
"""

import json
from pathlib import Path
from typing import Final

from gongkai.dataset import History
from gongkai.files import create
from gongkai.indicators import Measure, Status
from gongkai.text import Language
from gongkai.website.parts.figures import written
from gongkai.website.parts.groups import group_of
from gongkai.website.site import Site
from gongkai.website.words import Words

FILE: Final = "values.js"


def write_values(site: Site, language: Language, root: Path) -> None:
    """One file an agency, beside its pages, which are there."""
    words = Words(language)
    for history in site.histories:
        said = json.dumps(_agency(site, words, history), ensure_ascii=False, separators=(",", ":"))
        create(f"{root}/agencies/{history.agency.agency_id}/{FILE}", f"gongkaiValues({said});\n")


def _agency(site: Site, words: Words, history: History) -> dict[str, object]:
    agency, group = history.agency, group_of(history.agency)
    return {
        "agency": agency.agency_id,
        "name": agency.name if words.language == "zh" else agency.name_en,
        "group": group.label[words.language],
        "order": group.order,
        "years": {year: _measures(words, site, (agency.agency_id, year)) for year in history.years},
    }


def _measures(words: Words, site: Site, key: tuple[str, int]) -> dict[str, tuple[str, float | None]]:
    return {code: (written(words, found), _drawn(found)) for code, found in site.measures[key].items()}


def _drawn(found: Measure) -> float | None:
    return float(found.value) if found.status is Status.VALUE and found.value is not None else None
