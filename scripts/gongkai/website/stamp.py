"""Themed template pages, filled for every entity: 0.2 ms a page instead of a run of MkDocs."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, Template

from gongkai.cell import Cell
from gongkai.files import create
from gongkai.numerals import Value, grouped
from gongkai.register import Agency, Region
from gongkai.text import Language, Text
from gongkai.website.kept import Kept
from gongkai.website.parts.figures import percent, written
from gongkai.website.settled import Generator
from gongkai.website.staging import DEFAULT
from gongkai.website.words import Words

#: What a view gives for one page: names for the template and its address.
Context = Mapping[str, object]


def environment(language: Language, compiled: Path | None = None) -> Environment:
    """Where templates of one language are filled: everything is escaped, an unknown name is an error.

    Once compiled they are kept in a folder, if one is given: that of this version of the software.
    """
    made = Environment(
        loader=PackageLoader("gongkai.website", "partials"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
    )
    made.code_generator_class = Generator
    words = Words(language)

    def label(text: Text) -> str:
        return text[language]

    def figure(value: Value | None) -> str:
        return words["blank"] if value is None else grouped(value)

    def name(one: Agency | Region) -> str:
        return one.name if language == "zh" else one.name_en

    kept = Kept()
    made.filters |= {"name": name, "label": label, "figure": figure}
    made.filters |= {"percent": percent, "written": partial(written, words)}
    made.filters |= {
        "kept": kept.kept,
        "each": kept.each,
        "poured": kept.poured,
        "drawn": kept.drawn,
        "years": kept.years,
    }
    made.globals |= {"macros": cache(lambda name: made.get_template(name).module)}
    made.globals |= {"t": words, "say": words.say, "language": language, "Cell": Cell}
    return made


def partials() -> Iterator[Traversable]:
    """The sources of all parts that templates include."""
    folders = (folder for folder in (files("gongkai.website") / "partials").iterdir() if folder.is_dir())
    for folder in sorted(folders, key=lambda folder: folder.name):
        yield from sorted(folder.iterdir(), key=lambda source: source.name)


def ways(address: str, language: Language) -> dict[str, str]:
    """The relative ways from a page to its language's root (`root`) and to the site's top (`top`)."""
    root = "../" * address.count("/")
    return {"root": root, "top": root if language == DEFAULT else f"{root}../"}


class Stamper:
    """One kind of page, ready to be filled: its address, with names in braces, and the page as a compiled template."""

    def __init__(self, environment: Environment, address: str, html: str) -> None:
        """Compile the page once."""
        self._language: Final[Language] = environment.globals["language"]  # type: ignore[assignment]
        self._address: Final = address
        self._page: Final[Template] = _compiled(environment, html)

    def page(self, context: Context) -> tuple[str, str]:
        """The page's address (from the language's root) and its HTML.

        `root` leads from the page to the language's root, `top` to the site's, where data and assets are.
        """
        address = self._address.format_map(context)
        return address, self._page.render(context, address=address, **ways(address, self._language))

    def write(self, context: Context, folder: Path) -> str:
        """Write one page below a folder that is not yet public; returns its address."""
        address, html = self.page(context)
        target = f"{folder}/{address}"
        try:
            create(target, html)
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            create(target, html)
        return address


def _compiled(environment: Environment, html: str) -> Template:
    """A page as a template, compiled once for all processes where there is a place to keep it."""
    kept = environment.bytecode_cache
    if kept is None:
        return environment.from_string(html)
    bucket = kept.get_bucket(environment, html, None, html)
    if bucket.code is None:
        bucket.code = environment.compile(html)
        kept.set_bucket(bucket)
    return Template.from_code(environment, bucket.code, environment.make_globals(None))
