"""Hand-written pages and template pages through MkDocs, once: what comes out is themed HTML.

MkDocs runs as a command over a folder laid out for it in `build/cache/`; another generator could take its place.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import yaml
from mkdocs.utils.yaml import yaml_load

from gongkai import cache
from gongkai.dataset import Folder
from gongkai.errors import BuildError
from gongkai.text import LANGUAGES, Language, Text
from gongkai.website.placeholders import Placeholders
from gongkai.website.words import TEXTS

#: The language at the top of the site; others stand in folders of their name.
DEFAULT: Final[Language] = "zh"
#: Ways to the assets: from a page upwards, or on the error page, which is shown at any address, from the top.
_ASSETS: Final = re.compile(r'((?:href|src)="(?:\.\./)*)assets/')
_ASSETS_FROM_TOP: Final = re.compile(r'((?:href|src)="/(?:[^"]*/)?)[a-z]+/assets/')
#: What the theme writes and HTML does not allow: a pattern and what goes in its place.
_SLIPS: Final = (
    (re.compile(r'(<input class="md-(?:toggle|nav__toggle)[^"]*"[^>]*?) autocomplete="off"'), r"\1"),
    (re.compile(r'(<label class="md-nav__link"[^>]*?) tabindex=""'), r"\1"),
)
#: The title of a table of contents that nothing on the page folds.
_FOLDED, _FOLDING = 'id="__toc"', re.compile(r'(<label class="md-nav__title") for="__toc"')
#: White space that nobody sees, a tenth of some pages, and where it is seen or means something.
_INDENT: Final = re.compile(r"\n\s+")
_AS_WRITTEN: Final = re.compile(r"(<(?:pre|script|style|textarea)\b.*?</(?:pre|script|style|textarea)>)", re.DOTALL)
_THEME_WORDS: Final = ("foot_", "lost_", "menu_", "search_")
#: What the theme brings along and its pages here do not load: its scripts, and maps for their authors.
_UNUSED: Final = re.compile(r"assets/javascripts/|.*\.css\.map$")
#: The package's style sheets, in the order in which they apply.
_SHEETS: Final = ("gongkai", "search", "pages", "header")
#: Parts of a publisher's `docs/` that are not pages of the site.
_NOT_PAGES: Final = ("decisions", "images", "templates", "theme")


@dataclass(frozen=True, slots=True)
class Themed:
    """What MkDocs made of one language: the folder of its output, and the words to turn back in template pages.

    `compiled` is where templates are kept once they are compiled, for this version of the software only.
    """

    language: Language
    folder: Path
    placeholders: Placeholders
    templates: dict[str, str]
    compiled: Path

    @property
    def base(self) -> str:
        """Where the language's pages stand below the site's top: nowhere else, or a folder with a slash."""
        return "" if self.language == DEFAULT else f"{self.language}/"

    def template(self, kind: str) -> str:
        """The themed page of one kind as a Jinja template."""
        return self.placeholders.reveal(self.html(self.folder / self.templates[kind]))

    def html(self, path: Path) -> str:
        """A themed page; those of other languages use the assets at the site's top, so that a browser loads one set."""
        html = _mended(path.read_text(encoding="utf-8"))
        if self.language == DEFAULT:
            return html
        return _ASSETS_FROM_TOP.sub(r"\1assets/", _ASSETS.sub(r"\1../assets/", html))

    def pages(self) -> Iterator[tuple[str, Path]]:
        """Every other file that MkDocs wrote, by its address."""
        made = set(self.templates.values()) | {"sitemap.xml", "sitemap.xml.gz"}
        for path in sorted(self.folder.rglob("*")):
            address = path.relative_to(self.folder).as_posix()
            shared = self.language != DEFAULT and address.startswith("assets/")
            if path.is_file() and address not in made and not shared and not _UNUSED.match(address):
                yield address, path


def _mended(html: str) -> str:
    """The theme's HTML as a validator would have it, without indents and empty lines."""
    for slip, right in _SLIPS:
        html = slip.sub(right, html)
    html = html if _FOLDED in html else _FOLDING.sub(r"\1", html)
    pieces = _AS_WRITTEN.split(html)
    pieces[0::2] = [_INDENT.sub("\n", piece) for piece in pieces[0::2]]
    return "".join(pieces)


def languages(folder: Folder) -> tuple[Language, ...]:
    """The languages that a publisher's folder is set up for: those with a configuration."""
    return tuple(one for one in LANGUAGES if one == DEFAULT or _configuration(folder, one).is_file())


def site_url(folder: Folder) -> str:
    """The site's public address with a slash at its end, from `mkdocs.yml`; empty where none is set."""
    with (folder.root / "mkdocs.yml").open(encoding="utf-8") as stream:
        url = str(yaml_load(stream).get("site_url") or "")
    return url.rstrip("/") + "/" if url else ""


def _configuration(folder: Folder, language: Language) -> Path:
    return (folder.root if language == DEFAULT else folder.docs / language) / "mkdocs.yml"


