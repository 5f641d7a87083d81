"""The index finds what a scan of every entry finds, in few bytes, and is the same twice."""

import pickle
import random
from itertools import chain, pairwise
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text import LANGUAGES, Language
from gongkai.website.search import Entry, cut, entries, entries_around, entries_of, parts, postings, tokens, write_index
from gongkai.website.search.blocks import block
from gongkai.website.search.index import shard_key
from gongkai.website.search.postings import encode
from website.search_reader import Index, data, decode, read, shown
from website.search_register import dataset

COUNT = 3000
QUERIES = 300
_ORDER = attrgetter("order")


@pytest.fixture(scope="module")
def found() -> list[Entry]:
    return sorted(entries(dataset(COUNT), "zh"), key=_ORDER)


@pytest.fixture(scope="module")
def index(found: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("index")
    write_index([cut(found)], folder)
    return read(folder)


NUMBERS = st.sets(st.integers(0, 100_000) | st.integers(0, 20), min_size=1).map(sorted)
LINES = st.text(st.sampled_from("宿迁市教育局年报20𠮷"), max_size=80)


@given(st.lists(NUMBERS, max_size=20))
def test_lists_come_back(lists: list[list[int]]) -> None:
    assert [decode(text) for text in encode(lists)] == lists


@given(st.lists(NUMBERS, max_size=20))
def test_lists_are_the_same_however_many_are_encoded_at_once(lists: list[list[int]]) -> None:
    whole = list(encode(lists))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_TOGETHER", 1)
        assert list(encode(lists)) == whole


@pytest.mark.parametrize("numbers", [[0], [(1 << 24) - 1], [0, (1 << 24) - 1], [*range(99), (1 << 24) - 1]])
def test_numbers_at_both_ends_come_back(numbers: list[int]) -> None:
    assert [decode(text) for text in encode([[3], numbers, [0, 1]])] == [[3], numbers, [0, 1]]


@given(st.integers(0, 50_000), st.integers(1, 50_000))
def test_an_unbroken_run_costs_next_to_nothing(first: int, count: int) -> None:
    assert len(next(encode([range(first, first + count)]))) <= 10


def test_what_an_agency_has_every_year_costs_little_more_than_what_it_has_once() -> None:
    chance = random.Random(5)  # noqa: S311  a sample
    places = sorted(chance.sample(range(8_000), 400))
    years = [5 * place + year for place in places for year in range(5)]
    once, always = encode([[5 * place for place in places], years])
    assert len(always) < 1.5 * len(once)


@given(st.lists(st.lists(LINES, min_size=1, max_size=6)))
def test_entries_of_a_block_come_back(entries: list[list[str]]) -> None:
    assert list(shown(block("\n".join(lines) for lines in entries))) == entries


def test_a_report_is_told_by_its_year() -> None:
    reports = (f"宿迁市教育局 {year}年年报\nagencies/suqian/{year}.html\n江苏省 › 宿迁市" for year in (2023, 2024))
    assert block(reports)[1] == ["KD4", "TF4", ""]


def _names(entry: Entry) -> list[str]:
    return [tokens.normalise(name) for name in (entry.title, *entry.names)]


def _in_order(query: str, name: str) -> bool:
    characters = iter(name)
    return all(character in characters for character in query)


def _having(index: Index, query: str) -> set[int]:
    """Entries with every pair of the query near or far in their names."""
    empty: set[int] = set()
    pairs = [a + b for a, b in pairwise(query)]
    lists = [index.near.get(pair, empty) | index.far.get(pair, empty) for pair in pairs]
    return set.intersection(*lists)


def _queries(found: list[Entry]) -> list[tuple[str, str]]:
    """Parts of names, and names with characters left out."""
    chance = random.Random(7)  # noqa: S311  a sample
    queries = []
    for _ in range(QUERIES):
        name = tokens.normalise(chance.choice(found).title)
        length = chance.randint(2, len(name))
        start = chance.randrange(len(name) - length + 1)
        kept = sorted(chance.sample(range(len(name)), length))
        queries.append((name[start : start + length], "".join(name[place] for place in kept)))
    return queries


def test_recall_is_that_of_a_scan(found: list[Entry], index: Index) -> None:
    names = [_names(entry) for entry in found]
    for part, short in _queries([entry for entry in found if entry.kind == "agency"]):
        containing = {number for number, known in enumerate(names) if any(part in name for name in known)}
        in_order = {number for number, known in enumerate(names) if any(_in_order(short, name) for name in known)}
        assert containing <= _having(index, part), part
        assert in_order <= _having(index, short), short


def test_pairs_are_found_exactly(found: list[Entry], index: Index) -> None:
    for pair in ("宿迁", "人民", "政府", "教育"):
        assert index.near[pair] == {
            number for number, entry in enumerate(found) if any(pair in name for name in _names(entry))
        }


def test_a_list_is_near_or_far_and_not_both(index: Index) -> None:
    assert not any(index.near[token] & numbers for token, numbers in index.far.items() if token in index.near)


def test_text_is_found_by_every_pair(tmp_path: Path) -> None:
    kept = sorted(entries(dataset(60, text="收到行政复议申请3件，详见 Annex。"), "zh"), key=_ORDER)
    write_index([cut(kept)], tmp_path)
    index = read(tmp_path)
    reports = {number for number, entry in enumerate(kept) if entry.kind == "report"}
    assert len(reports) == 60
    assert all(index.text[token] == reports for token in ("行政", "政复", "复议", "3", "annex"))


def test_the_same_entries_give_the_same_bytes(found: list[Entry], tmp_path: Path) -> None:
    first, second = (write_index([cut(iter(found))], tmp_path / name) for name in ("a", "b"))
    assert [path.name for path in first.files] == [path.name for path in second.files]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(first.files, second.files, strict=True))
    assert first.size == sum(path.stat().st_size for path in first.files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_of_agencies_make_the_index_of_the_whole_in_any_order(language: Language, tmp_path: Path) -> None:
    whole = dataset(300, text="收到行政复议申请3件")
    around = entries_around(whole.register, {report.year for report in whole.reports}, language)
    found = [list(entries_of(history, whole.register, language)) for history in whole.histories]
    chunks = [chain.from_iterable(found[start : start + 37]) for start in range(0, len(found), 37)]
    made = [cut(chunk) for chunk in chunks]
    random.Random(3).shuffle(made)  # noqa: S311  any order
    kept = [pickle.loads(pickle.dumps(part)) for part in (*made, cut(around))]  # noqa: S301  our own
    one, other = write_index(kept, tmp_path / "parts"), write_index([cut(entries(whole, language))], tmp_path / "whole")
    assert one.entries == other.entries > 300
    assert {path.name: path.read_bytes() for path in one.files} == {
        path.name: path.read_bytes() for path in other.files
    }


def test_a_part_with_more_entries_than_two_bytes_count_is_the_same_index(
    found: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = cut(found[:300])
    monkeypatch.setattr(parts, "_SMALL", 300)
    large = cut(found[:300])
    assert (small.near.numbers.itemsize, large.near.numbers.itemsize) == (2, 4)
    one, other = write_index([small], tmp_path / "small"), write_index([large], tmp_path / "large")
    assert [path.read_bytes() for path in one.files] == [path.read_bytes() for path in other.files]


def test_an_entry_costs_little(found: list[Entry], tmp_path: Path) -> None:
    written = write_index([cut(found)], tmp_path)
    assert written.size / len(found) < 400
    assert max(path.stat().st_size for path in written.files) < 10_000


def test_entries_of_a_kind_stand_together(tmp_path: Path) -> None:
    mixed = [Entry(kind=kind, title=title, url="x.html") for kind, title in (("a", "一"), ("b", "二"), ("a", "三"))]
    write_index([cut(mixed)], tmp_path)
    index = read(tmp_path)
    assert index.manifest["kinds"] == [["a", 2], ["b", 1]]
    assert [entry[0] for entry in index.shown] == ["一", "三", "二"]


def test_names_are_shown_that_the_title_does_not_show(tmp_path: Path) -> None:
    names = ("投促局", "招商局")
    write_index([cut([Entry(kind="agency", title="钦州市投资促进局", url="x.html", names=names)])], tmp_path)
    assert read(tmp_path).shown == [["钦州市投资促进局", "x.html", "", "", "招商局"]]


def test_data_stays_data(tmp_path: Path) -> None:
    title = '"</script>\u2028\\'
    write_index([cut([Entry(kind="page", title=f"{title}\n", url="x.html")])], tmp_path)
    source = (tmp_path / "entries-0.js").read_text(encoding="utf-8")
    assert "\u2028" not in source
    assert read(tmp_path).shown == [[f"{title} ", "x.html"]]


def test_no_entries_are_an_index_too(tmp_path: Path) -> None:
    assert write_index((), tmp_path).entries == 0
    assert data(tmp_path / "manifest.js")["count"] == 0


def test_a_word_lies_with_all_words_that_begin_alike() -> None:
    assert shard_key("suqian") == shard_key("suq") == "suq"
    assert shard_key("2024") == "2024"
    assert shard_key("宿迁") == "宿迁"
    assert shard_key("^宿") == "^宿"
