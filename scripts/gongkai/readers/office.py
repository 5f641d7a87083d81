"""Documents of older word processors (.doc .wps .rtf) → paragraphs and grids, through LibreOffice.

It makes .docx of them, which keeps merged cells as they were, and `docx` reads that as if it came from anybody. Where
LibreOffice is not installed, the error says how to get it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from gongkai.document import Piece
from gongkai.errors import DocumentError
from gongkai.readers import docx, libreoffice
from gongkai.readers.kinds import kind
from gongkai.text import Text

SUFFIXES: Final = (".doc", ".wps", ".rtf")
#: Bytes of all documents that are converted in one go.
_LARGEST: Final = 64_000_000

#: SHA-256 of an old document → its .docx.
Converted = Mapping[str, bytes]
NONE: Final[Converted] = MappingProxyType({})


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read an older document; raises `DocumentError`, with how to go on, where it cannot be converted."""
    program = libreoffice.program()
    if program is None:
        raise DocumentError(_MISSING.format(name=name, suffix=_suffix(name)))
    document = f"document{_suffix(name)}"
    try:
        found, late = libreoffice.converted(program, {document: content})
    except OSError as error:
        raise DocumentError(_FAILED.format(name=name)) from error
    if document not in found:
        message = _LATE if late else _FAILED
        raise DocumentError(message.format(name=name, seconds=libreoffice.SECONDS))
    return docx.read(found[document], name)


def together(documents: Iterable[tuple[str, bytes]]) -> Converted:
    """The old documents among those of these names and contents, converted in one go, which costs far less than singly.

    One that is not in what comes back is for `read`, which says what is wrong with it.
    """
    program = libreoffice.program()
    old = dict(_old(documents)) if program else {}
    if program is None or len(old) < 2:  # noqa: PLR2004  one alone is as well read alone
        return NONE
    names = {f"{number}{suffix}": sha256 for number, (sha256, (suffix, _)) in enumerate(old.items())}
    try:
        found, _ = libreoffice.converted(program, {name: old[sha256][1] for name, sha256 in names.items()})
    except OSError:
        return NONE
    return {names[name]: content for name, content in found.items()}


def _old(documents: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """SHA-256, suffix and content of those that are what their names say, as long as they are not too much."""
    room = _LARGEST
    for name, content in documents:
        suffix = PurePath(name).suffix.lower()
        if suffix in SUFFIXES and kind(content, suffix) in SUFFIXES and len(content) <= room:
            room -= len(content)
            yield hashlib.sha256(content).hexdigest(), (suffix, content)


def _suffix(name: str) -> str:
    """That of the document, as far as it is one that LibreOffice is to know."""
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix in SUFFIXES else SUFFIXES[0]


_MISSING: Final = Text(
    zh="{name}：{suffix} 是旧式文档，读取需要 LibreOffice（免费，www.libreoffice.org；Debian/Ubuntu："
    "apt install libreoffice-writer）。安装后重试，或用 Word/WPS 打开，另存为 .docx。",
    en="{name}: {suffix} is a format of older word processors and cannot be read without LibreOffice (free, "
    "www.libreoffice.org; on Debian or Ubuntu: apt install libreoffice-writer). Install it and try again, or open the "
    "file in Word or WPS and save it as .docx.",
)
_FAILED: Final = Text(
    zh="{name}：LibreOffice 未能转换，文件可能已损坏或有密码。请用 Word/WPS 打开，另存为 .docx。",
    en="{name}: LibreOffice could not convert it; it may be broken or locked. Open it in Word or WPS and save it as "
    ".docx.",
)
_LATE: Final = Text(
    zh="{name}：LibreOffice 转换超过 {seconds} 秒，已中止。请用 Word/WPS 打开，另存为 .docx。",
    en="{name}: LibreOffice took over {seconds} seconds and was ended. Open the file in Word or WPS and save it as "
    ".docx.",
)
