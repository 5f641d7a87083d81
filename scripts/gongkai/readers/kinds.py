"""What a file is by its first bytes, where its name says otherwise: pages saved as .doc, new documents named as old."""

import codecs
import re
from typing import Final

#: The beginnings of files, without spaces before them and in small letters, and the suffix that such files should have.
_BEGINNINGS: Final = (
    (b"pk\x03\x04", ".docx"),
    (b"%pdf-", ".pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    (b"{\\rtf", ".rtf"),
    (b"mime-version:", ".mht"),
    (b"<!doctype html", ".html"),
    (b"<html", ".html"),
    (b"<head", ".html"),
    (b"<meta", ".html"),
)
#: What a page begins with that a program of an office wrote without saying that it is one.
_PART_OF_PAGE: Final = re.compile(rb"<(?:body|title|style|link|div|p|h[1-6]|table|center|span|font)[\s>]")
#: Words near the beginning that say the same.
_WORDS: Final = ((b"\nmime-version:", ".mht"), (b'progid="word.document"', ".doc"), (b"<html", ".html"))
_HEAD: Final = 1_000
#: Whatever stands in these is text.
_TEXT: Final = frozenset((".txt", ".md"))
#: What is in these and begins like none of the above is text as well, if it is anything.
_OLD: Final = frozenset((".doc", ".wps", ".rtf"))


def kind(content: bytes, suffix: str) -> str:
    """The suffix that the file should have; `suffix`, in small letters, where its first bytes say nothing."""
    if suffix in _TEXT:
        return suffix
    head = content[: _HEAD * 2]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    head = head[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    told = next((found for beginning, found in _BEGINNINGS if head.startswith(beginning)), "")
    told = told or (".html" if _PART_OF_PAGE.match(head) else "")
    told = told or next((found for words, found in _WORDS if words in head), "")
    return told or (".txt" if suffix in _OLD and b"\0" not in head else suffix)
