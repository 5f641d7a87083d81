"""A publisher's folder of the invented country, and documents to read into it."""

from pathlib import Path

from gongkai.dataset import Folder
from gongkai.report import Report
from made_up import places


def publisher(root: Path) -> Folder:
    """A folder with the invented registers and nothing else."""
    found = Folder(root)
    found.datasets.mkdir(parents=True)
    found.agencies.write_text(places.AGENCIES, encoding="utf-8")
    found.regions.write_text(places.REGIONS, encoding="utf-8")
    return found


def made(year: int = 2023, figure: int = 0) -> Report:
    """A report with the same figure in every cell."""
    empty = Report(agency="made-up-bureau", year=year, title="", form="2021")
    figures = {
        table.code: {
            row: (figure,) * len(columns)
            for row, columns in table.column_index.items()
            if not table.rows[row].instead_of
        }
        for table in empty.layout.tables
    }
    return Report(agency="made-up-bureau", year=year, title="", form="2021", figures=figures)


def put(papers: Path, name: str, text: str) -> Path:
    """Write a document."""
    path = papers / name
    path.write_text(text, encoding="utf-8")
    return path
