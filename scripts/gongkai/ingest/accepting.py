"""From `datasets/inbox/` to `datasets/reports/`: only what a person has settled, and never over another report."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from gongkai.dataset import Folder, existing, save_report
from gongkai.errors import DataError, Problem
from gongkai.ingest import evidence
from gongkai.ingest.inbox import evidence_of
from gongkai.ingest.waiting import Waiting, look, waiting
from gongkai.register import Register
from gongkai.report import Report
from gongkai.report.tree import parse
from gongkai.text import Text

#: Published; still waiting for a person; or no report as it stands.
Outcome = Literal["accepted", "waiting", "faulty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What came of one file of the inbox: why it waits, or which doubts the person confirmed, or its problems."""

    name: str
    outcome: Outcome
    summary: Text
    doubts: tuple[Text, ...] = ()
    problems: tuple[Problem, ...] = ()


def named(folder: Folder, names: Iterable[str]) -> tuple[Waiting, ...]:
    """The files of the inbox with these names, each with or without folder and suffix.

    Raises `DataError` where there is none of that name.
    """
    paths = [folder.inbox / f"{Path(name).name.removesuffix('.yml')}.yml" for name in names]
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise DataError(tuple(Problem(folder.name(path), 0, 0, "", _MISSING) for path in missing))
    return tuple(look(folder, path) for path in dict.fromkeys(paths))


def settled(folder: Folder) -> tuple[Waiting, ...]:
    """Everything in the inbox that has no doubt left."""
    return tuple(found for found in waiting(folder) if not found.doubts)


def accept(folder: Folder, found: Waiting, register: Register, *, confirm: bool, replace: bool) -> Accepted:
    """Publish a report that waits, unless it is no report, has doubts left, or another one stands in its place.

    `confirm`: the person vouches for the doubts that are still there; `replace`: and for this report, not that one.
    """
    problems = found.problems or _unregistered(folder, found, register)
    if problems or found.report is None:
        return Accepted(name=found.name, outcome="faulty", summary=_FAULTY, problems=problems)
    if found.doubts and not confirm:
        summary = _DOUBTS.format(count=len(found.doubts))
        return Accepted(name=found.name, outcome="waiting", summary=summary, doubts=found.doubts)
    if not replace and _another(folder, found.report):
        place = folder.name(folder.report_path(found.report.agency, found.report.year))
        return Accepted(name=found.name, outcome="waiting", summary=_DIFFERENT.format(path=place))
    path = save_report(folder, found.report)
    _move_evidence(folder, found.path, found.report)
    found.path.unlink()
    summary = (_CONFIRMED if found.doubts else _ACCEPTED).format(path=folder.name(path), count=len(found.doubts))
    return Accepted(name=found.name, outcome="accepted", summary=summary, doubts=found.doubts)


def _unregistered(folder: Folder, found: Waiting, register: Register) -> tuple[Problem, ...]:
    if found.report is None or found.report.agency in register.agencies:
        return ()
    tree = parse(found.path.read_bytes(), folder.name(found.path))
    return (tree.problem(("agency",), _UNREGISTERED.format(agency=found.report.agency)),)


def _move_evidence(folder: Folder, waiting_file: Path, found: Report) -> None:
    """The places of its figures go with a report; those of the report that it replaces are gone."""
    place = folder.evidence_path(found.agency, found.year)
    beside = evidence_of(waiting_file)
    if beside.is_file():
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(place)
    elif (before := evidence.read(place)) and before.sha256 != found.source.sha256:
        place.unlink()


def _another(folder: Folder, found: Report) -> bool:
    path = folder.report_path(found.agency, found.year)
    return path.exists() and existing(path) != found


_MISSING: Final = Text(
    zh="待核实的年报中没有这一份。用 gongkai inbox 查看有哪些。",
    en="No such report is waiting. See which ones are with gongkai inbox.",
)
_UNREGISTERED: Final = Text(
    zh="agencies.csv 中没有“{agency}”，请先登记该机关。",
    en="agencies.csv has no “{agency}”; add the agency first.",
)
_FAULTY: Final = Text(zh="文件有误，未收录", en="not accepted, the file has errors")
_DOUBTS: Final = Text(
    zh="还有 {count} 处疑问。逐条核实后从文件中删去，或用 --confirm 确认",
    en="{count} doubts left. Settle each and delete it from the file, or vouch for all with --confirm",
)
_DIFFERENT: Final = Text(
    zh="{path} 已有该机关该年的另一份年报，未覆盖。请比较；要以这一份为准，加 --replace",
    en="{path} holds a different report of this agency and year. Compare; add --replace to take this one",
)
_ACCEPTED: Final = Text(zh="已收录，{path}", en="accepted, {path}")
_CONFIRMED: Final = Text(
    zh="已收录，{path}；由您确认的 {count} 处疑问",
    en="accepted, {path}; {count} doubts, confirmed by you",
)
