"""The files that hold all of an agency or region, as its page offers them."""

from collections.abc import Mapping
from typing import Final

from jinja2.filters import do_filesizeformat

from gongkai.text import Text
from gongkai.website.parts.pieces import Download
from gongkai.website.site import Site
from gongkai.website.words import Words

#: What each kind of file is to a reader.
_LABELS: Final[Mapping[str, Text]] = {
    "xlsx": Text(zh="Excel", en="Excel"),
    "zip": Text(zh="CSV 压缩包", en="CSV, zipped"),
}


def downloads(site: Site, address: str, words: Words) -> tuple[Download, ...]:
    """The files of a portion by its address, from the site's top; none where it was not made."""
    return tuple(
        Download(
            _LABELS[file.name.rpartition(".")[2]][words.language],
            f"{address.rpartition('/')[0]}/{file.name}",
            do_filesizeformat(file.bytes),
        )
        for file in site.portions.get(address, ())
    )
