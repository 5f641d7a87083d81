"""Sections → fingerprints, without what all reports share: figures, signs, titles, formulas of the form."""

import re
from collections.abc import Mapping
from typing import Final

from gongkai.forms import LIMITS, WORDING
from gongkai.recognise.keys import squeezed
from gongkai.report import Sketch
from gongkai.sketch import sketch

_BOILERPLATE: Final = re.compile(WORDING.text.boilerplate)
_SENTENCE: Final = re.compile(r"[^。!?;\n]+")
_TITLES: Final = re.compile(r"《[^《》]{0,200}》|〔\d{4}〕\d+号")
_OTHER: Final = re.compile(r"[^一-鿿]+")
#: A line that is no longer is a heading.
_HEADING: Final = 20


def prints(text: Mapping[str, str]) -> tuple[Sketch, ...]:
    """The fingerprint of every section that is long enough to tell."""
    bare = {section: plain(words) for section, words in text.items()}
    return tuple(
        Sketch(section=section, length=len(words), print=sketch(words))
        for section, words in bare.items()
        if len(words) >= LIMITS.likeness.shortest
    )


def plain(text: str) -> str:
    """What is compared: Chinese characters of sentences that are neither headings nor formulas."""
    lines = (_TITLES.sub("", squeezed(line)) for line in text.splitlines())
    sentences = (sentence for line in lines if len(line) > _HEADING for sentence in _SENTENCE.findall(line))
    return "".join(_OTHER.sub("", sentence) for sentence in sentences if not _BOILERPLATE.search(sentence))
