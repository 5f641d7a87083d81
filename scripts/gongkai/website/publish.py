"""Template pages + reports → the pages of a site, in a folder that is not yet public."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from gongkai.dataset import Folder
from gongkai.text import Language
from gongkai.website.kinds import KINDS
from gongkai.website.site import Site
from gongkai.website.staging import DEFAULT, Themed, languages, stage
from gongkai.website.stamp import Stamper, environment


def publish(site: Site, folder: Folder, target: Path) -> int:
    """Write every page of the site below `target`; returns how many pages were stamped."""
    stamped = 0
    for language in languages(folder):
        root = target if language == DEFAULT else target / language
        themed = stage(folder, {kind.name: kind.address for kind in KINDS}, language)
        copy_pages(themed, root)
        stamped += sum(1 for _ in stamp(site, themed, root, language))
    return stamped


def copy_pages(themed: Themed, root: Path) -> None:
    """Hand-written pages and assets, as MkDocs made them."""
    for address, path in themed.pages():
        (root / address).parent.mkdir(parents=True, exist_ok=True)
        if address.endswith(".html"):
            (root / address).write_text(themed.html(path), encoding="utf-8")
        else:
            shutil.copyfile(path, root / address)


def stamp(site: Site, themed: Themed, root: Path, language: Language) -> Iterator[str]:
    """Every generated page; yields the addresses."""
    filled = environment(language)
    for kind in KINDS:
        stamper = Stamper(filled, kind.address, themed.template(kind.name))
        for context in kind.view(site, language):
            yield stamper.write(context, root)
