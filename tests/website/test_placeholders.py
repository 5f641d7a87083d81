"""Jinja pieces through Markdown and the theme."""

import markdown
from hypothesis import given
from hypothesis import strategies as st

from gongkai.website.placeholders import Placeholders


def _through(source: str) -> str:
    hidden = Placeholders()
    return hidden.reveal(markdown.markdown(hidden.hide(source), extensions=["attr_list", "tables"]))


def test_pieces_come_through_markdown_untouched() -> None:
    assert _through("# {{ a['*b*'] }} {#top}\n\n[x]({{ root }}y_z_.html)") == (
        '<h1 id="top">{{ a[\'*b*\'] }}</h1>\n<p><a href="{{ root }}y_z_.html">x</a></p>'
    )


def test_a_paragraph_of_statements_is_no_paragraph() -> None:
    assert _through("{% if a %}\n\n{{ b }}\n\n{% endif %}") == "{% if a %}\n<p>{{ b }}</p>\n{% endif %}"


def test_the_themes_own_braces_are_no_jinja() -> None:
    hidden = Placeholders()
    page = hidden.reveal("<style>a{#b}{%c}</style>{{ x }}")
    assert page == "<style>a{{ '{#' }}b}{{ '{%' }}c}</style>{{ '{{' }} x }}"


@given(st.lists(st.from_regex(r"\{\{ [^{}%]{0,20} \}\}", fullmatch=True)))
def test_every_piece_comes_back_in_order(pieces: list[str]) -> None:
    hidden = Placeholders()
    assert hidden.reveal(hidden.hide("|".join(pieces))) == "|".join(pieces)
