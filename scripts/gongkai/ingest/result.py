"""What came of one document."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from gongkai.text import Text

#: Published now; taken in before and the same; waiting in the inbox; or no document that can be read.
State = Literal["published", "unchanged", "waiting", "unreadable"]

#: The states in words, in the order in which they are told.
STATES: Final[Mapping[State, Text]] = {
    "published": Text(zh="已收录", en="published"),
    "unchanged": Text(zh="未变", en="unchanged"),
    "waiting": Text(zh="待核实", en="waiting for review"),
    "unreadable": Text(zh="无法读取", en="cannot be read"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One document: its file name, its state, whose report of which year it is, where it was written, every doubt."""

    document: str
    state: State
    agency: str = ""
    year: int | None = None
    path: Path | None = None
    doubts: tuple[Text, ...] = ()

    @property
    def summary(self) -> Text:
        """One line: `report.txt: published, qinzhou-investment-promotion-bureau 2023`."""
        whose = f"{self.agency or '?'} {self.year or '?'}" if self.state != "unreadable" else ""
        state = STATES[self.state]
        zh = "，".join(part for part in (state.zh, whose) if part)
        en = ", ".join(part for part in (state.en, whose) if part)
        return Text(zh=f"{self.document}：{zh}", en=f"{self.document}: {en}")
