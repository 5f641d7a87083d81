"""Documents of older word processors, converted by LibreOffice where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai import readers
from gongkai.recognise import directory, recognise
from made_up import pages, places
from made_up.folders import made

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


@needs_office
@pytest.mark.parametrize(
    ("suffix", "kind"), [(".doc", "doc:MS Word 97"), (".wps", "doc:MS Word 97"), (".rtf", "rtf:Rich Text Format")]
)
def test_an_old_document_says_what_the_page_that_it_was_made_from_says(suffix: str, kind: str, tmp_path: Path) -> None:
    report = made(2023, 38)
    source = tmp_path / "a.html"
    source.write_text(f'<meta charset="utf-8">{pages.page(report)}', encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        kind,
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    old = next(path for path in tmp_path.glob("a.*") if path != source)
    draft = recognise(readers.read_bytes(old.read_bytes(), f"b{suffix}"), directory(places.register()))
    assert not draft.doubts
    assert (draft.form, draft.year, draft.figures) == ("2021", 2023, report.figures)
