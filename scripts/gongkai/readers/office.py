"""Documents of older word processors (.doc .wps .rtf) → paragraphs and grids, through LibreOffice.

Where that is not installed, the error says how to get it. It runs in a folder and with a profile of its own, is told to
go no further than this machine, and is ended with all that it started when it takes too long.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path, PurePath
from typing import Final

from gongkai.document import Piece
from gongkai.errors import DocumentError
from gongkai.readers import docx
from gongkai.text import Text

#: Names under which LibreOffice's program is found.
_PROGRAMS: Final = ("soffice", "libreoffice", "soffice.com")
_SUFFIXES: Final = (".doc", ".wps", ".rtf")
#: A report takes 3 seconds, of which 2 are the program's start; less than what a document is given as a whole.
SECONDS: Final = 25
_LARGEST: Final = 64_000_000
_OPTIONS: Final = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
_NOWHERE: Final = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9")


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read an older document; raises `DocumentError`, with how to go on, where it cannot be converted."""
    program = next((found for known in _PROGRAMS if (found := shutil.which(known))), None)
    suffix = PurePath(name).suffix.lower()
    suffix = suffix if suffix in _SUFFIXES else ".doc"
    if program is None:
        raise DocumentError(_MISSING.format(name=name, suffix=suffix))
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        try:
            converted = _converted(program, content, suffix, Path(folder), name)
        except OSError as error:
            raise DocumentError(_FAILED.format(name=name)) from error
    return docx.read(converted, name)


def _converted(program: str, content: bytes, suffix: str, folder: Path, name: str) -> bytes:
    """The document as .docx."""
    before, after = folder / f"document{suffix}", folder / "converted"
    before.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run([program, profile, *_OPTIONS, "--convert-to", "docx", "--outdir", str(after), str(before)], folder, name)
    found = next(after.glob("*.docx"), None) if after.is_dir() else None
    if found is None or found.stat().st_size > _LARGEST:
        raise DocumentError(_FAILED.format(name=name))
    return found.read_bytes()


def _run(command: list[str], folder: Path, name: str) -> None:
    """Run a program to its end, or end it and all that it started."""
    environment = {**os.environ, **_NOWHERE, "HOME": str(folder)}
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603  the program of that name, on files that we named
        command, cwd=folder, env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise DocumentError(_LATE.format(name=name, seconds=SECONDS)) from None
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


_MISSING: Final = Text(
    zh="{name}：{suffix} 是旧式文档，读取需要 LibreOffice（免费，www.libreoffice.org；Debian/Ubuntu："
    "apt install libreoffice-writer）。安装后重试，或用 Word/WPS 打开，另存为 .docx。",
    en="{name}: {suffix} is a format of older word processors and cannot be read without LibreOffice (free, "
    "www.libreoffice.org; on Debian or Ubuntu: apt install libreoffice-writer). Install it and try again, or open the "
    "file in Word or WPS and save it as .docx.",
)
_FAILED: Final = Text(
    zh="{name}：LibreOffice 未能转换，文件可能已损坏或有密码。请用 Word/WPS 打开，另存为 .docx。",
    en="{name}: LibreOffice could not convert it; it may be broken or locked. Open it in Word or WPS and save it as "
    ".docx.",
)
_LATE: Final = Text(
    zh="{name}：LibreOffice 转换超过 {seconds} 秒，已中止。请用 Word/WPS 打开，另存为 .docx。",
    en="{name}: LibreOffice took over {seconds} seconds and was ended. Open the file in Word or WPS and save it as "
    ".docx.",
)
