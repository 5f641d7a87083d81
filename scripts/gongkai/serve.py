"""A publisher's site on 127.0.0.1, built again whenever a file of theirs changes."""

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from gongkai import pipeline
from gongkai.dataset import Folder
from gongkai.errors import GongkaiError
from gongkai.text import Text

#: Seconds without a further change before a build begins.
QUIET: Final = 0.3


class _Changed(FileSystemEventHandler):
    """Tells of every change that is not merely a look."""

    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in {"created", "deleted", "modified", "moved"}:
            self._changed.set()


class _Handler(SimpleHTTPRequestHandler):
    """Serves files and keeps quiet; nothing is cached, so that a reload shows the newest build."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def serve(folder: Folder, port: int, on_event: Callable[[Text], None], stop: threading.Event | None = None) -> None:
    """Build, then serve until `stop` (or Ctrl-C); a build that fails is told and the last good site stays up."""
    stop = stop or threading.Event()
    _build(folder, on_event)
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder.site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    changed = threading.Event()
    observer = Observer()
    for path in _watched(folder):
        observer.schedule(_Changed(changed), str(path), recursive=path.is_dir())
    thread.start()
    observer.start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    on_event(Text(zh=f"网站：{address}（Ctrl-C 结束）", en=f"The site: {address} (Ctrl-C ends)"))
    try:
        _watch(folder, changed, stop, on_event)
    except KeyboardInterrupt:
        pass
    finally:
        observer.stop()
        server.shutdown()
        server.server_close()
        observer.join()


def _watched(folder: Folder) -> list[Path]:
    return [path for path in (folder.datasets, folder.docs, folder.root / "mkdocs.yml") if path.exists()]


def _watch(folder: Folder, changed: threading.Event, stop: threading.Event, on_event: Callable[[Text], None]) -> None:
    while not stop.is_set():
        if changed.wait(QUIET):
            changed.clear()
            if not changed.wait(QUIET):  # the last change of a burst
                _build(folder, on_event)


def _build(folder: Folder, on_event: Callable[[Text], None]) -> None:
    try:
        done = pipeline.build(folder)
    except GongkaiError as error:
        on_event(error.message)
        return
    for problem in done.problems:
        on_event(Text(zh=problem.text("zh"), en=problem.text("en")))
    on_event(Text(zh=f"已生成 {done.pages} 个页面。", en=f"Built {done.pages} pages."))
