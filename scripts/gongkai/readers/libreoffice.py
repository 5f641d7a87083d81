"""LibreOffice as a program that makes .docx of older documents: told what not to do, ended when it does too much.

Each run has a folder and a profile of its own, in which no macro runs and no link is followed; it goes no further than
this machine, has bounds of processor time, memory and file size where the system can set them, and is ended with all
that it started when its time is over.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

#: Names under which the program is found.
_PROGRAMS: Final = ("soffice", "libreoffice", "soffice.com")
#: A report takes 1 second, nearly all of it the program's start; less than what a document is given as a whole.
SECONDS: Final = 25
#: Bytes of what comes out; larger files are not taken.
_LARGEST: Final = 64_000_000
#: Seconds of the processor, kilobytes of memory and blocks of 512 bytes in a file: what also holds when nobody is left
#: to end the program.
_BOUNDS: Final = 'ulimit -t 60; ulimit -v 4000000; ulimit -f 400000; exec "$@"'
_OPTIONS: Final = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
_NOWHERE: Final = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9")
_SETTINGS: Final = "user/registrymodifications.xcu"
_SETTING: Final = (
    '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
#: What a profile says otherwise than a new one does.
_SAFE: Final = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
)


def program() -> str | None:
    """Where LibreOffice is; `None` where it is not installed."""
    return next((found for known in _PROGRAMS if (found := shutil.which(known))), None)


def converted(program: str, documents: Mapping[str, bytes], filter_: str) -> tuple[dict[str, bytes], bool]:
    """The documents as .docx, by their names, and whether the time was over before all were done.

    Names are file names of ours: letters and digits with the suffix of the document. `filter_` is what LibreOffice
    calls their format: it tries no other. One that cannot be converted is left out. Raises `OSError` where the program
    or a folder cannot be had.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _settle(folder / "profile")
        for document, content in documents.items():
            (folder / document).write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        to = (f"--infilter={filter_}", "--convert-to", "docx", "--outdir", str(folder / "converted"))
        late = _late([program, profile, *_OPTIONS, *to, *(str(folder / document) for document in documents)], folder)
        found = {document: (folder / "converted" / document).with_suffix(".docx") for document in documents}
        return {document: path.read_bytes() for document, path in found.items() if _whole(path)}, late


def _settle(profile: Path) -> None:
    """Begin a profile with what it must not do."""
    items = "".join(_SETTING.format(*setting) for setting in _SAFE)
    settings = profile / _SETTINGS
    settings.parent.mkdir(parents=True)
    settings.write_text(
        f'<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _whole(path: Path) -> bool:
    return path.is_file() and 0 < path.stat().st_size <= _LARGEST


def _late(command: list[str], folder: Path) -> bool:
    """Run a program to its end, or end it and all that it started; whether it took too long."""
    environment = {**os.environ, **_NOWHERE, "HOME": str(folder)}
    bounded = ["/bin/sh", "-c", _BOUNDS, "sh", *command] if os.name == "posix" else command
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603  the program of that name, on files that we named
        bounded, cwd=folder, env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return True
        finally:
            _end(process)
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
