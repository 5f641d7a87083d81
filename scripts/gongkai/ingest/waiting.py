"""What waits in `datasets/inbox/`, as the person who looks through it left it."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai import report
from gongkai.dataset import Folder
from gongkai.errors import DataError, Problem
from gongkai.report import Report
from gongkai.report.tree import Plain, Tree, parse
from gongkai.text import Text

#: The top-level key and all that belongs to it; a list may stand below its key without being indented.
_DOUBTS: Final = re.compile(r"^doubts:.*\n?(?:(?:[ \t#-].*)?(?:\n|\Z))*?(?=[^\s#-]|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file of the inbox: the doubts that nobody has settled, and the report, or what is wrong with it as one.

    `whose` is the agency and the year as far as the file says them: `made-up-bureau 2023`.
    """

    path: Path
    whose: str = "? ?"
    document: str = ""
    doubts: tuple[Text, ...] = ()
    report: Report | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """What `gongkai accept` calls it."""
        return self.path.stem


def waiting(folder: Folder) -> Iterator[Waiting]:
    """Everything that waits, by name."""
    return (look(folder, path) for path in sorted(folder.inbox.glob("*.yml")))


def look(folder: Folder, path: Path) -> Waiting:
    """Read one file of the inbox; what breaks the schema of a report is listed, with its line in this file."""
    content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    name = folder.name(path)
    try:
        tree = parse(content, name)
    except DataError as error:
        return Waiting(path=path, problems=error.problems)
    top = tree.content if isinstance(tree.content, dict) else {}
    found, problems = _as_report(content, tree)
    return Waiting(
        path=path,
        whose=f"{top.get('agency') or '?'} {top.get('year') or '?'}",
        document=_document(top.get("source")),
        doubts=tuple(_doubts(top.get("doubts"))),
        report=found,
        problems=problems,
    )


def _as_report(content: bytes, tree: Tree) -> tuple[Report | None, tuple[Problem, ...]]:
    """The file read as a report; the doubts' lines are blanked, so that all others keep their numbers."""
    shape = _DOUBTS.sub(lambda found: "\n" * found[0].count("\n"), content.decode())
    try:
        return report.read(shape.encode(), tree.file), ()
    except DataError as error:
        return None, error.problems


def _document(source: Plain) -> str:
    return str(source.get("document") or "") if isinstance(source, dict) else ""


def _doubts(listed: Plain) -> Iterator[Text]:
    """The doubts in words, also those that a person has rewritten."""
    items: Iterable[Plain] = listed if isinstance(listed, list) else [listed] if listed else []
    for item in items:
        if isinstance(item, dict):
            zh, en = (str(item.get(language) or "") for language in ("zh", "en"))
            yield Text(zh=zh or en or "—", en=en or zh or "—")
        elif item is not None:
            yield Text(zh=str(item), en=str(item))
