"""What the software says when it cannot go on: what stands there, where, and what to do.

A wrong *report* is not an error but a finding (`gongkai.finding`); errors are for files that cannot be read,
for data files that break their schema, and for faults of our own. What a publisher may see is in both languages.
"""

from dataclasses import dataclass

from gongkai.text import Language, Text


class GongkaiError(Exception):
    """The base of every error that a user may see; its text is complete without a traceback."""

    def __init__(self, message: Text) -> None:
        """Keep the text; `str` reads the English one, `text` either."""
        super().__init__(message.en)
        self.message = message

    def text(self, language: Language) -> str:
        """The message in one language."""
        return self.message[language]


class FormError(Exception):
    """A file of `forms/` contradicts itself or its schema: for those who write forms, in English only."""


class DocumentError(GongkaiError):
    """A document cannot be read at all: unknown type, broken file, no text layer."""


class BuildError(GongkaiError):
    """A site or package could not be made; what was published before still stands."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a data file.

    `line` and `column` count from 1 (0: the file as a whole); `path` is the place inside the file,
    such as `requests.received_new.2`.
    """

    file: str
    line: int
    column: int
    path: str
    message: Text

    def text(self, language: Language) -> str:
        """Read as compilers write it: `file:line:column: path: message`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return ": ".join(part for part in (place, self.path, self.message[language]) if part)


class DataError(GongkaiError):
    """A file of `datasets/` breaks its schema; carries every problem found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the text of the error lists them, one a line."""
        super().__init__(
            Text(zh="\n".join(p.text("zh") for p in problems), en="\n".join(p.text("en") for p in problems))
        )
        self.problems = problems
