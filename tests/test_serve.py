"""Serving a publisher's folder while it is written."""

import socket
import threading
import time
from urllib.request import urlopen

import pytest

from gongkai import serve
from gongkai.dataset import Folder
from gongkai.text import Text

DEADLINE = 60.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _page(port: int, address: str) -> str:
    with urlopen(f"http://127.0.0.1:{port}/{address}", timeout=5) as answer:
        return str(answer.read().decode())


@pytest.fixture
def running(project: Folder) -> tuple[Folder, int, list[Text], threading.Event, threading.Thread]:
    port, stop = _free_port(), threading.Event()
    said: list[Text] = []
    thread = threading.Thread(target=serve.serve, args=(project, port, said.append, stop), daemon=True)
    thread.start()
    return project, port, said, stop, thread


def _until(said: list[Text], number: int) -> None:
    end = time.monotonic() + DEADLINE
    while sum("Built" in text.en for text in said) < number:
        assert time.monotonic() < end, said
        time.sleep(0.05)


def test_a_change_is_built_and_served(
    running: tuple[Folder, int, list[Text], threading.Event, threading.Thread],
) -> None:
    folder, port, said, stop, thread = running
    _until(said, 1)
    while not any("The site" in text.en for text in said):
        time.sleep(0.05)
    agencies = folder.agencies.read_text(encoding="utf-8")
    folder.agencies.write_text(agencies.replace("宿迁市人民政府", "宿迁新名"), encoding="utf-8")
    _until(said, 2)
    assert "宿迁新名" in _page(port, "agencies/suqian-peoples-government/index.html")
    stop.set()
    thread.join(DEADLINE)
    assert not thread.is_alive()