def stage(folder: Folder, kinds: dict[str, str], language: Language) -> Themed:
    """Lay out all pages of a language for MkDocs and have it build them.

    `kinds`: name of a template page → its address with names in braces (`years/{year}.html`).
    Nothing is built where nothing that goes in has changed. Raises `BuildError` with what MkDocs said.
    """
    work = folder.cache / "mkdocs" / language
    if (work / "docs").exists():
        shutil.rmtree(work / "docs")
    placeholders = Placeholders()
    _lay_out_docs(folder, work, language)
    templates = _lay_out_templates(folder, work, kinds, placeholders)
    _lay_out_theme(folder, work)
    _write_configuration(folder, work, language)
    fresh = _fingerprint(work, {folder.root / "mkdocs.yml", _configuration(folder, language)})
    mark = work / "built"
    if not mark.is_file() or mark.read_text() != fresh:
        mark.unlink(missing_ok=True)
        _run_mkdocs(work)
        mark.write_text(fresh)
    return Themed(language, work / "site", placeholders, templates, _compiled(folder, language))


def _compiled(folder: Folder, language: Language) -> Path:
    """Where this software keeps compiled templates; what another version kept is removed."""
    place = folder.cache / "compiled" / cache.software()
    for other in place.parent.iterdir() if place.parent.is_dir() else ():
        if other != place:
            shutil.rmtree(other)
    (place / language).mkdir(parents=True, exist_ok=True)
    return place / language


def _lay_out_docs(folder: Folder, work: Path, language: Language) -> None:
    """The publisher's pages of that language, over the package's assets."""
    source = folder.docs if language == DEFAULT else folder.docs / language
    skip = shutil.ignore_patterns(*_NOT_PAGES, "mkdocs.yml", *(set(LANGUAGES) - {DEFAULT}))
    if source.is_dir():
        shutil.copytree(source, work / "docs", ignore=skip, dirs_exist_ok=True)
    if language == DEFAULT:
        with as_file(files("gongkai.website") / "assets") as assets:
            shutil.copytree(assets, work / "docs" / "assets" / "gongkai", dirs_exist_ok=True)
        _one_sheet(work / "docs" / "assets" / "gongkai")


def _one_sheet(assets: Path) -> None:
    """The package's style sheets in one file, so that pages wait for one only."""
    sheets = [assets / f"{name}.css" for name in _SHEETS]
    joined = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    for sheet in sheets:
        sheet.unlink()
    (assets / "gongkai.css").write_text(joined, encoding="utf-8")


def _lay_out_templates(folder: Folder, work: Path, kinds: dict[str, str], placeholders: Placeholders) -> dict[str, str]:
    """Each template page at its address, its Jinja hidden; returns kind → file that MkDocs will write."""
    written = {}
    for kind, address in kinds.items():
        hidden = placeholders.hide(address.replace("{", "{{ ").replace("}", " }}"))
        target = work / "docs" / Path(hidden).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(placeholders.hide(template_source(folder, kind)), encoding="utf-8")
        written[kind] = hidden
    return written


def template_source(folder: Folder, kind: str) -> str:
    """A template page's Markdown: the publisher's `docs/templates/<kind>.md`, or else the package's own."""
    own = folder.docs / "templates" / f"{kind}.md"
    source = own if own.is_file() else files("gongkai.website") / "templates" / f"{kind}.md"
    return source.read_text(encoding="utf-8")


def _lay_out_theme(folder: Folder, work: Path) -> None:
    """The package's changes to the theme, and over them the publisher's (`docs/theme/`)."""
    shutil.rmtree(work / "theme", ignore_errors=True)
    with as_file(files("gongkai.website") / "theme") as theme:
        shutil.copytree(theme, work / "theme")
    if (folder.docs / "theme").is_dir():
        shutil.copytree(folder.docs / "theme", work / "theme", dirs_exist_ok=True)


def _write_configuration(folder: Folder, work: Path, language: Language) -> None:
    source = _configuration(folder, language)
    if not source.is_file():
        raise BuildError(
            Text(
                zh=f"没有 {source.name}。请在发布者文件夹中运行，或先用 gongkai init 建立。",
                en=f"There is no {source.name}. Run this in a publisher's folder, or make one with gongkai init.",
            )
        )
    url = site_url(folder)
    derived = {
        "INHERIT": os.path.relpath(source, work),
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": False,
        "site_url": url if language == DEFAULT or not url else f"{url}{language}/",
        "plugins": [],
        "extra": {
            "alternate": True,
            "languages": list(languages(folder)),
            "site": url,
            "words": _theme_words(language),
        },
        "theme": {"custom_dir": "theme", "font": False},
    }
    (work / "mkdocs.yml").write_text(yaml.safe_dump(derived, allow_unicode=True, sort_keys=True), encoding="utf-8")


def _theme_words(language: Language) -> dict[str, str]:
    """What the theme's own parts say, which do not see the words that stamped pages see."""
    return {key: text[language] for key, text in TEXTS.items() if key.startswith(_THEME_WORDS)}


def _fingerprint(work: Path, configurations: Iterable[Path]) -> str:
    """Of everything that MkDocs will read."""
    digest = hashlib.sha256(sys.version.encode())
    for configuration in sorted(configurations):
        digest.update(configuration.read_bytes())
    digest.update(repr(sorted((k, v) for k, v in os.environ.items() if k.startswith("GONGKAI_"))).encode())
    for path in sorted([work / "mkdocs.yml", *work.glob("docs/**/*"), *work.glob("theme/**/*")]):
        if path.is_file():
            digest.update(f"{path.relative_to(work)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _run_mkdocs(work: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "--config-file", str(work / "mkdocs.yml")]
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": "0",
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise BuildError(Text(zh=f"MkDocs 未能生成页面：\n{said}", en=f"MkDocs could not build the pages:\n{said}"))
