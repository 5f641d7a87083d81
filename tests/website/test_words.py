"""Every word of the interface is there in both languages, and used."""

import re
from importlib.resources import files

import pytest

from gongkai.website.words import TEXTS, Words
from places import ROOT

_FIELD = re.compile(r"\{(\w*)\}")
_WEBSITE = ROOT / "scripts" / "gongkai" / "website"
#: Keys that are put together from a code.
_COMPOSED = ("answer_", "outcome_", "search_", "format_", "rules_")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_say_it_with_the_same_fields(key: str) -> None:
    text = TEXTS[key]
    assert text.zh.strip()
    assert text.en.strip()
    assert set(_FIELD.findall(text.zh)) >= set(_FIELD.findall(text.en))


def test_every_text_of_the_pages_is_used() -> None:
    used = "".join(
        path.read_text(encoding="utf-8")
        for ending in ("*.py", "*.html", "*.md", "*.js")
        for path in sorted(_WEBSITE.rglob(ending))
    )
    source = (files("gongkai.website") / "texts" / "pages.yml").read_text(encoding="utf-8")
    keys = re.findall(r"^(\w+):", source, flags=re.MULTILINE)
    idle = [
        key for key in keys if not re.search(rf"\b{key.removesuffix('_one')}\b", used) and not key.startswith(_COMPOSED)
    ]
    assert not idle


@pytest.mark.parametrize(("count", "said"), [("1", "1 report"), ("2", "2 reports"), ("1,001", "1,001 reports")])
def test_one_is_not_plural(count: str, said: str) -> None:
    assert Words("en").say("count_reports", n=count) == said
