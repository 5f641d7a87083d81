"""Figures that the sections state in sentences, as facts that the rules compare with the tables."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from gongkai.forms import NEWEST, SUBJECTS, WORDING, Subject
from gongkai.numerals import Value, figure, plain, worded
from gongkai.recognise.keys import squeezed
from gongkai.recognise.scope import states
from gongkai.report import Statement

_HEDGED: Final = "(?<![近约超逾])(?<!超过)(?<!不足)(?<!不到)(?<!至少)(?<!最多)"
_DIGITS: Final = rf"{_HEDGED}(?<![\d.,])\d[\d,]*(?:\.\d+)?"
_CHINESE: Final = f"{_HEDGED}(?<![数几上余多第])[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万]{{0,8}}"
_NUMBER: Final = f"(?:(?P<n>{_DIGITS})|(?P<words>{_CHINESE}))"
#: After a number in words its unit ends the clause: 收到一件办理一件 is a saying.
_UNIT: Final = "(?P<u>[条篇件份宗次起期项](?!以上|以内|左右|次|起次)(?(words)(?=[,。;、:()!?]|其中|$)))"
_PARTS: Final = re.compile(r"[。;,]?\(?其中[:,]?([^。;]{0,400})")
_BRACKETS: Final = re.compile(r"\([^()]{0,100}\)")
_LISTED: Final = re.compile("[,、和及]")
_PART: Final = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)([条篇件份宗次起期项])$")
_OVERLAPPING: Final = re.compile(WORDING.text.overlapping)
_UNLISTED: Final = re.compile(WORDING.text.unlisted)
_SHARE: Final = re.compile(
    r"[、,]?\(?(?:占(?:政府信息公开|申请|办结|答复|办理|收到|新收|受理|全年|全部|总|数|量|件|的|比|例|为)*)?"
    r"(?P<p>\d{1,3}(?:\.\d{1,2})?)%"
)
_LONGEST: Final = 100_000


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


def statements(text: Mapping[str, str], year: int | None = None) -> tuple[Statement, ...]:
    """What each section states of the report's year, in the order in which it says it; the same fact is listed once."""
    found: dict[Statement, None] = {}
    for section in NEWEST.sections:
        if section.code in text:
            words = squeezed(text[section.code][:_LONGEST])
            placed = sorted(_statements(section.code, words, year), key=lambda item: item[0])
            found |= dict.fromkeys(statement for _, statement in placed)
    return tuple(found)


def _statements(section: str, text: str, year: int | None) -> Iterator[tuple[int, Statement]]:
    for subject, pattern, zero in _PATTERNS:
        for match in pattern.finditer(text):
            value = 0 if zero else _value(match)
            if value is None or not states(subject, match, section, year, none=zero):
                continue
            unit = subject.unit if zero else match["u"]
            parts = _parts(text, match.end(), unit) if subject.parts and not zero else ()
            yield match.start(), Statement(section=section, subject=subject.code, value=value, unit=unit, parts=parts)
            share = _SHARE.match(text, match.end()) if subject.share_of else None
            if share:
                per_cent = plain(share["p"])
                if per_cent is not None:
                    stated = Statement(section=section, subject=subject.code, value=per_cent, unit="%")
                    yield share.start(), stated


def _value(match: re.Match[str]) -> Value | None:
    return figure(match["n"]) if match["n"] else worded(match["words"])


def _parts(text: str, place: int, unit: str) -> tuple[Value, ...]:
    """The parts listed right after a total, in its unit; none where they may overlap, and a single one is no list."""
    clause = _PARTS.match(text, place)
    if clause is None:
        return ()
    parts: list[Value] = []
    for words in _LISTED.split(_BRACKETS.sub("", clause[1])):
        part = _PART.search(words)
        if _OVERLAPPING.search(words):
            return ()
        if _UNLISTED.search(words) or (part and part[2] != unit):
            break
        value = figure(part[1]) if part else None
        parts += [] if value is None else [value]
    return tuple(parts) if len(parts) > 1 else ()
