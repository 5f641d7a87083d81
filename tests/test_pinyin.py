"""How Chinese is read: as pypinyin reads it, whose readings these are."""

import json
from pathlib import Path

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.dataset import Folder
from gongkai.pinyin import syllables
from places import ROOT

_WORDS = sorted(json.loads(Path(pypinyin.__file__).with_name("phrases_dict.json").read_bytes()))
_CHARACTERS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("重庆市", "chong qing shi"),
        ("绿化局", "lv hua ju"),
        ("银行业", "yin hang ye"),
        ("昌都市", "chang du shi"),
        ("A", "A"),
    ],
)
def test_a_name_is_read_by_its_words(name: str, said: str) -> None:
    assert syllables(name) == tuple(said.split())


@given(st.lists(st.sampled_from(_WORDS) | _CHARACTERS, min_size=1, max_size=5).map("".join), st.integers(0, 3))
def test_a_run_is_read_as_pypinyin_reads_it(text: str, start: int) -> None:
    run = text[start:] or text
    assert list(syllables(run)) == pypinyin.lazy_pinyin(run)


def test_every_region_is_read_as_pypinyin_reads_it() -> None:
    names = [region.name for region in Folder(ROOT).register().regions.values()]
    assert [list(syllables(name)) for name in names] == [pypinyin.lazy_pinyin(name) for name in names]
