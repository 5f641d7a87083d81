"""Where a share stands among others: exact among some, in round figures among very many."""

from dataclasses import replace

import pytest

from gongkai.forms import INDICATORS
from gongkai.website.parts.charts import Rect
from gongkai.website.parts.groups import Group
from gongkai.website.parts.peers import AMONG_PEERS, FEWEST_PEERS, MANY, Peers, Standing, rounded
from gongkai.website.parts.pictures import standing
from gongkai.website.parts.summary import among
from gongkai.website.words import Words

GROUP = Group("department", "county")


def _peers(count: int) -> Peers:
    return Peers({(GROUP, 2024): tuple(number / count for number in range(count))})


def _in_the_middle(count: int) -> Standing | None:
    """Where the share in the middle of so many stands."""
    return _peers(count).standing(GROUP, 2024, count // 2 / count)


def test_among_some_every_one_counts() -> None:
    found = _in_the_middle(MANY - 1)
    assert found
    assert not found.about
    assert (found.count, found.lower, found.higher) == (MANY - 1, 499, 499)
    assert _in_the_middle(FEWEST_PEERS - 1) is None
    assert _peers(FEWEST_PEERS).standing(GROUP, 2024, None) is None


def test_among_very_many_one_more_says_the_same() -> None:
    found, more = map(_in_the_middle, (4816, 4817))
    assert found
    assert found.about
    assert more
    assert found == replace(more, share=found.share)
    assert (found.count, found.lower, found.higher, found.median) == (4800, 50, 50, 0.5)
    assert set(found.bins) == {5}


def test_among_very_many_a_place_is_told_in_steps() -> None:
    field = _peers(4816)
    places = [field.place(GROUP, 2024, number / 4816) for number in (0, 120, 121, 2000, 4700)]
    assert places == [(0, 100), (0, 95), (5, 95), (40, 60), (100, 0)]
    lowest = field.standing(GROUP, 2024, 0.0)
    assert "高于本机关的超过 95%，低于的不到 5%" in among(Words("zh"), lowest)
    assert "over 95% had a higher disclosure rate and under 5% a lower one" in among(Words("en"), lowest)


def test_one_that_stands_alone_among_very_many_is_in_the_picture() -> None:
    field = Peers({(GROUP, 2024): (*(0.5,) * MANY, 0.9)})
    chart = standing(Words("en"), field.standing(GROUP, 2024, 0.9), INDICATORS[AMONG_PEERS])
    assert chart
    assert chart.rows == (("50%–55%", "100%"), ("90%–95%", "<5%"))
    [own] = [one for one in chart.drawing.shapes if isinstance(one, Rect) and one.look == "gk-fill-disclosed"]
    assert own.height >= 6  # to be seen on the axis
    assert own.tip == "90%–95% <5%"


@pytest.mark.parametrize(
    ("count", "said"), [(0, 0), (7, 7), (99, 99), (101, 100), (105, 100), (115, 120), (4816, 4800), (12_345, 12_000)]
)
def test_round_figures_have_two_digits(count: int, said: int) -> None:
    assert rounded(count) == said


def test_round_figures_are_said_to_be_round() -> None:
    found = _in_the_middle(4816)
    assert among(Words("zh"), found) == ("同年约 4,800 个县级部门中，公开率高于本机关的约占 50%，低于的约占 50%。")
    chart = standing(Words("en"), found, INDICATORS[AMONG_PEERS])
    assert chart
    assert chart.title.startswith("Disclosure rate: about 4,800 agencies")
    assert "about 50%" in chart.description
    exact = standing(Words("zh"), _in_the_middle(20), INDICATORS[AMONG_PEERS])
    assert exact
    assert "约" not in exact.title + exact.description
