"""How much of a PDF is read: reports have some 10 pages, 5,000 characters and 700 rulings."""

from typing import Final

MOST_PAGES: Final = 300
MOST_CHARS: Final = 300_000
#: Straight lines in a document.
MOST_RULES: Final = 40_000
#: Objects on a page, parts of paths and annotations too; text exports have an object for each character.
MOST_OBJECTS: Final = 100_000
#: Cells of the tables of a page.
MOST_CELLS: Final = 20_000
#: Bytes of memory that reading may take, where the system can limit it.
MEMORY: Final = 3_000_000_000
#: Seconds that reading may take.
SECONDS: Final = 20.0


class RefusedError(Exception):
    """A PDF that is not read: the code of the reason, and the page (0: the whole document)."""

    def __init__(self, reason: str, page: int = 0) -> None:
        """Keep the code."""
        super().__init__(reason)
        self.reason = reason
        self.page = page
