"""The files that hold all of an agency or region, as its page offers them."""

from collections.abc import Iterable, Mapping
from typing import Final

from jinja2.filters import do_filesizeformat

from gongkai.datapackage import PublishedFile
from gongkai.text import Text
from gongkai.website.parts.pieces import Download
from gongkai.website.words import Words

#: What each kind of file is to a reader.
_LABELS: Final[Mapping[str, Text]] = {
    "xlsx": Text(zh="Excel", en="Excel"),
    "zip": Text(zh="CSV 压缩包", en="CSV, zipped"),
}


def downloads(files: Iterable[PublishedFile], folder: str, words: Words) -> tuple[Download, ...]:
    """The files of a portion, which stand in a folder below the site's top."""
    return tuple(
        Download(
            _LABELS[file.name.rpartition(".")[2]][words.language],
            f"{folder}/{file.name}",
            do_filesizeformat(file.bytes),
        )
        for file in files
    )
