"""Documents of older word processors, converted by LibreOffice where it is installed."""

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from gongkai import readers
from gongkai.readers import libreoffice, office
from gongkai.recognise import directory, recognise
from made_up import many, pages, places
from made_up.folders import made
from made_up.old import SOFFICE, needs_office
from made_up.outcome import outcomes


@needs_office
@pytest.mark.parametrize(
    ("suffix", "kind"), [(".doc", "doc:MS Word 97"), (".wps", "doc:MS Word 97"), (".rtf", "rtf:Rich Text Format")]
)
def test_an_old_document_says_what_the_page_that_it_was_made_from_says(suffix: str, kind: str, tmp_path: Path) -> None:
    report = made(2023, 38)
    old = _of_page(f'<meta charset="utf-8">{pages.page(report)}', kind, tmp_path)
    draft = recognise(readers.read_bytes(old, f"b{suffix}"), directory(places.register()))
    assert not draft.doubts
    assert (draft.form, draft.year, draft.figures) == ("2021", 2023, report.figures)


def _of_page(page: str, kind: str, folder: Path) -> bytes:
    """A web page as LibreOffice saves it as an older document."""
    source = folder / "a.html"
    source.write_text(page, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ("--headless", "--infilter=HTML (StarWriter)", "--convert-to", kind, "--outdir", str(folder))
    subprocess.run([str(SOFFICE), profile, *options, str(source)], check=True, capture_output=True, timeout=120)
    return next(path for path in folder.glob("a.*") if path != source).read_bytes()


#: Every kind, and every layout but that of hundreds of text boxes, which takes LibreOffice long.
_KINDS = [one for one in many.OLD_KINDS if one[1] != "boxed"][::2]


@needs_office
@pytest.mark.parametrize("quirky", [False, True], ids=["clean", "quirky"])
def test_no_figure_of_an_old_document_is_wrong_and_few_wait(*, quirky: bool) -> None:
    found = list(outcomes(many.many(20, quirky=quirky, kinds=_KINDS)))
    assert not [(made.layout, made.quirks) for made, one in found if one.counts["wrong"] or one.counts["lost"]]
    assert sum(one.counts["clear"] for _, one in found) >= (0.85 if quirky else 0.98) * len(found)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of this machine, and what it was asked for."""
    paths: list[str] = []

    class Answer(StreamRequestHandler):
        def handle(self) -> None:
            paths.append(self.rfile.readline().decode())
            self.wfile.write(b"HTTP/1.0 404 Not Found\r\n\r\n")

    server = ThreadingTCPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", paths
    server.shutdown()
    server.server_close()


@needs_office
def test_nothing_that_an_old_document_refers_to_is_fetched(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, paths = asked
    old = _of_page(f'<p>甲</p><img src="{address}/a.png">', "doc:MS Word 97", tmp_path)
    assert paths  # whoever wrote it had the picture
    paths.clear()
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    fields = (f"INCLUDETEXT {secret}", f"INCLUDETEXT {address}/a.txt", f"INCLUDEPICTURE {address}/a.png")
    made_of = rb"{\rtf1 A{\field{\*\fldinst %b}{\fldrslt B}}}"
    papers = {f"{number}.rtf": made_of % field.encode() for number, field in enumerate(fields)}
    program = str(libreoffice.program())
    found, _ = libreoffice.converted(program, papers, "Rich Text Format")
    found |= libreoffice.converted(program, {"old.doc": old}, "MS Word 97")[0]
    assert found.keys() == {*papers, "old.doc"}
    assert not paths
    for name, content in found.items():
        (tmp_path / "new.docx").write_bytes(content)
        with zipfile.ZipFile(tmp_path / "new.docx") as file:
            assert b"secret words" not in file.read("word/document.xml"), name


@needs_office
def test_what_is_no_document_does_not_stop_the_others_beside_it() -> None:
    good = next(many.many(1, quirky=False, kinds=[("doc", "whole")])).content
    noise = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000)
    converted = office.together([("a.doc", noise), ("b.doc", good)])
    assert readers.read_bytes(good, "b.doc", converted) == readers.read_bytes(good, "b.doc")
