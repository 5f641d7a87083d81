"""Files → `Document`: one reader a kind of file, each a function of the file's bytes and name."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from gongkai.document import Document, Piece
from gongkai.errors import DocumentError
from gongkai.readers import docx, html, markdown, mhtml, office, pdf, text
from gongkai.readers.kinds import kind
from gongkai.text import Text

__all__ = ["LARGEST", "READERS", "read", "read_bytes"]

#: What a reader is: bytes → what they show; raises `DocumentError` where they cannot be read.
Reader = Callable[[bytes, str], tuple[Piece, ...]]

#: Every kind of document that can be read: the suffix of its name, in small letters → its reader.
READERS: Final[Mapping[str, Reader]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".mht": mhtml.read,
    ".mhtml": mhtml.read,
    ".docx": docx.read,
    ".docm": docx.read,
    ".doc": office.read,
    ".wps": office.read,
    ".rtf": office.read,
    ".pdf": pdf.read,
}

#: Larger files are refused unread; a report with scanned pages in it has some 20 MB.
LARGEST: Final = 64_000_000


def read(path: Path, converted: office.Converted = office.NONE) -> Document:
    """Read one file; raises `DocumentError` that says what to do where it cannot be read.

    `converted` has older documents that `office.together` made new ones of.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise DocumentError(_TOO_LARGE.format(name=path.name, size=LARGEST // 1_000_000))
        document = read_bytes(path.read_bytes(), path.name, converted)
    except OSError as error:
        raise DocumentError(_UNREACHABLE.format(name=path.name, reason=error.strerror or error)) from error
    if not document.pieces:
        raise DocumentError(_EMPTY.format(name=path.name))
    return document


def read_bytes(content: bytes, name: str, converted: office.Converted = office.NONE) -> Document:
    """Read a document already in memory; its kind is told by its first bytes, else by the suffix of `name`."""
    suffix = Path(name).suffix.lower()
    reader = READERS.get(kind(content, suffix))
    if reader is None:
        raise DocumentError(_UNKNOWN.format(name=name, suffix=suffix or "—", known=" ".join(READERS)))
    sha256 = hashlib.sha256(content).hexdigest()
    new = converted.get(sha256)
    return Document(name, sha256, reader(content, name) if new is None else docx.read(new, name))


_EMPTY: Final = Text(
    zh="{name}：文件里没有文字，可能是空文件，或者只有图片。请向机关索取有文字的文件。",
    en="{name}: no text in it: empty, or nothing but pictures. Ask the agency for a file with text.",
)
_UNKNOWN: Final = Text(
    zh="{name}：不支持的文件类型 {suffix}（支持：{known}）。请另存为其中一种。",
    en="{name}: files of type {suffix} cannot be read (known: {known}). Save it as one of these.",
)
_TOO_LARGE: Final = Text(
    zh="{name}：文件超过 {size} MB，未读取。请确认是否为年报文件。",
    en="{name}: larger than {size} MB and not read. Is it the report?",
)
_UNREACHABLE: Final = Text(
    zh="{name}：无法打开（{reason}）。请检查路径和权限。",
    en="{name}: cannot be opened ({reason}). Check its path and permissions.",
)
