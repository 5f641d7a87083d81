"""The shape of a report's file: keys, lists and words; whatever does not fit is a problem with its place."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from gongkai.errors import Problem
from gongkai.numerals import Value
from gongkai.report.tree import Path, Plain, Tree
from gongkai.text import Text


@dataclass(slots=True)
class Shape:
    """A tree and the problems found in it so far; every method returns what could be read."""

    tree: Tree
    problems: list[Problem] = field(default_factory=list)

    def fault(self, path: Path, zh: str, en: str) -> None:
        """Note a problem at a place."""
        self.problems.append(self.tree.problem(path, Text(zh=zh, en=en)))

    def mapping(self, value: Plain, path: Path) -> dict[str, Plain]:
        """Keys with values; at most nothing where they are missing below the top."""
        if isinstance(value, dict):
            return value
        if value is not None or not path:
            self.fault(path, "应为“键: 值”的形式。", "Expected keys with values.")
        return {}

    def sequence(self, value: Plain, path: Path) -> list[Plain]:
        """A list; empty where it is missing."""
        if isinstance(value, list):
            return value
        if value is not None:
            self.fault(path, "应为列表。", "Expected a list.")
        return []

    def known_keys(self, found: Iterable[str], path: Path, known: Iterable[str]) -> None:
        """Note every key that is not known."""
        names = tuple(known)
        for key in found:
            if key not in names:
                self.fault(
                    (*path, key),
                    f"没有这一项；可用：{'、'.join(names)}。",
                    f"Unknown key; known: {', '.join(names)}.",
                )

    def words(
        self,
        top: dict[str, Plain],
        path: Path,
        fits: Callable[[str], object] | None,
        zh: str,
        en: str,
        *,
        needed: bool = False,
    ) -> str:
        """The words under the last key of a path, which may have to fit; empty where there are none."""
        value = top.get(str(path[-1]))
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value.strip() or (fits and not fits(value)):
            self.fault(path, f"应为{zh}。", f"Expected {en}.")
            return ""
        return value

    def number(self, value: Plain, path: Path) -> Value:
        """A number."""
        if value is None or isinstance(value, str | dict | list):
            self.fault(path, "应为数字。", "Expected a number.")
            return 0
        return value

    def codes(self, top: dict[str, Plain], path: Path, known: tuple[str, ...]) -> tuple[str, ...]:
        """A list of codes, each of them known."""
        found = []
        for i, code in enumerate(self.sequence(top.get(str(path[-1])), path)):
            if isinstance(code, str) and code in known:
                found.append(code)
            else:
                self.fault((*path, i), f"应为 {'、'.join(known)} 之一。", f"Expected one of {', '.join(known)}.")
        return tuple(found)

    def records(
        self, top: dict[str, Plain], path: Path, shape: Mapping[str, Collection[str] | None]
    ) -> Iterable[tuple[Path, dict[str, str]]]:
        """A list of records with these keys, all of them words; of a code list where one is given."""
        for i, item in enumerate(self.sequence(top.get(str(path[-1])), path)):
            here: Path = (*path, i)
            found = self.mapping(item, here)
            self.known_keys(found, here, shape)
            yield (
                here,
                {
                    key: self.words(found, (*here, key), known.__contains__ if known else None, key, key, needed=True)
                    for key, known in shape.items()
                },
            )
