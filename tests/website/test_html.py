"""The HTML of every page, as the Nu Html Checker sees it."""

import json
import shutil
import subprocess

import pytest

from gongkai.dataset import Folder
from places import ROOT

JAR = ROOT / "build" / "cache" / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
@pytest.mark.skipif(not JAR.is_file(), reason="vnu-jar is not installed (tests/browser-setup.sh)")
def test_the_checker_finds_no_error(built: Folder) -> None:
    pages = sorted(built.site.rglob("*.html"))
    command = ["java", "-Xss8m", "-jar", str(JAR), "--format", "json", "--errors-only", "--stdout", *map(str, pages)]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False, timeout=300).stdout)
    assert [(one["url"][-60:], one["message"], one.get("extract")) for one in said["messages"]] == []
