"""A publisher's folder, a chapter of agencies at a time: what workers read, judge and print, kept from build to build.

Every task names files in `build/cache/`: what all tasks of a stage need (`common`), and what the stage before made of
the chapter. So a task is small, any worker that sees the folder can do it, and what is there already is not made again.
"""

from gongkai.chapters import binding
from gongkai.chapters.compiling import (
    Compiled,
    Compiling,
    Found,
    Told,
    Wanted,
    columns,
    compile_pages,
    compiling_of,
    found_of,
    gather,
    of_agencies,
    of_reports,
    there,
    told,
    wanted,
)
from gongkai.chapters.judging import Alike, Judged, Judging, already_judged, judge, opened, parts
from gongkai.chapters.packing import Packing, Packs, pack, packed_there, portion_key
from gongkai.chapters.printing import Printing, Sheets, already_printed, page_keys, print_pages, printing_of
from gongkai.chapters.reading import Read, Reading, already_read, read
from gongkai.chapters.summing import together
from gongkai.chapters.task import Chapter, Common, Here, Task, chapters

__all__ = [
    "Alike",
    "Chapter",
    "Common",
    "Compiled",
    "Compiling",
    "Found",
    "Here",
    "Judged",
    "Judging",
    "Packing",
    "Packs",
    "Printing",
    "Read",
    "Reading",
    "Sheets",
    "Task",
    "Told",
    "Wanted",
    "already_judged",
    "already_printed",
    "already_read",
    "binding",
    "chapters",
    "columns",
    "compile_pages",
    "compiling_of",
    "found_of",
    "gather",
    "judge",
    "of_agencies",
    "of_reports",
    "opened",
    "pack",
    "packed_there",
    "page_keys",
    "parts",
    "portion_key",
    "print_pages",
    "printing_of",
    "read",
    "there",
    "together",
    "told",
    "wanted",
]
