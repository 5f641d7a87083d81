"""Pictures say what the numbers say, on the narrowest phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.website.parts.charts import (
    Drawing,
    Label,
    Line,
    Part,
    Point,
    Rect,
    Shape,
    Year,
    bars,
    columns,
    histogram,
    lines,
    stacked,
)

_VALUES = st.none() | st.integers(0, 10**7).map(float)
_PARTS = st.lists(_VALUES.map(lambda value: Part("予以公开", value, str(value))), max_size=8)
_POINTS = st.lists(_VALUES.map(lambda value: Point("2024", value, "x" if value is None else str(value))), max_size=12)


def _shapes(drawing: Drawing) -> list[Shape]:
    """All shapes, those of years among them."""
    groups = (shape.shapes if isinstance(shape, Year) else (shape,) for shape in drawing.shapes)
    return [shape for group in groups for shape in group]


def _rects(drawing: Drawing) -> list[Rect]:
    return [shape for shape in _shapes(drawing) if isinstance(shape, Rect)]


def _labels(drawing: Drawing) -> list[str]:
    return [shape.text for shape in _shapes(drawing) if isinstance(shape, Label)]


def _inside(drawing: Drawing) -> None:
    for shape in _shapes(drawing):
        if isinstance(shape, Rect):
            assert shape.x >= 0
            assert shape.x + shape.width <= 100.02
            assert shape.y >= 0
            assert shape.y + shape.height <= drawing.height + 0.02
        if isinstance(shape, Label):
            assert 0 <= shape.x <= 100
            assert 0 <= shape.y <= drawing.height


@given(parts=_PARTS)
def test_a_stack_is_as_wide_as_the_whole(parts: list[Part]) -> None:
    drawing = stacked(parts)
    _inside(drawing)
    known = [part for part in parts if part.value]
    assert len(_rects(drawing)) == len(known)
    assert sum(rect.width for rect in _rects(drawing)) == pytest.approx(100 if known else 0, abs=0.05)


def test_names_stand_only_where_they_fit() -> None:
    drawing = stacked([Part("予以公开", 60, "60.0%"), Part("不予公开", 15, "15.0%"), Part("无法提供", 25, "25.0%")])
    assert _labels(drawing) == ["予以公开", "60.0%", "15.0%", "无法提供", "25.0%"]


@given(parts=_PARTS)
def test_bars_stay_in_their_frame(parts: list[Part]) -> None:
    drawing = bars(parts)
    _inside(drawing)
    assert len(_rects(drawing)) == sum(bool(part.value) for part in parts)


@given(points=_POINTS)
def test_columns_and_lines_stay_in_their_frame(points: list[Point]) -> None:
    _inside(columns(points))
    _inside(lines(points, top=10**7, mark="100%"))


def test_neighbouring_gaps_share_a_frame() -> None:
    missing = [Point("2020", None, "未收录"), Point("2021", None, "未收录")]
    points = [Point("2019", 5, "5"), *missing, Point("2022", 0, "0")]
    drawing = columns(points)
    gaps = [rect for rect in _rects(drawing) if rect.look == "gk-gap"]
    assert len(gaps) == 1
    assert _labels(drawing).count("未收录") == 1
    columns_drawn = [rect for rect in _rects(drawing) if rect.look != "gk-gap"]
    assert [rect.height > 0 for rect in columns_drawn] == [True, False]


def test_a_line_never_crosses_a_gap() -> None:
    points = [Point(str(year), value, "") for year, value in ((1, 0.1), (2, 0.2), (3, None), (4, 0.3), (5, 0.4))]
    strokes = [s for s in lines(points, top=1, mark="").shapes if isinstance(s, Line) and s.look == "gk-line"]
    assert [(stroke.x1, stroke.x2) for stroke in strokes] == [(10, 30), (70, 90)]


def test_a_mouse_is_told_what_is_too_narrow_for_words() -> None:
    svg = stacked([Part("予以<公开", 98, "98.0%"), Part("不予公开", 2, "2.0%")]).svg
    assert "<title>予以&lt;公开 98.0%</title>" in svg
    assert "<title>不予公开 2.0%</title>" in svg
    drawn = histogram([0, 3, 1], (), own=None, median=None, tips=("33%–67% 3", "67%–100% 1"))
    assert [rect.tip for rect in _rects(drawn)] == ["33%–67% 3", "67%–100% 1"]
    assert "<title>" not in histogram([3], (), own=None, median=None).svg


def test_the_own_bin_and_the_median_stand_out() -> None:
    drawing = histogram([0, 3, 1], ("0%", "50%", "100%"), own=2, median=0.5)
    _inside(drawing)
    assert [rect.look for rect in _rects(drawing)] == ["gk-fill-grey3", "gk-fill-disclosed"]
    assert [s.x1 for s in drawing.shapes if isinstance(s, Line) and s.look == "gk-median"] == [50]
