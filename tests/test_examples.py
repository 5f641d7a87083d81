"""The examples for researchers, run as they stand against the built site on this machine."""

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gongkai.dataset import Folder, load
from places import ROOT

PAGES = {"zh": ROOT / "docs" / "help" / "researchers.md", "en": ROOT / "docs" / "en" / "help" / "researchers.md"}
SITE = "https://gongkai.example/"
_TAB = re.compile(r'^=== "([^"]+)"\n\n    ```(\w+)\n(.*?)    ```$', re.MULTILINE | re.DOTALL)


def _examples(page: Path) -> dict[str, tuple[str, str]]:
    """The tabs of a page: tool → language and code."""
    found = _TAB.findall(page.read_text(encoding="utf-8"))
    return {tool: (language, re.sub(r"^    ", "", code, flags=re.MULTILINE)) for tool, language, code in found}


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(built: Folder) -> Iterator[str]:
    """The built site, served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(built.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def answer(built: Folder) -> str:
    """What every example finds: requests that prefecture-level governments received, by year, from the reports."""
    dataset = load(built)
    sums: dict[int, int] = {}
    for report in dataset.reports:
        agency = dataset.register.agencies[report.agency]
        if (agency.kind, agency.level) == ("government", "prefecture"):
            of_kinds = report.figures["requests"]["received_new"][:-1]
            sums[report.year] = sums.get(report.year, 0) + sum(int(value) for value in of_kinds if value is not None)
    assert len(sums) > 1
    return "".join(f"{year} {count}\n" for year, count in sorted(sums.items()))


def test_the_tools_are_shown_in_both_languages() -> None:
    tools = ["pandas", "polars", "DuckDB", "SQLite", "Excel", "frictionless", "R"]
    assert [list(_examples(page)) for page in PAGES.values()] == [tools, tools]


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("tool", _examples(PAGES["zh"]))
def test_an_example_runs_and_finds_what_the_reports_say(
    tool: str, language: str, address: str, answer: str, tmp_path: Path
) -> None:
    written_in, code = _examples(PAGES[language])[tool]
    program = {"python": sys.executable, "r": shutil.which("Rscript")}[written_in]
    if program is None:
        pytest.skip("R is not installed (Rscript)")
    if written_in == "r" and (missing := _missing_in_r(program, code)):
        pytest.skip(f"R has no package {missing}")
    assert SITE in code
    script = tmp_path / "example"
    script.write_text(code.replace(SITE, address), encoding="utf-8")
    done = subprocess.run([program, script], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.returncode) == (answer, 0), done.stderr


def _missing_in_r(program: str, code: str) -> str:
    """The first package that the code wants and this R does not have, or nothing."""
    for name in re.findall(r"^library\((\w+)\)$", code, re.MULTILINE):
        asked = [program, "-e", f'quit(status = !requireNamespace("{name}", quietly = TRUE))']
        if subprocess.run(asked, capture_output=True, check=False).returncode:
            return str(name)
    return ""


@pytest.mark.parametrize("tool", ["pandas", "DuckDB", "frictionless"])
def test_the_lines_on_the_data_page_run_in_a_downloaded_site(tool: str, built: Folder) -> None:
    page = ROOT / "scripts" / "gongkai" / "website" / "templates" / "data.md"
    written_in, code = _examples(page)[tool]
    if written_in == "sql":
        code = f'import duckdb\nprint(len(duckdb.sql("""{code}""").fetchall()))\n'
    done = subprocess.run([sys.executable, "-c", code], cwd=built.site, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
