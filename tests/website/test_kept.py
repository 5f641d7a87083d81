"""What is kept is what would be written anew, whatever stands in it."""

from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, Template
from markupsafe import Markup

from gongkai.website.stamp import environment

_MACROS = """
{% macro word(value, more="") %}<b title="{{ more }}">{{ value }}</b>{% endmacro %}
{% macro line(values) %}<i>{{ values[0] }}</i>{% for value in values[1:] %}<u>{{ value }}</u>{% endfor %}{% endmacro %}
{% macro twice(values) %}{{ values[0] }}{{ values[0] }}{% endmacro %}
"""
_TEXTS = st.text() | st.sampled_from(["<script>", "&amp;", '" onload="', "\0"])


@cache
def _templates() -> Environment:
    made = environment("zh")
    made.loader = DictLoader({"macros": _MACROS})
    return made


@cache
def _template(source: str) -> Template:
    return _templates().from_string('{% from "macros" import word, line, twice %}' + source)


def _written(source: str, **values: object) -> str:
    return _template(source).render(values)


@settings(deadline=None)
@given(values=st.lists(_TEXTS))
def test_kept_macros_say_what_the_macros_say(values: list[str]) -> None:
    anew = _written("{% for value in values %}{{ word(value, 1) }}{% endfor %}", values=values)
    assert _written("{% for value in values %}{{ value | kept(word, 1) }}{% endfor %}", values=values) == anew
    assert _written("{{ values | each(word, 1) }}", values=values) == anew


@settings(deadline=None)
@given(lines=st.lists(st.lists(_TEXTS, min_size=1)))
def test_values_stand_in_their_places(lines: list[list[str]]) -> None:
    anew = _written("{% for one in lines %}{{ line(one) }}{% endfor %}", lines=lines)
    assert _written("{{ lines | placed(line) }}", lines=lines) == anew


def test_what_is_safe_never_stands_for_what_is_not() -> None:
    said = _written("{{ values | each(word) }}", values=[Markup("<hr>"), "<hr>", 1, Decimal("1.0"), True])
    assert [part.removesuffix("</b>") for part in said.split('<b title="">')[1:]] == [
        "<hr>",
        "&lt;hr&gt;",
        "1",
        "1.0",
        "True",
    ]


def test_a_macro_that_does_more_than_place_values_is_a_fault() -> None:
    with pytest.raises(ValueError, match="extended slice"):
        _written("{{ lines | placed(twice) }}", lines=[["a"]])
