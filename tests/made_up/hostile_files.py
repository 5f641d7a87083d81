"""Files that are hostile by their size, their name or their kind, whatever reads them."""

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

#: Name of the file → how it is written there.
Write = Callable[[Path], object]

LARGE = 200_000_000


def _large(beginning: bytes) -> Write:
    """A file of 200 MB that takes no room on the disk."""

    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(beginning)
            file.truncate(LARGE)

    return write


def _archives() -> bytes:
    """Archives inside archives, as an old trick has them: 16 in each, six deep."""
    content = b"0" * 1_000_000
    for level in range(6):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(16):
                archive.writestr(f"{level}-{i}.zip", content)
        content = file.getvalue()
    return content


def _noise(beginning: bytes) -> bytes:
    return beginning + random.Random(0).randbytes(300_000)  # noqa: S311  nothing secret


def _bytes(content: Callable[[], bytes]) -> Write:
    return lambda path: path.write_bytes(content())


#: What it is → the file's name, and how it is written.
HOSTILE_FILES: Mapping[str, tuple[str, Write]] = {
    "a text of 200 MB": ("large.txt", _large("规章\n".encode())),
    "a page of 200 MB": ("large.html", _large(b"<html>")),
    "a Word document of 200 MB": ("large.docx", _large(b"PK\x03\x04")),
    "a PDF of 200 MB": ("large.pdf", _large(b"%PDF-1.7\n")),
    "archives inside archives": ("archives.docx", _bytes(_archives)),
    "an old document that is noise": ("noise.doc", _bytes(lambda: _noise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))),
    "brackets without end": ("deep.rtf", _bytes(lambda: b"{\\rtf1" + b"{" * 300_000)),
    "a document that shows a file of this machine": (
        "field.rtf",
        _bytes(lambda: rb"{\rtf1{\field{\*\fldinst INCLUDETEXT \"/etc/passwd\"}{\fldrslt 1}}}"),
    ),
    "a name with parts of a path": ("a..\\..\\etc&;`id`$(id).txt", _bytes("规章\n".encode)),
    "a name with a line end": ("a\nb\x1b[31m.txt", _bytes("规章\n".encode)),
    "a name that is an option": ("--replace.txt", _bytes("规章\n".encode)),
    "a name as long as names can be": (f"{'年' * 83}.txt", _bytes("规章\n".encode)),
    "a program": ("report.exe", _bytes(lambda: b"MZ" + bytes(5_000))),
    "nothing": ("empty.html", _bytes(bytes)),
}
