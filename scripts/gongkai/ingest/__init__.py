"""Documents → `datasets/reports/`, or with their doubts → `datasets/inbox/`; a document at a time, none stops another.

What this knows: where a reading goes. How documents are read is in `readers`, what they mean in `recognise`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from gongkai import files, readers
from gongkai.dataset import Folder, existing, save_report
from gongkai.errors import DocumentError
from gongkai.ingest import inbox
from gongkai.ingest.result import Result, State
from gongkai.recognise import Directory, Doubt, Draft, directory, recognise
from gongkai.register import write_agencies
from gongkai.report import Report, Source
from gongkai.text import Text

__all__ = ["Result", "State", "ingest"]

#: Documents whose new agencies are written to the register together, before their reports.
_BATCH: Final = 100

#: A document's file, its SHA-256 and what was read; or what was wrong with it.
Reading = tuple[Path, str, Draft] | tuple[Path, Text]


def ingest(
    folder: Folder,
    paths: Iterable[Path],
    *,
    retrieved: str,
    keep_text: bool = True,
    replace: bool = False,
    on_result: Callable[[Result], None] = lambda _: None,
) -> tuple[Result, ...]:
    """Read documents, or folders of them, into a publisher's folder; one `Result` a document, told as it comes.

    `retrieved` is the day they were retrieved (ISO). A report without doubts is published, unless a different one of
    that agency and year is there and `replace` is not set; all else waits in the inbox. A document that was taken in
    before changes nothing. Raises `DataError` where the registers are missing or broken.
    """
    known = directory(folder.register())
    todo = iter(_documents(paths))
    results: list[Result] = []
    while batch := list(islice(todo, _BATCH)):
        before = len(known.agencies)
        readings = [_reading(path, known) for path in batch]
        if len(known.agencies) > before:
            files.write(folder.agencies, write_agencies(known.agencies.values()))
        for reading in readings:
            result = _result(folder, reading, retrieved, keep_text=keep_text, overwrite=replace)
            on_result(result)
            results.append(result)
    return tuple(results)


def _documents(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file, those of folders in the order of their names; hidden ones are no documents."""
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.is_file())
            yield from (f for f in inside if not any(p.startswith(".") for p in f.relative_to(path).parts))
        else:
            yield path


def _reading(path: Path, known: Directory) -> Reading:
    try:
        document = readers.read(path)
        draft = recognise(document, known)
    except DocumentError as error:
        return path, error.message
    if draft.agency and draft.agency.agency_id not in known.agencies:
        known.add(draft.agency)
    return path, document.sha256, draft


def _result(folder: Folder, reading: Reading, retrieved: str, *, keep_text: bool, overwrite: bool) -> Result:
    if len(reading) == 2:  # noqa: PLR2004  a document that cannot be read
        return Result(document=reading[0].name, state="unreadable", doubts=(reading[1],))
    path, sha256, draft = reading
    source = Source(document=path.name, sha256=sha256, retrieved=retrieved, obtained=_OBTAINED)
    found = _report(draft, source, keep_text=keep_text)
    if not draft.doubts:
        state, place = _publish(folder, found, overwrite=overwrite)
        if place:
            inbox.discard(folder, found)
            return _told(path, state, draft, (), place)
        draft = _with_doubt(draft, _DIFFERENT.format(path=folder.name(folder.report_path(found.agency, found.year))))
    place = inbox.keep(folder, found, draft.doubts, overwrite=overwrite)
    return _told(path, "waiting", draft, draft.doubts, place)


def _told(path: Path, state: State, draft: Draft, doubts: Sequence[Doubt], place: Path) -> Result:
    return Result(
        document=path.name,
        state=state,
        agency=draft.agency.agency_id if draft.agency else "",
        year=draft.year,
        path=place,
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
    source = replace(found.source, retrieved=before.source.retrieved, url=before.source.url)
    return replace(found, source=source)


def _with_doubt(draft: Draft, message: Text) -> Draft:
    return replace(draft, doubts=(*draft.doubts, Doubt(message=message)))


_OBTAINED: Final = "read"
_DIFFERENT: Final = Text(
    zh="{path} 已有该机关该年的另一份年报，未覆盖。请比较；要以本次读取的为准，加 --replace 再读一次。",
    en="{path} holds a different report of this agency and year. Compare; read again with --replace to take this one.",
)
