"""What the interface says, in the two languages: the files of `texts/`."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from gongkai.errors import FormError
from gongkai.forms.load import load
from gongkai.text import LANGUAGES, Language, Text


def _all_texts() -> dict[str, Text]:
    """Every text by key; a key stands in one file only."""
    found: dict[str, Text] = {}
    for source in sorted((files("gongkai.website") / "texts").iterdir(), key=lambda source: source.name):
        texts = load(source, dict[str, Text])
        if twice := found.keys() & texts.keys():
            raise FormError(f"texts/{source.name}: other files have {', '.join(sorted(twice))} too")
        found |= texts
    return found


TEXTS: Final[Mapping[str, Text]] = _all_texts()
_IN: Final[Mapping[Language, Mapping[str, str]]] = {
    language: {key: text[language] for key, text in TEXTS.items()} for language in LANGUAGES
}
#: Texts with a wording of their own for a count of one (`<key>_one`).
_SINGULAR: Final = frozenset(key for key in TEXTS if f"{key}_one" in TEXTS)


class Words:
    """The interface's words in one language: `words["search"]`, in templates `t.search`."""

    def __init__(self, language: Language) -> None:
        """Speak one language."""
        self.language: Final = language

    def __getitem__(self, key: str) -> str:
        """A text without fields; raises `KeyError` where no file has it."""
        return _IN[self.language][key]

    def keys(self, *beginnings: str) -> tuple[str, ...]:
        """The keys of all texts that begin so."""
        return tuple(key for key in TEXTS if key.startswith(beginnings))

    def say(self, key: str, **values: object) -> str:
        """A text with its fields filled in; a `Text` among them goes in by language, `n` decides on the singular."""
        if key in _SINGULAR and str(values.get("n")) == "1":
            key = f"{key}_one"
        return TEXTS[key].filled(self.language, values)
