"""How Chinese is read: a syllable a character, without tones, by the words that the characters make.

The readings are pypinyin's, taken from its files. Its own tables take 55 MB of every process and a third of a second;
as they are held here, 3 MB.
"""

import json
import pickle
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

#: Stands between the words of a list.
_MARK: Final = "\n"
#: ü is written v, as on a keyboard.
_DOTTED: Final = "u\u0308"


@dataclass(frozen=True, slots=True)
class _Readings:
    """Syllables, and which is whose.

    `alone`: the number of a character's syllable, by its code; 0: it has none. `words`: those that begin with a
    character, each between marks. `otherwise`: those that are read otherwise than their characters alone.
    """

    syllables: tuple[str, ...]
    alone: "array[int]"
    words: Mapping[str, str]
    otherwise: Mapping[str, tuple[str, ...]]

    def of(self, character: str) -> str:
        """A character alone; itself where it has no reading."""
        code = ord(character)
        number = self.alone[code] if code < len(self.alone) else 0
        return self.syllables[number] if number else character


@lru_cache(maxsize=4096)
def syllables(run: str) -> tuple[str, ...]:
    """The syllables of a run of Chinese characters, one each; what has no reading stands for itself."""
    known = _readings()
    return tuple(syllable for word in _words(run) for syllable in known.otherwise.get(word) or map(known.of, word))


def _words(run: str) -> Iterator[str]:
    """The run cut into words, each time the longest one that is known; else a character."""
    known, start = _readings().words, 0
    while start < len(run):
        listed, end = known.get(run[start], ""), start + 1
        while end < len(run) and _MARK + run[start : end + 1] in listed:
            end += 1
        while end > start + 1 and _MARK + run[start:end] + _MARK not in listed:
            end -= 1
        yield run[start:end]
        start = end


@cache
def _readings() -> _Readings:
    """All readings, made anew when what they were taken from is gone: so they lie together, and the rest is free."""
    found: _Readings = pickle.loads(_taken())  # noqa: S301  made a moment ago
    return found


def _taken() -> bytes:
    plain = cache(_plain)  # for as long as this takes
    alone = {chr(int(code)): plain(read.partition(",")[0]) for code, read in _file("pinyin_dict.json").items()}
    numbers = {syllable: number for number, syllable in enumerate(("", *sorted(set(alone.values()))))}
    table = array("H", bytes(2 * (1 + max(map(ord, alone)))))
    for character, syllable in alone.items():
        table[ord(character)] = numbers[syllable]
    words: dict[str, list[str]] = {}
    otherwise: dict[str, tuple[str, ...]] = {}
    for word, readings in _file("phrases_dict.json").items():
        words.setdefault(word[0], []).append(word)
        spoken = tuple(plain(one[0]) for one in readings)
        if spoken != tuple(alone.get(character) for character in word):
            otherwise[word] = spoken
    marked = {first: _MARK.join(("", *some, "")) for first, some in words.items()}
    return pickle.dumps(_Readings(tuple(numbers), table, marked, otherwise))


def _file(name: str) -> Any:  # noqa: ANN401  what is there
    """A file of pypinyin's, without pypinyin."""
    return json.loads(Path(str(distribution("pypinyin").locate_file(f"pypinyin/{name}"))).read_bytes())


def _plain(syllable: str) -> str:
    """A syllable without the mark of its tone."""
    parts = unicodedata.normalize("NFD", syllable).replace(_DOTTED, "v")
    return "".join(part for part in parts if not unicodedata.combining(part))
