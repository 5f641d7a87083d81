"""Files in one zip archive, the same bytes whenever and wherever it is made."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

#: The first day that a zip archive knows.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNIX, _ORDINARY_FILE = 3, 0o100644 << 16


def write_archive(files: Iterable[Path], path: Path) -> None:
    """Pack files by name, without their folders, into a new archive."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(files, key=lambda file: file.name):
            entry = zipfile.ZipInfo(file.name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _ORDINARY_FILE
            entry.file_size = file.stat().st_size
            with file.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
