"""Documents → what was read of each; what a worker does, with nothing but the register as it was at the beginning."""

import contextlib
import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gongkai import readers
from gongkai.document import Document
from gongkai.errors import DocumentError
from gongkai.ingest.evidence import of_draft, write
from gongkai.readers import office
from gongkai.recognise import Directory, Draft, recognise
from gongkai.text import Text

#: Reads a file, given what older documents were converted to; raises `DocumentError` where it cannot be read.
Read = Callable[[Path, office.Converted], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document: its draft, or what is wrong with it; neither where it was taken in before.

    `evidence` is the file to keep of the places of the draft's figures, which the draft then no longer holds.
    """

    path: Path
    sha256: str = ""
    draft: Draft | None = None
    evidence: str = ""
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading needs; it never changes during a run, so that no document's reading depends on another's."""

    known: Directory
    taken: Collection[str]
    read: Read = readers.read

    def __call__(self, paths: Sequence[Path]) -> Iterator[Reading]:
        """Read documents one after the other; those of older word processors are converted together before."""
        converted = office.together(self._old(paths))
        return (self.reading(path, converted) for path in paths)

    def _old(self, paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
        """The name and content of each that an older word processor may have made, unless it was taken in before."""
        for path in paths:
            if path.suffix.lower() in office.SUFFIXES and (sha256 := _sha256(path)) and sha256 not in self.taken:
                with contextlib.suppress(OSError):  # whoever reads it says so
                    yield path.name, path.read_bytes()

    def reading(self, path: Path, converted: office.Converted = office.NONE) -> Reading:
        """Read a document, unless it was taken in before; a fault of our own is told as its fault, with its kind."""
        try:
            if (sha256 := _sha256(path)) in self.taken:
                return Reading(path=path, sha256=sha256)
            return _reading(path, self.read(path, converted), self.known)
        except DocumentError as error:
            return Reading(path=path, fault=error.message)
        except Exception as error:  # noqa: BLE001  one document, whatever is in it, stops no other
            return Reading(path=path, fault=_FAULT.format(name=path.name, kind=type(error).__name__, reason=error))


def _reading(path: Path, document: Document, known: Directory) -> Reading:
    draft = recognise(document, known)
    light = replace(draft, evidence={}, skipped=())  # what goes to another process is made small
    return Reading(path=path, sha256=document.sha256, draft=light, evidence=write(of_draft(draft, document.sha256)))


def _sha256(path: Path) -> str:
    """Of a file's bytes, as `Document` has it; empty where a reader would refuse the file unread."""
    try:
        if not path.is_file() or path.stat().st_size > readers.LARGEST:
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


_FAULT: Final = Text(
    zh="{name}：读取时程序出错（{kind}：{reason}）。请把这份文件报告给 gongkai 的开发者。",
    en="{name}: a fault of the software while reading ({kind}: {reason}). Please report it with this document.",
)
