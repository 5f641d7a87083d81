"""A static search index that a browser reads piece by piece, without a server and without `fetch`."""

from gongkai.website.search.entries import entries
from gongkai.website.search.entry import Entry
from gongkai.website.search.index import Written, write_index
from gongkai.website.search.pages import page_entries, page_entry

__all__ = ["Entry", "Written", "entries", "page_entries", "page_entry", "write_index"]
