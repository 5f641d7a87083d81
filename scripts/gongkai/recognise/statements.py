"""Figures that the sections state in sentences, as facts that the rules compare with the tables."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from gongkai.forms import NEWEST, SUBJECTS, WORDING, Subject
from gongkai.numerals import Value, figure, worded
from gongkai.recognise.keys import squeezed
from gongkai.report import Statement

_DIGITS: Final = r"(?<![\d.,])\d[\d,]*(?:\.\d+)?"
_CHINESE: Final = "(?<![近约超逾数几上余多第])[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万]{0,8}"
_NUMBER: Final = f"(?P<n>{_DIGITS}|{_CHINESE})"
_UNIT: Final = "(?P<u>[条篇件份宗次起期项](?!以上|以内|左右))"
#: Sentences about another year are no statement about this one.
_EARLIER: Final = re.compile(r"上年(?!度?结转)|去年|上一年(?!度?结转)|往年|同期|近[三五]年|累计以来")
#: A figure for a channel, a part or a single office is no statement about all of them.
_PARTIAL: Final = re.compile(WORDING.text.partial)
_PARTS: Final = re.compile(r"[。;,]?其中[:,]?([^。;]{0,400})")
_PART: Final = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)([条篇件份宗次起期项])")
_END: Final = "。;!?"
_LONGEST: Final = 100_000
_LONGEST_SENTENCE: Final = 300


class _Pattern(NamedTuple):
    subject: Subject
    pattern: re.Pattern[str]
    zero: bool


def _compiled() -> Iterator[_Pattern]:
    for subject in SUBJECTS.values():
        for pattern in subject.patterns:
            yield _Pattern(subject, re.compile(pattern.replace("{n}", _NUMBER).replace("{u}", _UNIT)), zero=False)
        for pattern in subject.none:
            yield _Pattern(subject, re.compile(pattern), zero=True)


_PATTERNS: Final = tuple(_compiled())


def statements(text: Mapping[str, str]) -> tuple[Statement, ...]:
    """What each section states, in the order in which it says it; the same fact is listed once."""
    found: dict[Statement, None] = {}
    for section in NEWEST.sections:
        if section.code in text:
            placed = sorted(
                _statements(section.code, squeezed(text[section.code][:_LONGEST])), key=lambda item: item[0]
            )
            found |= dict.fromkeys(statement for _, statement in placed)
    return tuple(found)


def _statements(section: str, text: str) -> Iterator[tuple[int, Statement]]:
    for subject, pattern, zero in _PATTERNS:
        for match in pattern.finditer(text):
            if _EARLIER.search(text, _sentence(text, match.start()), match.start()):
                continue
            if subject.whole and _PARTIAL.search(text, _clause(text, match.start()), match.end()):
                continue
            if zero:
                yield match.start(), Statement(section=section, subject=subject.code, value=0, unit=subject.unit)
            elif (value := _value(match["n"])) is not None:
                unit = match["u"]
                parts = _parts(text, match.end(), unit) if subject.parts else ()
                stated = Statement(section=section, subject=subject.code, value=value, unit=unit, parts=parts)
                yield match.start(), stated


def _value(written: str) -> Value | None:
    return worded(written) if (found := figure(written)) is None else found


def _clause(text: str, place: int) -> int:
    """Where the words between commas begin that a place stands in."""
    earliest = max(place - _LONGEST_SENTENCE, 0)
    return max(earliest, *(text.rfind(sign, earliest, place) + 1 for sign in (*_END, ",", ":", "、")))


def _sentence(text: str, place: int) -> int:
    """Where the sentence around a place begins, no further back than sentences are long."""
    earliest = max(place - _LONGEST_SENTENCE, 0)
    return max(earliest, *(text.rfind(sign, earliest, place) + 1 for sign in _END))


def _parts(text: str, place: int, unit: str) -> tuple[Value, ...]:
    """The parts listed right after a total, in its unit; a single one is no list."""
    clause = _PARTS.match(text, place)
    listed = [figure(n) for n, u in _PART.findall(clause[1]) if u == unit] if clause else []
    parts = tuple(value for value in listed if value is not None)
    return parts if len(parts) > 1 else ()
