"""Text files: encodings, the ways in which text shows tables, and what must be refused."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import readers
from gongkai.document import Document, Grid, Paragraph
from gongkai.errors import DocumentError
from made_up.hostile import HOSTILE

WORDS = "青石市造纸局２０２３年年报：规章 0 件，“纸灯笼”"


def read(text: str, name: str = "a.txt") -> Document:
    return readers.read_bytes(text.encode(), name)


def rows(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in piece.rows] for piece in document.pieces if isinstance(piece, Grid)]


def lines(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces if isinstance(piece, Paragraph)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gb2312", "gbk"]
)
def test_encodings(encoding: str) -> None:
    assert lines(readers.read_bytes(f"{WORDS}\r\n造纸\n".encode(encoding), "a.txt")) == [WORDS, "造纸"]


def test_a_character_cut_by_the_end_of_the_file_is_dropped() -> None:
    assert lines(readers.read_bytes(WORDS.encode()[:-1], "a.txt")) == [WORDS[:-1]]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7\x00\x01\x02\xff\xfe\xfd", "a.txt", "not a text file"),
        (bytes(range(256)) * 40, "a.txt", "not a text file"),
        (b"x" * 4_000_001, "a.txt", "too much text"),
        (b"\n" * 60_001, "a.txt", "too much text"),
        (b"a|b\n" * 40_000, "a.txt", "too much text"),
        (b"x", "a.xyz", "cannot be read"),
        (b"x", "noname", "cannot be read"),
    ],
)
def test_what_cannot_be_read_says_so_in_both_languages(content: bytes, name: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        readers.read_bytes(content, name)
    assert name in caught.value.text("zh")
    assert name in caught.value.text("en")


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("suffix", ["txt", "html"])
def test_a_file_without_words_is_a_document_error(tmp_path: Path, content: bytes, suffix: str) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(content)
    with pytest.raises(DocumentError, match="no text in it"):
        readers.read(tmp_path / f"a.{suffix}")


def test_a_missing_file_is_a_document_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        readers.read(tmp_path / "none.txt")


def test_one_cell_a_line_behind_tabs() -> None:
    found = read("造纸\n\t甲\n\t乙\n丙\n\t\n\n\t丁\n\t1\n\n\n末尾\n")
    assert rows(found) == [[["甲", "乙\n丙", ""], ["丁", "1"]]]
    assert lines(found) == ["造纸", "末尾"]


def test_indented_paragraphs_are_no_table() -> None:
    found = read("\t第一段说造纸。\n\t第二段说印刷。\n\n\t第三段。\n")
    assert rows(found) in ([], [[["第一段说造纸。", "第二段说印刷。"], ["第三段。"]]])
    assert lines(found) == ["第一段说造纸。", "第二段说印刷。", "第三段。"]


def test_tabs_between_cells() -> None:
    assert rows(read("前\n甲\t乙\n\t1\t\n规\t0\t\n后\n")) == [[["甲", "乙"], ["", "1", ""], ["规", "0", ""]]]


def test_bars_between_cells() -> None:
    found = read("| 甲 | 乙 |\n|---|:-:|\n| 1 |  |\n后\n\n丙 | 2 | ||\n丁 | 3 | ||\n")
    assert rows(found) == [[["甲", "乙"], ["1", ""]], [["丙", "2", "", ""], ["丁", "3", "", ""]]]
    assert lines(found) == ["后"]


def test_full_width_bars_are_bars() -> None:
    assert rows(read("甲｜乙｜\n丙｜1｜\n")) == [[["甲", "乙"], ["丙", "1"]]]


def test_lone_bars_show_blank_cells() -> None:
    found = read("规\n|\n0\n|\n|\n6\n|\n")
    assert [(piece.text, piece.cell) for piece in found.pieces if isinstance(piece, Paragraph)] == [
        ("规", False),
        ("0", True),
        ("", True),
        ("6", True),
    ]


def test_one_line_with_bars_is_a_paragraph() -> None:
    assert lines(read("首页 | 公开 | 年报\n造纸\n\n\n甲\n乙\n丙\n")) == ["首页 | 公开 | 年报", "造纸", "甲", "乙", "丙"]


def test_markdown_headings_have_levels() -> None:
    found = read("# **造纸**年报 #\n\n## 一、总体情况\n正文\n#\n", "a.md")
    assert [(p.text, p.level) for p in found.pieces if isinstance(p, Paragraph)] == [
        ("造纸年报", 1),
        ("一、总体情况", 2),
        ("正文", 0),
    ]


def test_cells_know_their_lines() -> None:
    grid = next(piece for piece in read("前\n\t甲\n\t乙\n\n\t丙\n\t1\n").pieces if isinstance(piece, Grid))
    assert [(cell.text, cell.place.line, cell.place.row, cell.place.column) for cell in grid.cells] == [
        ("甲", 2, 1, 1),
        ("乙", 3, 1, 2),
        ("丙", 5, 2, 1),
        ("1", 6, 2, 2),
    ]


def test_bookmarks_and_invisible_signs_are_no_text() -> None:
    assert lines(read("\ufeff[bookmark: _GoBack]造\u200b纸\xa0\n")) == ["造纸"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_soon(name: str) -> None:
    start = time.process_time()
    try:
        read(HOSTILE[name])
    except DocumentError as error:
        assert "too much" in str(error)  # noqa: PT017  either way is right
    assert time.process_time() - start < 8


@given(st.text(alphabet="|\t\n 造纸0-#：", max_size=200))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_no_word_is_lost(text: str) -> None:
    found = read(text)
    shown = "".join(lines(found)) + "".join(cell for grid in rows(found) for row in grid for cell in row)
    assert sorted(c for c in shown if c not in "| \t\n-:") == sorted(c for c in text if c not in "| \t\n-:")
