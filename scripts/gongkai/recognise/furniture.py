"""Words in documents that carry no figure and no label, each with a listed reason for leaving them out."""

import re
from functools import lru_cache
from typing import Final

from gongkai.forms import WORDING
from gongkai.recognise.keys import simple

_PATTERNS: Final = re.compile("|".join(f"(?P<{item.code}>{item.pattern})" for item in WORDING.ignorable))
_LONGEST: Final = 120

#: The reason of words that end a block of a table, so that the labels of other columns follow.
NEW_BLOCK: Final = "clause"
#: The reason of labels of columns that add up others of the table.
SUM: Final = "sum"
#: The reasons of labels of columns that hold no figure of the form, whatever stands below them.
ASIDE: Final = frozenset((SUM, "last_year", "compared"))
#: The reason of labels of columns that number the rows.
ROW_NUMBER: Final = "row_number"
#: The reason of rows that are known to be no form's.
OWN_ROW: Final = "own_row"
#: The reason of words that stand in the middle of a row without ending it.
PAGE_NUMBER: Final = "page_number"


@lru_cache(maxsize=4096)
def reason(text: str) -> str:
    """The code of the listed reason why words may be left out; empty where there is none."""
    found = _PATTERNS.search(simple(text)) if len(text) <= _LONGEST else None
    return found.lastgroup or "" if found else ""
