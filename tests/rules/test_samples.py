"""Real documents with known contradictions and oddities: each is found. They stand beside the repository.

Out of reach are:
- Shanghai 2019, 258 against 275 and 265 against 337: the totals of the table are blank, and to read them off the parts
  would take blank parts for zeros, so the rule is uncertain, as listed below;
- Liwan 2020, decisions that equal the new number of items: that may be so, no rule compares the two;
- Nilka 2023, a town with regulations: the excerpt does not name it, and so not its power to make any;
- Rongchang 2019, published in June: the day stands in the page's address alone; that an amount in 万元 was meant in 元
  is a guess;
- Hengdong 2023, published in March: the regulation sets townships no day.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from gongkai import readers
from gongkai.dataset import Folder
from gongkai.finding import Finding, Outcome
from gongkai.recognise import directory, recognise
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.rules import judge
from places import ROOT, SHARED, needs_shared

pytestmark = needs_shared
KNOWN = directory(Folder(ROOT).register())
V, U = Outcome.VIOLATED, Outcome.UNCERTAIN

#: A sample → what is known of it: rule, outcome, cell.
FOUND: dict[str, set[tuple[str, Outcome, str]]] = {
    "hongze-district-2023.pdf": {
        ("challenge-total", V, "legal_challenges.reconsideration.total"),
        ("challenge-total", V, "legal_challenges.litigation_after_reconsideration.total"),
        ("label-variant", V, "requests.denied_prohibited_by_law"),
    },
    "shanghai-general-office-2019.html": {("cell-blank", V, "requests"), ("text-outcomes", U, "requests")},
    "anhui-stats-2021-narrative.txt": {("table-missing", V, "requests")},
    "hengdong-yanglin-town-2023-old-format.txt": {
        ("form-outdated", V, ""),
        ("cell-blank", V, "proactive_disclosure"),
    },
    "jiaxian-hui-town-2022-blank.txt": {("form-outdated", V, ""), ("cell-blank", V, "requests")},
    "lintong-devzone-2021.txt": {
        ("cell-unit", V, "proactive_disclosure.administrative_fees.amount"),
        ("label-variant", V, "requests.carried_in"),
    },
    "taojiang-songmutang-town-2022.txt": {
        ("regulations-without-power", V, "proactive_disclosure.regulations.issued"),
        ("regulations-without-power", V, "proactive_disclosure.regulations.in_force"),
    },
    "taojiang-songmutang-town-2023.txt": {
        ("in-force", V, "proactive_disclosure.normative_documents.in_force"),
        ("in-force", V, "proactive_disclosure.regulations.in_force"),
    },
    "tianmen-tuoshi-town-2020.txt": {("row-unknown", V, "proactive_disclosure")},
    "wuchang-minyi-township-2021-no-tables.txt": {
        ("table-missing", V, f"{table}") for table in ("proactive_disclosure", "requests", "legal_challenges")
    },
    "yuyang-tuofenglu-street-2020.txt": {("cell-blank", V, "requests.received_new")},
}


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[Finding, ...]]:
    """The findings of every sample; reports of an agency's consecutive years are judged side by side."""
    read = {path.name: _read(path) for path in SHARED.glob("samples/*/*") if path.name in FOUND}
    reports = [report for report, _ in read.values()]
    return {name: tuple(_findings(report, agency, reports)) for name, (report, agency) in read.items()}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_known_of_a_sample_is_found(name: str, found: dict[str, tuple[Finding, ...]]) -> None:
    assert FOUND[name] <= {(one.rule, one.outcome, str(one.cell)) for one in found[name]}


def _read(path: Path) -> tuple[Report, Agency | None]:
    draft = recognise(readers.read(path), KNOWN)
    report = Report(
        agency=draft.agency.agency_id if draft.agency else "",
        year=draft.year or 0,
        title=draft.title,
        form=draft.form,
        published=draft.published,
        figures=draft.figures,
        stated=draft.stated,
        facts=draft.facts,
        marks=draft.marks,
    )
    return report, draft.agency


def _findings(report: Report, agency: Agency | None, reports: Iterable[Report]) -> Iterable[Finding]:
    own = {one.year: one for one in reports if one.agency and one.agency == report.agency}
    return judge(report, own or {report.year: report}, agency).findings
