"""A static search index that a browser reads piece by piece, without a server and without `fetch`.

Entries are cut into parts, some at a time and in any process; an index is put together from its parts.
"""

from gongkai.website.search.entries import entries, entries_around, entries_of
from gongkai.website.search.entry import Entry
from gongkai.website.search.index import Written, write_index
from gongkai.website.search.pages import page_entries, page_entry
from gongkai.website.search.parts import Part, cut

__all__ = [
    "Entry",
    "Part",
    "Written",
    "cut",
    "entries",
    "entries_around",
    "entries_of",
    "page_entries",
    "page_entry",
    "write_index",
]
