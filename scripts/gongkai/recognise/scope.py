"""Whether a figure in a sentence is about this year, the whole agency and the topic: only then does it state a fact."""

import re
from dataclasses import dataclass
from typing import Final

from gongkai.forms import WORDING, Subject
from gongkai.forms.wording import Topic

_WORDS: Final = WORDING.text
_EARLIER: Final = re.compile(_WORDS.earlier)
_PARTIAL: Final = re.compile(_WORDS.partial)
_EVERY: Final = re.compile(_WORDS.every)
_YEAR: Final = re.compile(r"(20\d\d)年(?!度?结转)")
_BESIDE: Final = re.compile(_WORDS.beside)
_AMONG: Final = "其中"
_ENDS: Final = "。;!?"
_STOPS: Final = "。!?"
_CLAUSE_ENDS: Final = "。;!?,:、"
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class _Topic:
    """A topic with its patterns ready."""

    pattern: re.Pattern[str]
    others: re.Pattern[str]
    unless: re.Pattern[str] | None
    sections: tuple[str, ...]

    @classmethod
    def of(cls, topic: Topic) -> "_Topic":
        """Compile what the words of a topic are."""
        unless = re.compile(topic.unless) if topic.unless else None
        return cls(re.compile(topic.pattern), re.compile(topic.others), unless, topic.sections)

    def meant(self, before: str, clause: str, *, unnamed: bool) -> bool:
        """Whether the last thing named before a place is this topic, or none is and it may be `unnamed`."""
        if self.unless and self.unless.search(clause):
            return False
        named = max((match.start() for match in self.pattern.finditer(before)), default=-1)
        other = max((match.start() for match in self.others.finditer(before)), default=-1)
        return named > other or (other < 0 and unnamed)


_TOPICS: Final = {topic.code: _Topic.of(topic) for topic in _WORDS.topics}


def states(subject: Subject, match: re.Match[str], section: str, year: int | None, *, none: bool) -> bool:
    """Whether what was matched is certainly on the subject as a whole in the report's year; `none`: that it is zero."""
    text, start = _whole(match), match.start()
    end = len(text)
    sentence = text[_begin(text, start, _ENDS) : start]
    clause = text[_begin(text, start, _CLAUSE_ENDS) : end]
    if _EARLIER.search(sentence) or not _of_year(sentence, year) or not _years_fit(match, year):
        return False
    if subject.whole and (_AMONG in clause or _PARTIAL.search(clause) or _BESIDE.match(match.string, match.end())):
        return False
    if not subject.topic:
        return True
    topic = _TOPICS[subject.topic]
    both = text[_begin(text, _begin(text, start, _CLAUSE_ENDS) - 1, _CLAUSE_ENDS) : start]
    before = text[_begin(text, _begin(text, start, _STOPS) - 1, _STOPS) : end]
    return not _PARTIAL.search(both) and topic.meant(before, clause, unnamed=none or section in topic.sections)


def _whole(match: re.Match[str]) -> str:
    """The text up to the end of what was matched, words that name all parts made unreadable."""
    text, end = match.string, match.end()
    earliest = max(match.start() - _LONGEST, 0)
    return text[:earliest] + _EVERY.sub(lambda every: "·" * len(every[0]), text[earliest:end])


def _of_year(sentence: str, year: int | None) -> bool:
    """Whether the year named last, if any, is the report's; without a known year, whether only one is named."""
    named = _YEAR.findall(sentence)
    return not named or (int(named[-1]) == year if year else len(set(named)) == 1)


def _years_fit(match: re.Match[str], year: int | None) -> bool:
    """Whether the years of a carry-over are those beside the report's."""
    named = match.groupdict()
    wanted = ((named.get("last"), -1), (named.get("next"), 1))
    return all(not written or (year is not None and int(written) == year + step) for written, step in wanted)


def _begin(text: str, place: int, ends: str) -> int:
    """Where the words before a place begin that one of these signs ends, no further back than sentences are long."""
    earliest = max(place - _LONGEST, 0)
    return max(earliest, *(text.rfind(sign, earliest, max(place, 0)) + 1 for sign in ends))
