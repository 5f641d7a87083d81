"""Released versions on the site: `data/<version>/` beside `data/`, a list of them, their changes, a feed."""

import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from gongkai.datapackage.changelog import feed, markdown
from gongkai.datapackage.definitions import PACKAGE
from gongkai.datapackage.describing import CHECKSUMS
from gongkai.datapackage.published import checksums, published
from gongkai.datapackage.releases import Release, record
from gongkai.text import LANGUAGES, Language

#: Where the changes stand in words, by language.
CHANGELOGS: Final[Mapping[Language, str]] = {"zh": "CHANGELOG.md", "en": "CHANGELOG.en.md"}


def publish_versions(releases: Sequence[Release], source: Path, top: Path, url: str = "") -> None:
    """Write every version from the folder of releases below `data/` of a site, and what tells of them."""
    data = top / "data"
    data.mkdir(parents=True, exist_ok=True)
    for release in releases:
        _unpack(source / f"{release.version}.zip", data / release.version, release)
    listed = [{"version": one.version, "date": one.date, "step": one.changes.step} for one in releases]
    (data / "versions.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8", newline="")
    for language in LANGUAGES:
        (data / CHANGELOGS[language]).write_text(markdown(releases, language), encoding="utf-8", newline="")
        place = data if language == LANGUAGES[0] else top / language / "data"
        place.mkdir(parents=True, exist_ok=True)
        (place / "feed.xml").write_bytes(feed(releases, language, url))


def _unpack(archive: Path, folder: Path, release: Release) -> None:
    folder.mkdir(parents=True)
    shutil.copyfile(archive, folder / f"{PACKAGE.name}.zip")
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            (folder / Path(name).name).write_bytes(packed.read(name))
    (folder / "changes.json").write_text(record(release), encoding="utf-8", newline="")
    listed = checksums(published(path) for path in folder.iterdir())
    (folder / CHECKSUMS).write_text(listed, encoding="utf-8", newline="")
