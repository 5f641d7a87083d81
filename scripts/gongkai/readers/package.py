"""The zip files in which word processors keep a document: their parts, in memory and never more than is bearable.

Nothing is ever written to disk, so the names inside mean nothing to it; what a part refers to is never fetched.
"""

import io
import re
import zipfile
import zlib
from typing import Final

from lxml import etree

from gongkai.errors import DocumentError
from gongkai.text import Text

#: Bytes of a part as unpacked; a report has some 300 KB, one that was saved over and over 5 MB.
LARGEST_PART: Final = 20_000_000
_MOST_TAGS: Final = 800_000
_LARGEST_DIRECTORY: Final = 1_000_000
_HEAD: Final = 10_000
#: Three quarters of a document's bytes, and nothing of it is read: it is left out before it costs anything.
_FORMATTING: Final = re.compile(
    rb"<w:(?:rFonts|szC?s?|shd|ind|spacing|kern|lang|jc|top|left|bottom|right|insideH|insideV|tcW|vAlign|keepNext|keepLines"
    rb"|widowControl|suppressLineNumbers|color|bC?s?|proofErr|bookmarkStart|bookmarkEnd)(?: [^<>]*)?/>"
)
#: When a run was written, as Word notes it; and that its spaces are meant, which they always are.
_NOTED: Final = re.compile(rb"""(?<=<w:r)(?: w:rsid\w+=(?:"\w*"|'\w*'))+(?=>)""")
_SPACES: Final = b' xml:space="preserve"'
#: Nothing is said of what follows; how words begin of which nothing is said, and how they end.
_PLAIN: Final = b"<w:rPr></w:rPr>"
_BEGIN_RUN, _END_RUN = b"<w:r><w:t>", b"</w:t></w:r>"
_BEGIN_WORDS, _END_WORDS = b"<w:t>", b"</w:t>"
_END: Final = b"PK\x05\x06"
_END_OF_LARGE: Final = b"PK\x06\x07"
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Package:
    """The parts of a document by name."""

    def __init__(self, content: bytes, name: str) -> None:
        """Read the list of parts; raises `DocumentError` where there is none, or it is out of all proportion."""
        self.name = name
        _check_directory(content, name)
        try:
            self.file = zipfile.ZipFile(io.BytesIO(content))
        except _FAULTS as error:
            raise DocumentError(BROKEN.format(name=name)) from error
        self.parts = {info.filename: info for info in self.file.infolist()}

    def read(self, part: str) -> bytes:
        """The bytes of a part; raises `DocumentError` where they are too many, locked or broken."""
        info = self.parts[part]
        if info.flag_bits & 1:
            raise DocumentError(_LOCKED.format(name=self.name))
        try:
            with self.file.open(info) as opened:
                content = opened.read(LARGEST_PART + 1)
        except _FAULTS as error:
            raise DocumentError(BROKEN.format(name=self.name)) from error
        if len(content) > LARGEST_PART:
            raise DocumentError(_TOO_LARGE.format(name=self.name))
        return content

    def tree(self, part: str) -> etree._Element:
        """A part as XML; one that defines entities, or nests too deep, is refused."""
        content = self.read(part)
        if _STRICT in content[:_HEAD]:
            content = content.replace(_STRICT, _TRANSITIONAL)
        content = _joined(_bare(content))
        if content.count(b"<") > _MOST_TAGS:
            raise DocumentError(_TOO_LARGE.format(name=self.name))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise DocumentError(BROKEN.format(name=self.name)) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise DocumentError(BROKEN.format(name=self.name))
        etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
        return root


def _bare(content: bytes) -> bytes:
    """A part without what nothing is read of."""
    return _NOTED.sub(b"", _FORMATTING.sub(b"", content)).replace(_SPACES, b"").replace(_PLAIN, b"")


def _joined(content: bytes) -> bytes:
    """The same words in fewer elements: editors cut a line into many runs of which nothing is said."""
    before, *runs = content.split(_BEGIN_RUN)
    pieces = [before]
    for run in runs:
        said, end, after = run.partition(_END_RUN)
        pieces += (_BEGIN_RUN, run) if b"<" in said or not end else (_BEGIN_WORDS, said, _END_WORDS, after)
    return b"".join(pieces).replace(_END_WORDS + _BEGIN_WORDS, b"")


def _check_directory(content: bytes, name: str) -> None:
    """Refuse a list of parts that would take long to read, before it is read."""
    end = content.rfind(_END, max(len(content) - 70_000, 0))
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    if end >= 0 and (size > _LARGEST_DIRECTORY or content[max(end - 20, 0) : end].startswith(_END_OF_LARGE)):
        raise DocumentError(_TOO_LARGE.format(name=name))


#: The name under which the strict variant of the format goes, and the one that all else here is called by.
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

BROKEN: Final = Text(
    zh="{name}：文件已损坏，无法读取。请用原来的软件打开并另存，或重新下载。",
    en="{name}: the file is broken and cannot be read. Open it where it was made and save it again, or fetch it anew.",
)
_LOCKED: Final = Text(
    zh="{name}：文件有密码，无法读取。请去掉密码后另存。",
    en="{name}: the file is locked with a password. Save it without one.",
)
_TOO_LARGE: Final = Text(
    zh="{name}：文件解开后过大（单个部件超过20 MB或80万个标记），未读取。请确认是否为年报文件。",
    en="{name}: too large once unpacked (a part over 20 MB or 800,000 tags); not read. Is it the report?",
)
