"""The place of every figure: kept when a document is read, explained when somebody asks."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from gongkai import ingest, readers
from gongkai.cell import Cell
from gongkai.cli import main
from gongkai.dataset import Folder, load
from gongkai.document import Place
from gongkai.errors import DataError
from gongkai.ingest import evidence, explaining
from gongkai.ingest.evidence import Evidence
from gongkai.recognise import directory, recognise
from made_up.documents import LAYOUTS, document
from made_up.folders import made, put
from places import ROOT, SHARED, needs_shared

SEED = SHARED / "seeds" / "000_fdd509fbacf3bc2a.txt"
SHA = "0" * 64
NUMBERS = st.integers(0, 400)
PLACES = st.builds(Place, line=NUMBERS, page=NUMBERS, paragraph=NUMBERS, table=NUMBERS, row=NUMBERS, column=NUMBERS)
CELLS = [
    Cell(table.code, row, column)
    for table in made().layout.tables
    for row, columns in table.column_index.items()
    for column in columns
]


def take(folder: Folder, *paths: Path, replace: bool = False) -> list[ingest.Result]:
    return list(ingest.ingest(folder, paths, ingest.Manner(retrieved="2026-11-23", replace=replace)))


def explain(folder: Folder, *arguments: str | Path, language: str = "en") -> Result:
    words = ["explain", *map(str, arguments), "-C", str(folder.root)]
    return CliRunner().invoke(main, words, env={"GONGKAI_LANGUAGE": language})


@given(st.lists(st.sampled_from(CELLS), unique=True), st.data())
def test_evidence_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, cells: list[Cell], data: st.DataObject
) -> None:
    cells.sort(key=CELLS.index)
    seen = Evidence(SHA, {cell: data.draw(PLACES) for cell in cells})
    path = tmp_path_factory.getbasetemp() / "evidence.json"
    path.write_text(evidence.write(seen), encoding="utf-8")
    assert evidence.read(path) == seen


def test_evidence_is_compact() -> None:
    row = [Cell("requests", "granted", column) for column in ("business", "total")]
    seen = Evidence(SHA, {cell: Place(line=40 + i, table=2, row=3, column=2 + 7 * i) for i, cell in enumerate(row)})
    assert evidence.write(seen) == (
        f'{{"sha256": "{SHA}",\n "places": {{\n  "requests.granted": {{"columns": ["business", "total"], '
        '"line": "40-41", "table": 2, "row": 3, "column": [2, 9]}\n}}\n'
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"sha256": "0"}',
        '{"sha256": "0", "places": {"a.b": {"line": "x-"}}}',
        '{"sha256": "0", "places": {"a.b": {"line": "1-9999999999999"}}}',
    ],
)
def test_a_broken_file_is_an_error(tmp_path: Path, content: str) -> None:
    path = put(tmp_path, "2023.json", content)
    if content.endswith("}}}"):
        path.write_text(content.replace('{"line"', '{"columns": ["c"], "line"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"2023\.json"):
        evidence.read(path)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_is_where_its_evidence_says(folder: Folder, papers: Path, layout: str) -> None:
    paper = put(papers, "a.txt", document(made(figure=7), layout))
    take(folder, paper)
    (report,) = load(folder).reports
    seen = evidence.read(folder.evidence_path(report.agency, report.year))
    assert seen
    assert seen.sha256 == report.source.sha256
    assert list(seen.places) == [cell for cell, _ in report.cells()]
    lines = paper.read_text(encoding="utf-8").split("\n")
    assert all("7" in lines[place.line - 1] for place in seen.places.values())
    assert all("【7】" in "".join(explaining.snippet(readers.read(paper), place)) for place in seen.places.values())


def test_evidence_goes_with_what_is_accepted(folder: Folder, papers: Path) -> None:
    take(folder, put(papers, "a.txt", document(made(), "tabs").replace("行政许可\t0", "行政许可\t若干")))
    place = folder.evidence_path("made-up-bureau", 2023)
    assert not place.exists()
    accept = ["accept", "made-up-bureau-2023", "--confirm", "-C", str(folder.root)]
    assert CliRunner().invoke(main, accept).exit_code == 0
    assert place.exists()
    assert list(folder.inbox.iterdir()) == []
    shown = explain(
        folder, "made-up-bureau", "2023", "proactive_disclosure.licences.decisions", "--document", papers / "a.txt"
    )
    assert "blank (若干)" in shown.output
    assert "【若干】" in shown.output


def test_explain_shows_value_place_and_what_stands_there(folder: Folder, papers: Path) -> None:
    paper = put(papers, "a.txt", document(made(figure=7), "tabs"))
    take(folder, paper)
    cell = "requests.carried_in.business"
    without = explain(folder, "青石市造纸局", "2023", cell, language="zh")
    assert without.exit_code == 0
    assert without.output.startswith("收到和处理政府信息公开申请情况 · ")
    assert "位置：第" in without.output
    assert "加 --document 文件" in without.output
    put(folder.datasets, "b.txt", "another")
    folder.documents.mkdir()
    paper.rename(folder.documents / "a.txt")
    kept = explain(folder, "made-up-bureau", "2023", cell)
    assert "Place: line " in kept.output
    assert " | 【7】 | " in kept.output
    assert len(kept.output.strip().split("\n")) == 8


def test_explain_refuses_another_document(folder: Folder, papers: Path) -> None:
    take(folder, put(papers, "a.txt", document(made(), "tabs")))
    other = put(papers, "b.txt", document(made(figure=1), "tabs"))
    result = explain(folder, "made-up-bureau", "2023", "requests.total.total", "--document", other)
    assert result.exit_code == 1
    assert "b.txt: not the document that was read (a.txt)" in result.output


def test_explain_says_where_nothing_is_recorded(folder: Folder, papers: Path) -> None:
    take(folder, put(papers, "a.txt", document(made(), "tabs")))
    folder.evidence_path("made-up-bureau", 2023).unlink()
    result = explain(folder, "made-up-bureau", "2023", "requests.total.total")
    assert result.exit_code == 0
    assert "No place is recorded" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("made-up-bureau", "2020", "requests.total.total"), "There is no such report"),
        (("../inbox", "2023", "requests.total.total"), "reports/inbox/2023.yml: There is no such report"),
        (("made-up-bureau", "2023", "requests.total"), "Write table.row.column, such as proactive_disclosure."),
        (("made-up-bureau", "2023", "a.b.c.d"), "The report has no such cell"),
    ],
)
def test_explain_says_what_it_wants(folder: Folder, papers: Path, arguments: tuple[str, ...], message: str) -> None:
    take(folder, put(papers, "a.txt", document(made(), "tabs")))
    result = explain(folder, *arguments)
    assert result.exit_code == 1
    assert message in result.output


def test_a_report_that_is_replaced_takes_its_evidence_along(folder: Folder, papers: Path) -> None:
    take(folder, put(papers, "a.txt", document(made(), "tabs")))
    place = folder.evidence_path("made-up-bureau", 2023)
    before = place.read_bytes()
    take(folder, put(papers, "b.txt", document(made(figure=1), "bare_lines")), replace=True)
    assert place.read_bytes() != before


@needs_shared
def test_the_published_evidence_is_that_of_the_document() -> None:
    folder = Folder(ROOT)
    draft = recognise(readers.read(SEED), directory(folder.register()))
    assert draft.agency is not None
    path = folder.evidence_path(draft.agency.agency_id, draft.year or 0)
    assert path.read_text(encoding="utf-8") == evidence.write(evidence.of_draft(draft, readers.read(SEED).sha256))
    assert path.stat().st_size < 4096
