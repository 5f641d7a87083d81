"""Days as data files write them."""

import re
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


def is_day(text: str) -> bool:
    """Whether the text is a day of the calendar, written 2024-01-20."""
    if not _ISO.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
