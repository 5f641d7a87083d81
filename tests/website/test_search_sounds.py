"""Names by pinyin and initials, words for misspelt ones, and what results are filtered by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pinyin import syllables
from gongkai.website.search import Entry, cut, sounds
from gongkai.website.search.facets import NOWHERE, facets
from gongkai.website.search.spelling import by_letter, words

NAMES = st.text(st.sampled_from("钦州市投资促进局沭阳县发展和改革委员会重庆绿化"), min_size=2, max_size=14)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("钦州市投促局", "qzstcj"), ("重庆市", "cqs"), ("绿化局", "lhj"), ("长春市", "ccs")],
)
def test_initials(name: str, letters: str) -> None:
    assert sounds.initials(name) == {letters}


@given(NAMES, st.data())
def test_a_name_with_characters_left_out_sounds_near_or_far(name: str, data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.sets(st.integers(0, len(name) - 1), min_size=2, max_size=2)))
    spoken = syllables(name)
    assert f"~{spoken[first]}~{spoken[second]}" in sounds.near(name) | set(sounds.far(name))


def test_words_of_letters_have_no_sound() -> None:
    assert sounds.initials("Qinzhou 2024") == set()
    assert sounds.near("Qinzhou 2024") == set()


def test_every_everyday_character_stands_in_the_shard_of_its_code() -> None:
    characters = "".join(sounds.everyday().values())
    assert len(characters) == len(set(characters)) == 3755
    for place, shard in enumerate(sounds.shards()):
        for syllable, alike in shard.items():
            assert set(alike) <= set(sounds.everyday()[syllable])
            assert {ord(character) % sounds.SHARDS for character in alike} == {place}
    assert sum(len(alike) for shard in sounds.shards() for alike in shard.values()) == 3755


def test_words_are_those_of_names_by_their_first_letter() -> None:
    entry = Entry(kind="agency", title="宿迁市 Suqian", url="x", names=("Sub bureau 2024",), sub="Jiangsu", text="text")
    assert by_letter(words(entry)) == {"b": ["bureau"], "j": ["jiangsu"], "s": ["suqian"]}


def _region(*places: str) -> Entry:
    return Entry(kind="region", title=places[-1], url=places[-1], places=places)


def test_regions_are_those_of_the_highest_level_that_has_several() -> None:
    page = Entry(kind="page", title="帮助", url="help.html")
    regions = _region("甲省"), _region("甲省", "乙市"), _region("甲省", "乙市", "丙县"), _region("甲省", "丁市")
    found = facets(cut([*regions, page]).cards)
    assert found["regions"] == ["乙市", "丁市"]
    assert found["runs"] == [NOWHERE, 1, 0, 2, 1, 1, NOWHERE, 1]


def test_years_are_those_of_reports() -> None:
    agency = Entry(kind="agency", title="某局", url="x", years=(2019, 2021))
    found = facets(cut([agency, _region("甲省")]).cards)
    assert found["years"] == [2021, 2019]
    assert found["regions"] == ["甲省"]
    assert facets([]) == {"years": [], "regions": [], "runs": []}
