"""YAML as plain values with the place of each: the small, safe part of YAML that data files need.

No tags, anchors, aliases or merge keys: nothing can expand, nothing is constructed. A key may stand once.
Numbers are exact (`int`, `Decimal`); dates stay words.
"""

from dataclasses import dataclass
from typing import Final

import yaml

from gongkai.errors import DataError, Problem
from gongkai.numerals import Value, plain
from gongkai.text import Text

#: What a data file may hold.
Plain = dict[str, "Plain"] | list["Plain"] | str | Value | None

#: The place of a value inside the file: keys and positions, from the top.
Path = tuple[str | int, ...]

#: Larger files are refused unread (a report with all its text has some 40 KB).
LARGEST: Final = 4_000_000
_DEEPEST: Final = 12
_NULLS: Final = frozenset({"null", "~", ""})


class _Nodes(yaml.CSafeLoader):
    """A loader that composes nodes and resolves nothing."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  PyYAML's own class attribute


@dataclass(frozen=True, slots=True)
class Tree:
    """A file's content and where each value stands (`places`: path → line and column from 1)."""

    file: str
    content: Plain
    places: dict[Path, tuple[int, int]]

    def problem(self, path: Path, message: Text) -> Problem:
        """A problem at the value of that path, or at the nearest one above it that the file has."""
        known = path
        while known not in self.places:
            known = known[:-1]
        return Problem(self.file, *self.places[known], ".".join(map(str, path)), message)


def parse(content: bytes, file: str) -> Tree:
    """Read a file's bytes; raises `DataError` with line and column where it is not plain YAML."""
    if len(content) > LARGEST:
        raise DataError(
            (
                Problem(
                    file,
                    0,
                    0,
                    "",
                    Text(zh="文件超过4 MB，未读取。", en="The file is larger than 4 MB and was not read."),
                ),
            )
        )
    try:
        root = yaml.compose(content.decode("utf-8"), Loader=_Nodes)
    except UnicodeDecodeError:
        message = Text(zh="文件不是UTF-8编码，请另存为UTF-8。", en="The file is not UTF-8; save it as UTF-8.")
        raise DataError((Problem(file, 0, 0, "", message),)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = str(getattr(error, "problem", None) or error)
        message = Text(zh=f"不是合法的YAML：{reason}", en=f"Not valid YAML: {reason}")
        raise DataError((Problem(file, line, column, "", message),)) from error
    builder = _Builder(file)
    value = builder.value(root, ()) if root else None
    if builder.problems:
        raise DataError(tuple(builder.problems))
    builder.places.setdefault((), (1, 1))
    return Tree(file, value, builder.places)


class _Builder:
    """Turns nodes into values, keeping places and problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Plain:
        self.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in self._seen:
            self._refuse(path, Text(zh="不支持锚点和引用（& *）。", en="Anchors and aliases (& *) are not supported."))
            return None
        self._seen.add(id(node))
        if len(path) > _DEEPEST:
            self._refuse(path, Text(zh="嵌套过深。", en="Nested too deeply."))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> Plain:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            here = (*path, key)
            if not key or key in found:
                self.places[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
                self._refuse(
                    here,
                    Text(zh="键重复，或不是单个词。", en="The key stands twice, or is not a single word."),
                )
                continue
            found[key] = self.value(value_node, here)
        return found

    def _refuse(self, path: Path, message: Text) -> None:
        self.problems.append(Problem(self.file, *self.places[path], ".".join(map(str, path)), message))


def _scalar(node: yaml.Node) -> str | Value | None:
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style:  # quoted or a block: always words
        return text
    if text in _NULLS:
        return None
    number = plain(text)
    return text if number is None else number
