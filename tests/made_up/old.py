"""Word documents → documents of older word processors, as LibreOffice writes them; nobody writes real .wps but WPS."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

#: How LibreOffice calls what each kind of file holds; WPS puts the same into .wps as Word into .doc.
FILTERS = {"doc": "doc:MS Word 97", "wps": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}


def aged(documents: Sequence[tuple[str, bytes]]) -> list[bytes]:
    """Word documents, each with the kind that is to be made of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (_, content) in enumerate(documents):
            (folder / f"{number}.docx").write_bytes(content)
        for kind, to in FILTERS.items():
            _convert(to, folder / kind, [folder / f"{n}.docx" for n, (its, _) in enumerate(documents) if its == kind])
        return [next((folder / kind).glob(f"{number}.*")).read_bytes() for number, (kind, _) in enumerate(documents)]


def _convert(to: str, into: Path, papers: Sequence[Path]) -> None:
    if papers:
        profile = f"-env:UserInstallation={(into.parent / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", to, "--outdir", str(into), *map(str, papers)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
