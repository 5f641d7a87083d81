"""Templates that are settled when they are compiled say what Jinja would say, and escape as it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup, escape

from gongkai.text import Text
from gongkai.website.parts.charts import Label
from gongkai.website.settled import escaped
from gongkai.website.stamp import environment

_HOSTILE = ("<script>alert(1)</script>", '" onload="x', "' autofocus '", "a & b", "&lt;")


class _Sly(str):
    """A string that does not look like one."""

    __slots__ = ()


@given(value=st.text() | st.sampled_from(_HOSTILE) | st.integers() | st.decimals() | st.none() | st.booleans())
def test_escaped_is_what_escape_makes_of_a_value(value: object) -> None:
    assert escaped(value) == escape(value)


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_is_escaped_whatever_carries_it(text: str) -> None:
    assert escaped(_Sly(text)) == escape(text)
    assert escaped(Label(0, 0, text)) == Label(0, 0, text).__html__()
    assert escaped(Markup(text)) == text  # noqa: S704  what is marked as safe stays
    page = environment("zh").from_string("{% set again = said %}{{ said }}{{ again ~ said }}{{ one.zh }}")
    assert page.render(said=text, one=Text(zh=text, en="-")) == escape(text) * 4


def test_what_is_included_sees_the_page_and_changes_nothing_of_it() -> None:
    page = _with(part="{{ outer }}{% set outer = 2 %}{{ outer }}").from_string(
        '{% set outer = 1 %}{% for one in "ab" %}{{ one }}{% include "part" %}{% endfor %}{{ outer }}'
    )
    assert page.render() == "a12b121"


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ one.nothing }}", "{% if one.nothing %}{% endif %}"])
def test_an_unknown_name_or_attribute_is_an_error(source: str) -> None:
    with pytest.raises((UndefinedError, AttributeError), match="nothing"):
        _with(part=source).from_string('{% include "part" %}').render(one=Text(zh="一", en="one"))


def _with(**sources: str) -> Environment:
    made = environment("zh")
    made.loader = DictLoader(sources)
    return made
