"""Word documents made to take long or much memory: each is read within a bounded time, or refused."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from made_up.word import NAMESPACES, package, paragraph

_ROW = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 100 + "</w:tr>"


def _nested(levels: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + paragraph("1") + "</w:tc></w:tr></w:tbl>" * levels


def _with_document(xml: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", xml)
    return content.getvalue()


def _entities() -> bytes:
    laughs = "".join(f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>" for i in range(1, 10))
    body = f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    return _with_document(f"<!DOCTYPE a [<!ENTITY l0 'ha'>{laughs}]>{body}")


def _outside() -> bytes:
    body = f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&out;</w:t></w:r></w:p></w:body></w:document>"
    return _with_document(f"<!DOCTYPE a [<!ENTITY out SYSTEM 'file:///etc/hostname'>]>{body}")


def _many_parts() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for i in range(20_000):
            file.writestr(f"word/{i}.xml", b"")
    return content.getvalue()


def _locked() -> bytes:
    content = bytearray(package(paragraph("1")))
    at = content.find(b"PK\x01\x02", content.find(b"word/document.xml", content.find(b"PK\x01\x02")) - 60)
    content[at + 8 : at + 10] = struct.pack("<H", 1)
    return bytes(content)


def _wrong_size() -> bytes:
    """The list says that a part has 5 bytes; it has 30 million."""
    content = bytearray(_with_document("<a>" + " " * 30_000_000 + "</a>"))
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 5)
    return bytes(content)


#: Built when asked for: some take a second.
HOSTILE_DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "entities inside entities": _entities,
    "an entity that is a file": _outside,
    "a part of 200 MB": lambda: _with_document("<a>" + " " * 200_000_000 + "</a>"),
    "a part larger than it says": _wrong_size,
    "20,000 parts": _many_parts,
    "tables inside tables": lambda: package(_nested(10_000)),
    "fifty tables inside tables": lambda: package(_nested(51)),
    "a million cells": lambda: package("<w:tbl>" + _ROW * 10_000 + "</w:tbl>"),
    "a hundred thousand cells": lambda: package("<w:tbl>" + _ROW * 1_000 + "</w:tbl>"),
    "spans": lambda: package(
        "<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='100000'/></w:tcPr><w:p/></w:tc></w:tr>" * 9_000 + "</w:tbl>"
    ),
    "paragraphs": lambda: package("<w:p/>" * 300_000),
    "text boxes": lambda: package(
        "<w:p>" + "<w:r><w:txbxContent><w:p>" * 60 + "</w:p></w:txbxContent></w:r>" * 60 + "</w:p>"
    ),
    "text boxes in a line": lambda: package(
        "<w:p>" + "<w:r><w:txbxContent><w:p><w:r><w:t>1</w:t></w:r></w:p></w:txbxContent></w:r>" * 20_000 + "</w:p>"
    ),
    "deletions": lambda: package("<w:p>" + "<w:del/>" * 100_000 + "</w:p>"),
    "cut off": lambda: package(paragraph("1"))[:300],
    "cut off inside": lambda: _with_document(f"<w:document {NAMESPACES}><w:body><w:p>"),
    "a password": _locked,
    "no zip": lambda: b"PK\x03\x04" + b"\0" * 1000,
    "a spreadsheet": lambda: _with_document("<a/>").replace(b"word/document.xml", b"xl/workbookss.xml"),
    "names that climb": lambda: package(paragraph("1"), **{"../../evil.txt": "1", "/etc/evil": "1", "C:\\evil": "1"}),
    "a picture from elsewhere": lambda: package(
        paragraph("1"), **{"word/_rels/document.xml.rels": "<a TargetMode='External' Target='http://x.example/'/>"}
    ),
}
