"""Bytes → characters: the encodings in which Chinese offices save text."""

import codecs
import re
from typing import Final

from gongkai.errors import DocumentError
from gongkai.text import Text

#: By the mark at the beginning of the file.
_MARKED: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: What no text holds: control characters, and what GB18030 makes of other files' bytes.
_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1a\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SHARE_OF_GARBAGE: Final = 200
#: Of as many characters beyond ASCII one may be broken: in the wrong encoding, most are.
_SHARE_OF_BROKEN: Final = 20
_AROUND: Final = 2_000
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")


def decode(content: bytes, name: str) -> str:
    """The characters of a text file: UTF-8, UTF-16 or GB18030 (which holds gb2312 and GBK).

    A character cut in two by the end of the file is dropped; a few that are broken before it become U+FFFD.
    Raises `DocumentError` where this is no text.
    """
    for encoding in _candidates(content):
        text = _decoded(content, encoding)
        if len(_NO_TEXT.findall(text, 0, 1_000_000)) * _SHARE_OF_GARBAGE < max(len(text), 1) and "\x00" not in text:
            return text
    raise DocumentError(_NOT_TEXT.format(name=name))


def _decoded(content: bytes, encoding: str) -> str:
    """The characters in one encoding; a null where it is not the right one."""
    decoder = codecs.getincrementaldecoder(encoding)
    try:
        return decoder().decode(content, final=False).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        around = content[max(error.start - _AROUND, 0) : error.start + _AROUND].decode(encoding, "replace")
    text = "\0" if _wrong(around) else decoder("replace").decode(content, final=False).lstrip("\ufeff")
    return "\0" if _wrong(text) else text


def _wrong(text: str) -> bool:
    """Whether so many characters are broken that the encoding must be another."""
    return text.count("\ufffd") * _SHARE_OF_BROKEN > len(_FOREIGN.findall(text))


def _candidates(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return (encoding,)
    if b"\x00" in content[:4096]:  # Latin letters, digits and line ends of UTF-16 without a mark
        return ("utf-16-le", "utf-16-be") if content[1:4096:2].count(0) >= content[:4096:2].count(0) else ("utf-16-be",)
    return ("utf-8", "gb18030")


_NOT_TEXT: Final = Text(
    zh="{name}：不是文本文件，或编码无法识别。请用原来的软件打开，另存为 UTF-8 文本。",
    en="{name}: not a text file, or in an unknown encoding. Open it where it was made and save it as UTF-8 text.",
)
