"""How texts are cut: whatever part of a name someone types, its tokens are among the name's."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.website.search import tokens
from gongkai.website.search.words import WORDS

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=tokens.SPAN)
LETTERS = st.text("abcxyz0123456789", min_size=1, max_size=12)


def _plain(name: str) -> str:
    return tokens.normalise(name)


@given(HAN, st.data())
def test_every_part_of_a_name_is_near(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert tokens.near(name[start:end]) <= tokens.near(name)


@given(HAN, st.data())
def test_a_name_with_characters_left_out_is_near_or_far(name: str, data: st.DataObject) -> None:
    kept = sorted(data.draw(st.sets(st.integers(0, len(name) - 1), min_size=1)))
    short = _plain("".join(name[place] for place in kept))
    assert {a + b for a, b in pairwise(short)} <= tokens.near(name) | set(tokens.far(name))


@given(st.lists(st.one_of(HAN, LETTERS), max_size=6))
def test_runs_are_the_words(words: list[str]) -> None:
    assert tokens.runs(" ".join(words)) == words


@given(st.lists(st.one_of(HAN, LETTERS), max_size=4).map("，".join))
def test_a_text_has_the_tokens_of_a_name_but_single_characters(text: str) -> None:
    assert tokens.words(text) <= tokens.near(text)
    assert {token for token in tokens.near(text) if len(token) > 1} <= tokens.words(text)


@pytest.mark.parametrize(
    ("written", "plain"),
    [("２０２４年ＡＢ", "2024年ab"), ("Huai'an", "huaian"), ("Lüliang", "luliang"), ("國務院辦公廳", "国务院办公厅")],
)
def test_writings_of_the_same_are_the_same(written: str, plain: str) -> None:
    assert tokens.normalise(written) == plain


def test_edges_are_those_of_chinese() -> None:
    assert list(tokens.edges("宿迁市人民政府")) == ["^宿", "府$"]
    assert list(tokens.edges("2024年")) == ["年$"]
    assert list(tokens.edges("Suqian")) == []


def test_one_folding_suffices() -> None:
    sources = [source for source, _ in WORDS.fold]
    assert len(set(sources)) == len(sources)
    assert not set(sources) & {target for _, target in WORDS.fold}
