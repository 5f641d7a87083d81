"""What is kept is what would be written anew, whatever stands in it."""

from decimal import Decimal
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader, Environment, Template
from markupsafe import Markup

from gongkai.website.parts.charts import BEGIN_YEAR, BEGIN_YEAR_HERE, Chart, Dot, Drawing, Label, Point, lines
from gongkai.website.parts.series import Series
from gongkai.website.stamp import environment

_MACROS = '{% macro word(value, more="") %}<b title="{{ more }}">{{ value }}</b>{% endmacro %}'
_TEXTS = st.text() | st.sampled_from(["<script>", "&amp;", '" onload="', "\0"])

#: A text that looks like the begin of a year's shapes.
_TAG = BEGIN_YEAR


@cache
def _templates() -> Environment:
    made = environment("zh")
    assert made.loader is not None
    made.loader = ChoiceLoader([DictLoader({"macros": _MACROS}), made.loader])
    return made


@cache
def _template(source: str) -> Template:
    return _templates().from_string(
        '{% from "macros" import word %}{% from "shared/chart.html" import picture %}' + source
    )


def _written(source: str, **values: object) -> str:
    return _template(source).render(values)


@settings(deadline=None)
@given(values=st.lists(_TEXTS))
def test_kept_macros_say_what_the_macros_say(values: list[str]) -> None:
    anew = _written("{% for value in values %}{{ word(value, 1) }}{% endfor %}", values=values)
    assert _written("{% for value in values %}{{ value | kept(word, 1) }}{% endfor %}", values=values) == anew
    assert _written("{{ values | each(word, 1) }}", values=values) == anew


@settings(deadline=None)
@given(texts=st.tuples(*[_TEXTS] * 3), rows=st.lists(st.tuples(_TEXTS, _TEXTS)), legend=st.booleans())
def test_pictures_from_a_mould_are_those_of_the_macro(
    texts: tuple[str, str, str], rows: list[tuple[str, str]], *, legend: bool
) -> None:
    drawing = Drawing(7, (Label(1, 2, texts[0]), Dot(1, 2, "gk-x")))
    chart = Chart(*texts, drawing=drawing, heads=("a", texts[1]), rows=tuple(rows))
    beside = Markup("<hr>") if legend else None
    anew = _written("{{ picture(chart, beside) }}", chart=chart, beside=beside)
    assert _written("{{ chart | drawn(picture, beside) }}", chart=chart, beside=beside) == anew


def test_what_is_safe_never_stands_for_what_is_not() -> None:
    said = _written("{{ values | each(word) }}", values=[Markup("<hr>"), "<hr>", 1, Decimal("1.0"), True])
    assert [part.removesuffix("</b>") for part in said.split('<b title="">')[1:]] == [
        "<hr>",
        "&lt;hr&gt;",
        "1",
        "1.0",
        "True",
    ]


def test_each_page_has_its_year_stand_out_and_nothing_else() -> None:
    points = [Point(str(year), value, _TAG) for year, value in ((2021, 0.5), (2022, None), (2023, 0.25))]
    chart = Chart("a", _TAG, "b", drawing=lines(points, top=1, mark="100%"), heads=("c", "d"), rows=())
    for point in points:
        html = _written("{{ one | years(picture, year) }}", one=Series(chart, 2021), year=int(point.label))
        _, here = html.split(BEGIN_YEAR_HERE)
        assert f">{point.label}</text></g>" in here
        assert here.index(point.label) < here.index("</g>")
        assert html.replace(BEGIN_YEAR_HERE, BEGIN_YEAR) == _written("{{ picture(chart) }}", chart=chart)
