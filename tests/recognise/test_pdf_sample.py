"""The real PDF: every figure right without a doubt, and through `ingest` the report that the project publishes."""

import json
from decimal import Decimal
from pathlib import Path

from gongkai import ingest, readers, report
from gongkai.dataset import Folder
from gongkai.recognise import directory, recognise
from places import ROOT, SHARED, needs_shared

pytestmark = needs_shared
SAMPLE = SHARED / "samples" / "documents" / "hongze-district-2023.pdf"
EXPECTED = SAMPLE.with_suffix(".json")


def test_every_figure_of_the_sample_is_right() -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"), parse_float=Decimal)
    draft = recognise(readers.read(SAMPLE), directory(Folder(ROOT).register()))
    assert draft.doubts == ()
    assert (draft.year, draft.title, draft.form) == (expected["year"], expected["title"], expected["format"][7:11])
    assert draft.agency is not None
    assert draft.agency.name == expected["agency"]
    for table, rows in draft.figures.items():
        assert {row: list(figures) for row, figures in rows.items()} == expected[table]
    assert {place.page for place in draft.evidence.values()} == {2, 3, 4}


def test_through_ingest_it_is_the_published_report(tmp_path: Path) -> None:
    known = Folder(ROOT)
    folder = Folder(tmp_path)
    folder.datasets.mkdir()
    folder.agencies.write_bytes(known.agencies.read_bytes())
    folder.regions.write_bytes(known.regions.read_bytes())
    (result,) = ingest.ingest(folder, [SAMPLE], ingest.Manner(retrieved="2026-11-23", keep_text=False))
    assert (result.state, result.doubts) == ("published", ())
    assert result.path is not None
    published = known.report_path(result.agency, result.year or 0)
    found, before = (report.read(path.read_bytes(), path.name) for path in (result.path, published))
    assert (found.figures, found.title, found.form) == (before.figures, before.title, before.form)
