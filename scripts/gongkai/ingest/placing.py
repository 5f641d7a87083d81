"""Where a reading goes: to `datasets/reports/` without doubts, else to `datasets/inbox/`; its evidence beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gongkai import files
from gongkai.dataset import Folder, existing, save_report
from gongkai.ingest import inbox
from gongkai.ingest.reading import Reading
from gongkai.ingest.result import Result, State
from gongkai.recognise import Doubt, Draft
from gongkai.report import Report, Source
from gongkai.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """The day documents were retrieved (ISO), whether their text is kept, whether they replace what differs."""

    retrieved: str
    keep_text: bool = True
    replace: bool = False


def place(folder: Folder, reading: Reading, draft: Draft, manner: Manner) -> Result:
    """Publish a draft, or put it where it waits; what is there already is left alone unless it is to be replaced."""
    document = reading.path
    source = Source(document=document.name, sha256=reading.sha256, retrieved=manner.retrieved, obtained=_OBTAINED)
    found = _report(draft, source, keep_text=manner.keep_text)
    if not draft.doubts:
        state, path = _publish(folder, found, overwrite=manner.replace)
        if path:
            inbox.discard(folder, found)
            files.write(folder.evidence_path(found.agency, found.year), reading.evidence)
            return _told(document, state, draft, (), path)
        draft = _with_doubt(draft, _DIFFERENT.format(path=folder.name(folder.report_path(found.agency, found.year))))
    path = inbox.keep(folder, found, draft.doubts, reading.evidence, overwrite=manner.replace)
    return _told(document, "waiting", draft, draft.doubts, path)


def _told(document: Path, state: State, draft: Draft, doubts: Sequence[Doubt], path: Path) -> Result:
    return Result(
        document=document.name,
        state=state,
        agency=draft.agency.agency_id if draft.agency else "",
        year=draft.year,
        path=path,
        doubts=tuple(doubt.text for doubt in doubts),
    )


def _report(draft: Draft, source: Source, *, keep_text: bool) -> Report:
    """The draft in the shape of a report; `inbox` writes what is not known as null."""
    return Report(
        agency=draft.agency.agency_id if draft.agency else "",
        year=draft.year or 0,
        title=draft.title,
        form=draft.form,
        published=draft.published,
        source=source,
        figures=draft.figures,
        stated=draft.stated,
        facts=draft.facts,
        text=draft.text if keep_text else {},
        marks=draft.marks,
    )


def _publish(folder: Folder, found: Report, *, overwrite: bool) -> tuple[State, Path | None]:
    """Write a report without doubts; `None` where a different one stands in its place."""
    path = folder.report_path(found.agency, found.year)
    if not path.exists():
        return "published", save_report(folder, found)
    before = existing(path)
    same = before is not None and before.source.sha256 == found.source.sha256
    if same and before and not overwrite:
        return "unchanged", path
    if not (same or overwrite):
        return "waiting", None
    if same and before:
        found = _taken_in_before(found, before)
    if found == before:
        return "unchanged", path
    return "published", save_report(folder, found)


def _taken_in_before(found: Report, before: Report) -> Report:
    """A document that was read again keeps the day and the address it was retrieved from."""
    source = found.source._replace(retrieved=before.source.retrieved, url=before.source.url)
    return replace(found, source=source)


def _with_doubt(draft: Draft, message: Text) -> Draft:
    return replace(draft, doubts=(*draft.doubts, Doubt(message=message)))


_OBTAINED: Final = "read"
_DIFFERENT: Final = Text(
    zh="{path} 已有该机关该年的另一份年报，未覆盖。请比较；要以本次读取的为准，加 --replace 再读一次。",
    en="{path} holds a different report of this agency and year. Compare; read again with --replace to take this one.",
)
