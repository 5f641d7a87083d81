"""Words in the two languages that every reader-facing label and message exists in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import ConfigDict, with_config

Language = Literal["zh", "en"]

#: Chinese is the default; English mirrors it.
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in Chinese (`zh`) and English (`en`); neither is ever empty in the project's own data."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The text in one language: `label["zh"]`."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return self.en if language == "en" else self.zh

    def format(self, **values: object) -> "Text":
        """Both languages filled in; a value that is itself a `Text` goes in by language."""
        return Text(
            zh=self.zh.format(**{key: value.zh if isinstance(value, Text) else value for key, value in values.items()}),
            en=self.en.format(**{key: value.en if isinstance(value, Text) else value for key, value in values.items()}),
        )

    def filled(self, language: Language, values: Mapping[str, object]) -> str:
        """One language filled in."""
        for value in values.values():
            if isinstance(value, Text):
                values = {key: value[language] if isinstance(value, Text) else value for key, value in values.items()}
                break
        return (self.en if language == "en" else self.zh).format_map(values)
