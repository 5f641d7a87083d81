"""The small, safe part of YAML."""

from decimal import Decimal

import pytest

from gongkai.errors import DataError
from gongkai.report.tree import LARGEST, parse


def _said(content: bytes) -> str:
    with pytest.raises(DataError) as caught:
        parse(content, "x.yml")
    return caught.value.text("en")


def test_values_are_exact_and_dates_stay_words() -> None:
    tree = parse(b"a: 1\nb: 96171.60\nc: null\nd: '2021'\ne: 2024-01-20\nf: [0, ~]\n", "x.yml")
    assert tree.content == {"a": 1, "b": Decimal("96171.60"), "c": None, "d": "2021", "e": "2024-01-20", "f": [0, None]}
    assert tree.places["f", 1] == (6, 8)


def test_words_that_yaml_would_twist_stay_words() -> None:
    tree = parse(b"a: yes\nb: 0o17\nc: 1_000\nd: 12:30\ne: .inf\n", "x.yml")
    assert tree.content == {"a": "yes", "b": "0o17", "c": "1_000", "d": "12:30", "e": ".inf"}


def test_an_entity_bomb_is_refused_before_it_expands() -> None:
    bomb = b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{after}: &{after} [*{before},*{before},*{before},*{before},*{before},*{before},*{before}]\n".encode()
    assert "Anchors and aliases" in _said(bomb)


def test_a_key_stands_once() -> None:
    assert _said(b"a: 1\na: 2\n").startswith("x.yml:2:1: a: The key stands twice")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: [1\n", "x.yml:2:1: Not valid YAML"),
        (b"a: \xff\n", "not UTF-8"),
        (b"? [a]\n: 1\n", "single word"),
        (b"[" * 40 + b"]" * 40, "Nested too deeply"),
        (b"a" * (LARGEST + 1), "larger than 4 MB"),
        (b"a: 1\n---\nb: 2\n", "Not valid YAML"),
    ],
)
def test_what_is_no_data_file_is_said_so(content: bytes, said: str) -> None:
    assert said in _said(content)


def test_a_tag_constructs_nothing() -> None:
    assert parse(b"a: !!python/object/apply:os.system [ls]\n", "x.yml").content == {"a": ["ls"]}
