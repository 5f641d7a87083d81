"""What the hand-written pages must tell: every command, rule and indicator."""

import re

import click
import pytest

from gongkai.cli import main
from gongkai.forms import INDICATORS, RULES
from places import ROOT

PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "help").glob("*.md"))}
ALL = "\n".join(PAGES.values())


@pytest.mark.parametrize("command", main.list_commands(click.Context(main)))
def test_every_command_is_explained(command: str) -> None:
    assert f"gongkai {command}" in PAGES["publish.md"] + PAGES["deploy.md"]


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_named_to_offices(code: str) -> None:
    assert f"`{code}`" in PAGES["for-offices.md"]


@pytest.mark.parametrize("code", INDICATORS)
def test_every_indicator_is_in_the_glossary(code: str) -> None:
    assert f"`{code}`" in PAGES["glossary.md"]


def test_every_page_has_a_title_and_says_what_it_is_about() -> None:
    for name, text in PAGES.items():
        assert re.match(r"---\ntitle: .+\ndescription: .+\n---\n# .+ \{#top\}\n", text), name
