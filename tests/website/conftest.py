"""A real browser for tests of the site, with a record of what it asked for and complained about."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

#: Another Chromium than the one on the path.
CHROMIUM = os.environ.get("GONGKAI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
#: Chromium that asks nobody anything of its own accord.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; tests that need it skip where it is missing."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (tests/browser-setup.sh installs it, GONGKAI_CHROMIUM names another)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def requested_urls() -> list[str]:
    """Every URL that `page` has asked for so far."""
    return []


@pytest.fixture
def console_errors() -> list[str]:
    """Every error of `page` so far: what its console shows as an error, and exceptions nobody caught."""
    return []


@pytest.fixture
def page(browser: Browser, requested_urls: list[str], console_errors: list[str]) -> Iterator[Page]:
    """A fresh page of a desktop's size, which writes into `requested_urls` and `console_errors`."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    opened.on("request", lambda request: requested_urls.append(request.url))
    opened.on("console", lambda said: console_errors.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: console_errors.append(str(error)))
    yield opened
    context.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on this machine: `served(folder)` is its address, without a slash at the end."""
    servers: list[ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


class _Silent(SimpleHTTPRequestHandler):
    """Serves files and writes no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""
