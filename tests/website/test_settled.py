"""Templates that are settled when they are compiled say what Jinja would say, and escape as it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
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


@pytest.mark.parametrize(
    "call", ["said", "said, 2", "said, more=2", "said, ends=said, more=2", "more=1, text=safe", "safe ~ said, said ~ 1"]
)
def test_macros_are_called_and_words_joined_as_in_jinja(call: str) -> None:
    macro = "{% macro say(text, more='&', ends='.') %}{{ text }} {{ more ~ ends }}{% endmacro %}"
    source = f"{macro}{{{{ say({call}) }}}}{{{{ [say({call}), said] | join }}}}"
    values = {"said": _HOSTILE[0], "safe": Markup("<b>&amp;</b>")}
    plain = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    assert environment("zh").from_string(source).render(values) == plain.render(values)


@pytest.mark.parametrize("call", ["", "1, 2", "1, other=2"])
def test_a_macro_that_is_called_with_what_it_does_not_take_is_an_error(call: str) -> None:
    page = environment("zh").from_string(f"{{% macro say(text) %}}{{{{ text }}}}{{% endmacro %}}{{{{ say({call}) }}}}")
    with pytest.raises((TypeError, UndefinedError)):
        page.render()


@pytest.mark.parametrize(
    "source", ["{{ nothing }}", "{{ one.nothing }}", "{% if one.nothing %}{% endif %}", "{{ one['nothing'] }}"]
)
def test_an_unknown_name_or_attribute_is_an_error(source: str) -> None:
    with pytest.raises((UndefinedError, AttributeError, KeyError), match="nothing"):
        _with(part=source).from_string('{% include "part" %}').render(one=Text(zh="一", en="one"))


def _with(**sources: str) -> Environment:
    made = environment("zh")
    made.loader = DictLoader(sources)
    return made
