"""What the search knows of Chinese: characters written otherwise, words that distinguish nothing, short forms."""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Final

from gongkai.forms.load import load


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The content of `words.yml`."""

    traditional: tuple[str, ...]
    fillers: tuple[str, ...]
    peoples: tuple[str, ...]
    region_ends: tuple[str, ...]
    abbreviations: tuple[tuple[str, str], ...]

    def abbreviated(self, name: str) -> str:
        """The name with every word that has a short form in that form: 市发改局 for 市发展和改革局."""
        for whole, short in self.abbreviations:
            name = name.replace(whole, short)
        return name

    @cached_property
    def fold(self) -> tuple[tuple[str, str], ...]:
        """Each traditional character with the simplified one that it is read as."""
        return tuple((pair[0], pair[1]) for line in self.traditional for pair in line.split())


WORDS: Final = load(files("gongkai.website.search") / "words.yml", Vocabulary)
