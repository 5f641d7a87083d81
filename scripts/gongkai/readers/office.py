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
#: What such files hold, by what is found at their beginning: what LibreOffice calls the format. It is told which one,
#: and so does not try a hundred others on what is broken or hostile; WPS puts the same into .wps as Word into .doc.
_FILTERS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "MS Word 97"),
    (b"{\\rtf", "Rich Text Format"),
    (b'progid="word.document"', "MS Word 2003 XML"),
)
_HEAD: Final = 1_000
#: Bytes of all documents that are converted in one go.
_LARGEST: Final = 64_000_000

#: SHA-256 of an old document → its .docx.
Converted = Mapping[str, bytes]
NONE: Final[Converted] = MappingProxyType({})


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read an older document; raises `DocumentError`, with how to go on, where it cannot be converted."""
    program, filter_ = libreoffice.program(), _filter(content)
    if program is None:
        raise DocumentError(_MISSING.format(name=name, suffix=_suffix(name)))
    document = f"document{_suffix(name)}"
    try:
        found, late = libreoffice.converted(program, {document: content}, filter_) if filter_ else ({}, False)
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
    if program is None:
        return NONE
    old: dict[str, dict[str, bytes]] = {}
    for filter_, sha256, content in _old(documents):
        old.setdefault(filter_, {})[sha256] = content
    found: dict[str, bytes] = {}
    for filter_, some in old.items():
        if len(some) > 1:  # one alone is as well read alone
            found.update(_converted(program, some, filter_))
    return found


def _converted(program: str, documents: Mapping[str, bytes], filter_: str) -> Converted:
    """Documents of one format by their SHA-256."""
    named = {f"{number}.old": sha256 for number, sha256 in enumerate(documents)}
    try:
        found, _ = libreoffice.converted(program, {name: documents[sum_] for name, sum_ in named.items()}, filter_)
    except OSError:
        return NONE
    return {named[name]: content for name, content in found.items()}


def _old(documents: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """Format, SHA-256 and content of those that are what their names say, as long as they are not too much."""
    room = _LARGEST
    for name, content in documents:
        suffix = PurePath(name).suffix.lower()
        filter_ = _filter(content)
        if filter_ and suffix in SUFFIXES and kind(content, suffix) in SUFFIXES and len(content) <= room:
            room -= len(content)
            yield filter_, hashlib.sha256(content).hexdigest(), content


def _filter(content: bytes) -> str:
    """The format of a document; empty where it is none that is known."""
    head = content[:_HEAD].lower()
    return next((filter_ for sign, filter_ in _FILTERS if sign in head), "")


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
