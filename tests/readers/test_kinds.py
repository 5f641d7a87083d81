"""Files whose names lie, saved pages, and documents of older word processors."""

import hashlib
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from gongkai import readers
from gongkai.document import Paragraph
from gongkai.errors import DocumentError
from gongkai.readers import libreoffice, office
from made_up.word import package, paragraph

PAGE = "<html><body><p>纸灯笼</p></body></html>"
WORD = package(paragraph("纸灯笼"))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
ARCHIVE = (
    "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x\r\n"
    "Content-Type: text/html; charset=big5\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--x--\r\n"
)


def archive(encoding: str) -> bytes:
    quoted = "".join(f"={byte:02X}" for byte in PAGE.encode(encoding))
    return ARCHIVE.format(page=quoted).encode()


def lines(content: bytes, name: str) -> list[str]:
    return [piece.text for piece in readers.read_bytes(content, name).pieces if isinstance(piece, Paragraph)]


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.docx", "a.html", "a.htm", "a.mht", "a.aspx", "a", "a.DOC"])
@pytest.mark.parametrize(
    "content",
    [
        PAGE.encode(),
        b"\n <!DOCTYPE HTML>" + PAGE.encode("gb18030"),
        b"\xef\xbb\xbf " + PAGE.encode(),
        PAGE.encode("utf-16"),
        b'<?xml version="1.0"?>' + PAGE.encode(),
        "<h1 align=center>纸灯笼</h1>".encode("gb18030"),
        "<TABLE><tr><td>纸灯笼</td></tr></TABLE>".encode(),
        archive("utf-8"),
        archive("gb18030"),
        WORD,
    ],
)
def test_the_first_bytes_say_what_a_file_is(content: bytes, name: str) -> None:
    assert lines(content, name) == ["纸灯笼"]


def test_text_is_text_whatever_it_begins_with() -> None:
    assert lines(PAGE.encode(), "a.txt") == [PAGE]


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf"])
def test_text_may_be_named_as_an_old_document(name: str) -> None:
    assert lines("纸灯笼".encode("gb18030"), name) == ["纸灯笼"]


def test_what_no_old_document_begins_with_is_not_given_to_libreoffice(soffice: Path, tmp_path: Path) -> None:
    _writes(soffice, f"pathlib.Path({str(tmp_path / 'called')!r}).touch()")
    with pytest.raises(DocumentError, match="could not convert"):
        readers.read_bytes(bytes(range(256)), "a.doc")
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n1",
        b"MIME-Version: 1.0\r\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (i, i) for i in range(1900)),
        b"MIME-Version: 1.0\r\n" + b"Content-Type: text/html\r\n" * 3_000,
        b"MIME-Version: 1.0\r\n" + b"\r\n" * 10_100_000,
    ],
    ids=["no page", "parts inside parts", "too many parts", "too large"],
)
def test_a_saved_page_without_a_page_says_so(content: bytes) -> None:
    start = time.process_time()
    with pytest.raises(DocumentError, match="saved page"):
        readers.read_bytes(content, "a.mht")
    assert time.process_time() - start < 3


@pytest.mark.parametrize("name", ["年报.doc", "年报.wps", "年报.rtf", "年报.docx"])
def test_without_libreoffice_the_error_says_how_to_get_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    content = b"{\\rtf1}" if name.endswith("rtf") else OLD
    with pytest.raises(DocumentError, match="LibreOffice") as caught:
        readers.read_bytes(content, name)
    assert "apt install" in caught.value.text("zh")
    assert "apt install" in caught.value.text("en")


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name, whose text the test writes in Python."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    program.touch()
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def _writes(program: Path, lines: str) -> None:
    program.write_text(f"#!{sys.executable}\nimport sys, pathlib, time, subprocess\n{lines}\n", encoding="utf-8")


def test_libreoffice_converts_in_a_folder_of_its_own(soffice: Path, tmp_path: Path) -> None:
    made, seen = tmp_path / "made.docx", tmp_path / "seen"
    made.write_bytes(WORD)
    _writes(
        soffice,
        "given = pathlib.Path(sys.argv[-1]); out = pathlib.Path(sys.argv[-2]); out.mkdir()\n"
        f"(out / 'document.docx').write_bytes(pathlib.Path({str(made)!r}).read_bytes())\n"
        f"pathlib.Path({str(seen)!r}).write_text(str(given) + ' ' + sys.argv[1])",
    )
    assert lines(OLD, "../../年报.wps") == ["纸灯笼"]
    given, profile = seen.read_text(encoding="utf-8").split()
    assert given.endswith("document.wps")
    assert profile.startswith("-env:UserInstallation=file://")
    assert not Path(given).exists()


def test_many_old_documents_are_converted_in_one_go(soffice: Path, tmp_path: Path) -> None:
    """What is no old document is left alone; what LibreOffice does not make of one is left to `read`."""
    made, seen = tmp_path / "made.docx", tmp_path / "seen"
    made.write_bytes(WORD)
    _writes(
        soffice,
        "at = sys.argv.index('--outdir') + 1; out = pathlib.Path(sys.argv[at]); out.mkdir()\n"
        "for given in map(pathlib.Path, sys.argv[at + 1:]):\n"
        f"    (out / given.name).with_suffix('.docx').write_bytes(pathlib.Path({str(made)!r}).read_bytes())\n"
        f"with pathlib.Path({str(seen)!r}).open('a') as file: print(len(sys.argv[at + 1:]), file=file)",
    )
    papers = [("a.doc", OLD + b"1"), ("-b.WPS", OLD + b"2"), ("c.doc", PAGE.encode()), ("d.docx", WORD), ("e.doc", OLD)]
    converted = office.together(papers)
    assert seen.read_text(encoding="utf-8") == "3\n"
    assert {hashlib.sha256(papers[number][1]).hexdigest() for number in (0, 1, 4)} == converted.keys()
    read = readers.read_bytes(papers[0][1], "a.doc", converted)
    assert [piece.text for piece in read.pieces if isinstance(piece, Paragraph)] == ["纸灯笼"]
    assert read.sha256 == hashlib.sha256(OLD + b"1").hexdigest()
    assert not office.together(papers[2:])


def test_libreoffice_that_makes_nothing_is_an_error(soffice: Path) -> None:
    _writes(soffice, "sys.exit(1)")
    with pytest.raises(DocumentError, match="could not convert"):
        readers.read_bytes(OLD, "a.doc")


def test_libreoffice_that_takes_too_long_is_ended_with_its_children(
    soffice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS", 1)
    late = tmp_path / "late"
    child = f"import time, pathlib; time.sleep(4); pathlib.Path({str(late)!r}).touch()"
    _writes(soffice, f"subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(100)")
    start = time.monotonic()
    with pytest.raises(DocumentError, match="was ended"):
        readers.read_bytes(OLD, "a.doc")
    assert time.monotonic() - start < 4
    time.sleep(4)
    assert not late.exists()
