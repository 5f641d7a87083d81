"""A new publisher's folder: configuration, hand-written pages, all regions, no report yet.

The files are the project's own (`mkdocs.yml`, `docs/`, `datasets/regions.csv`): a wheel carries them in
`gongkai/_scaffold/`, a checkout has them at its root.
"""

import shutil
from pathlib import Path
from typing import Final

from gongkai import files
from gongkai.dataset import Folder
from gongkai.errors import BuildError
from gongkai.register import write_agencies
from gongkai.text import Text

_PACKAGED: Final = Path(__file__).parent / "_scaffold"
_CHECKOUT: Final = Path(__file__).parents[2]
#: Of the project's `docs/`, what is about this software and not about a publisher's site.
_OURS: Final = ("decisions", "images")


def make(root: Path) -> tuple[Path, ...]:
    """Fill a new or empty folder; returns the files made. Raises `BuildError` where something is there already."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise BuildError(
            Text(
                zh=f"{root} 不是空文件夹，未作任何改动。请换一个名字。",
                en=f"{root} is not an empty folder; nothing was changed. Choose another name.",
            )
        )
    source = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    folder = Folder(root)
    files.write(root / "mkdocs.yml", (source / "mkdocs.yml").read_bytes())
    shutil.copytree(source / "docs", folder.docs, ignore=shutil.ignore_patterns(*_OURS))
    files.write(folder.regions, (source / "datasets" / "regions.csv").read_bytes())
    files.write(folder.agencies, write_agencies(()))
    files.write(folder.datasets / "VERSION", "0.1.0\n")
    files.write(folder.reports / ".gitkeep", "")
    files.write(root / ".gitignore", "build/\n")
    return tuple(sorted(path for path in root.rglob("*") if path.is_file()))
