"""Documents → `datasets/reports/`, or with their doubts → `datasets/inbox/`; none stops another.

Documents are read by workers (`reading`, `executors`), each against the register as it was at the beginning; what is
written, and the ids of new agencies, are decided here in the documents' order. So the same documents give the same
files, however many workers there are.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gongkai import executors, files, readers
from gongkai.dataset import Folder
from gongkai.executors import Crew, Lost, Start
from gongkai.ingest.placing import Manner, place
from gongkai.ingest.reading import Read, Reader, Reading
from gongkai.ingest.result import STATES, Result, State
from gongkai.ingest.taken import before, taken
from gongkai.recognise import Directory, admitted, directory
from gongkai.register import PROPOSED, Register, write_agencies
from gongkai.text import Text
from gongkai.work import ready

__all__ = ["STATES", "Manner", "Result", "State", "Workers", "documents", "ingest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Who reads: that many processes, or workers as `start` gathers them, each document within so many seconds.

    No jobs: this process, which nothing protects.
    """

    jobs: int = 0
    start: Start | None = None
    seconds: float = 30.0
    read: Read = readers.read


def documents(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Every file, those of folders in the order of their names; hidden ones are no documents."""
    return tuple(file for path in paths for file in ((_inside(path)) if path.is_dir() else (path,)))


def ingest(
    folder: Folder, paths: Sequence[Path], manner: Manner, workers: Workers = Workers()
) -> Generator[Result, None, None]:
    """Read documents into a publisher's folder; one `Result` a document, in their order, as it comes.

    A report without doubts is published, unless a different one of that agency and year is there and is not to be
    replaced; all else waits in the inbox. A document that was taken in before is not read again, unless it is to
    replace what came of it. Raises `DataError` where the registers are missing or broken.
    """
    register = folder.register()
    known = directory(register)
    index = {} if manner.replace else taken(folder)
    for batch in _readings(register, frozenset(index), paths, workers):
        settled = _with_agencies(folder, batch, known)
        for reading in settled:
            if reading.fault:
                yield Result(document=reading.path.name, state="unreadable", doubts=(reading.fault,))
            elif reading.draft:
                yield place(folder, reading, reading.draft, manner)
            else:
                yield before(folder, reading.path, index[reading.sha256])


def _inside(path: Path) -> Iterator[Path]:
    found = (file for file in sorted(path.rglob("*")) if file.is_file())
    return (file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts))


def _readings(
    register: Register, known: frozenset[str], paths: Sequence[Path], workers: Workers
) -> Iterator[list[Reading]]:
    reader = Reader(directory(register), known, workers.read)
    if workers.jobs:
        start = workers.start or executors.processes(ready, reader.__module__)
        crew = Crew(work=reader, start=start, jobs=workers.jobs, seconds=workers.seconds)
        batches = executors.in_order(crew, paths)
    else:
        batches = executors.here(reader, paths)
    return ([_told(path, found, workers.seconds) for path, found in batch] for batch in batches)


def _told(path: Path, found: Reading | Lost, seconds: float) -> Reading:
    if isinstance(found, Reading):
        return found
    message = _LATE if found.late else _KILLED
    return Reading(path=path, fault=message.format(name=path.name, seconds=f"{seconds:g}"))


def _with_agencies(folder: Folder, readings: Sequence[Reading], known: Directory) -> list[Reading]:
    """Readings whose new agencies have the ids that they will keep; the register has them before any report."""
    size = len(known.agencies)
    settled = [_with_agency(reading, known) for reading in readings]
    if len(known.agencies) > size:
        files.write(folder.agencies, write_agencies(known.agencies.values()))
    return settled


def _with_agency(reading: Reading, known: Directory) -> Reading:
    agency = reading.draft.agency if reading.draft else None
    if reading.draft is None or agency is None or agency.status != PROPOSED:
        return reading
    return replace(reading, draft=replace(reading.draft, agency=admitted(agency, known)))


_LATE: Final = Text(
    zh="{name}：{seconds} 秒内未能读完，已放弃。可用 --timeout 放宽，或另存为其他格式再试。",
    en="{name}: not read within {seconds} seconds. Allow more with --timeout, or save it as another kind of file.",
)
_KILLED: Final = Text(
    zh="{name}：读取它的进程意外终止（可能是内存不足或文件损坏）。请另存为其他格式再试。",
    en="{name}: the process that read it was killed (too little memory, or a broken file?). Save it as another kind.",
)
