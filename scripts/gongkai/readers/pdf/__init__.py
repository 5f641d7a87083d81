"""PDF with a text layer → paragraphs and grids.

A program apart reads characters and rulings (`apart`); rulings make tables with merged cells (`lattice`, `tables`),
which go on over the ends of pages (`joined`); what repeats around pages is left out (`margins`), other lines are
paragraphs (`paragraphs`) or rows of tables without rulings (`rows`).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Final

from gongkai.document import Grid, Piece
from gongkai.errors import DocumentError
from gongkai.readers.pdf import apart, grids, joined, rows
from gongkai.readers.pdf.limits import MOST_PAGES, SECONDS, RefusedError
from gongkai.readers.pdf.lines import lines
from gongkai.readers.pdf.margins import without_margins
from gongkai.readers.pdf.page import Page
from gongkai.readers.pdf.paragraphs import Placed, paragraphs, sides
from gongkai.readers.pdf.tables import Table, tables
from gongkai.text import Text

#: Fewer characters on each page are no text layer but what a scanner adds.
_FEWEST: Final = 20


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read a PDF; raises `DocumentError` where it is locked, broken, too large or a scan."""
    try:
        pages = apart.pages(content)
        _refuse_scans(pages)
        return pieces(pages)
    except RefusedError as refused:
        message = _REASONS[refused.reason]
        place = _PAGE if refused.page else _DOCUMENT
        values = {"name": name, "page": refused.page, "most": MOST_PAGES, "seconds": int(SECONDS)}
        raise DocumentError(Text(zh=f"{place.zh}{message.zh}", en=f"{place.en}{message.en}").format(**values)) from None


def pieces(pages: Sequence[Page]) -> tuple[Piece, ...]:
    """What the pages show, in reading order; raises `RefusedError` on drawings."""
    return tuple(_pieces(_items(pages)))


def _refuse_scans(pages: Sequence[Page]) -> None:
    if all(len(page.chars) < _FEWEST for page in pages):
        raise RefusedError("scan" if any(page.pictures or page.hidden for page in pages) else "empty")


#: What stands on the pages one below the other.
_Item = Placed | Table


def _items(pages: Sequence[Page]) -> list[_Item]:
    """Lines and tables in reading order, tables over several pages joined."""
    by_page = [(page, *tables(page)) for page in pages]
    text = without_margins([(page, lines(char for char in free if char.turn == 0)) for page, _, free in by_page])
    found: list[_Item] = []
    for (page, on_page, _), outside in zip(by_page, text, strict=True):
        placed = [Placed(line, page.number, page.width) for line in outside]
        below: list[_Item] = sorted((*placed, *on_page), key=_height)
        match found[-1:], below[:1]:
            case [Table() as upper], [Table() as lower] if joined.goes_on(upper, lower):
                found[-1:], below[:1] = [joined.together(upper, lower)], []
        found += below
    return found


def _height(item: _Item) -> float:
    return item.y0 if isinstance(item, Table) else item.line.base - item.line.size / 2


def _pieces(items: Sequence[_Item]) -> Iterator[Piece]:
    around = sides(item for item in items if isinstance(item, Placed))
    count = 0
    for stretch in _stretches(items):
        if isinstance(stretch, list):
            yield from paragraphs(stretch, around)
        else:
            count += 1
            yield stretch(count)


def _stretches(items: Sequence[_Item]) -> Iterator[list[Placed] | Callable[[int], Grid]]:
    """Lines that are text, and tables that want their number."""
    for drawn, group in groupby(items, key=lambda item: isinstance(item, Table)):
        if drawn:
            yield from (partial(grids.grid, item) for item in group if isinstance(item, Table))
            continue
        for aligned, found in rows.stretches([item for item in group if isinstance(item, Placed)]):
            yield partial(rows.grid, found) if aligned else found


#: Why a document is not read.
_REASONS: Final = {
    "locked": Text(
        zh="文件有打开密码。请解除密码后再读取。",
        en="the file is locked with a password. Remove the password and read it again.",
    ),
    "broken": Text(
        zh="文件损坏，或不是 PDF。请重新下载，或在原软件中重新导出。",
        en="the file is broken, or no PDF. Download it again, or export it again where it was made.",
    ),
    "scan": Text(
        zh="是扫描件，没有文字层，无法读取。请向制作机关索取 Word、网页或可复制文字的 PDF；或人工录入。",
        en="a scan without a text layer, which cannot be read. "
        "Ask the agency for the Word file, the web page or a PDF with text, or enter the report by hand.",
    ),
    "empty": Text(
        zh="没有文字。请确认是否为年报文件。",
        en="there is no text in it. Is it the report?",
    ),
    "pages": Text(
        zh="超过 {most} 页，未读取。请只保留年报的页面。",
        en="more than {most} pages; not read. Keep the pages of the report only.",
    ),
    "large": Text(
        zh="文字或图形过多，未读取。请确认是否为年报文件。",
        en="too much text or too many lines and pictures for a report; not read. Is it the report?",
    ),
    "slow": Text(
        zh="{seconds} 秒内未能读完，已放弃。请在原软件中重新导出，或另存为 Word。",
        en="not read within {seconds} seconds. Export it again where it was made, or save it as Word.",
    ),
    "crash": Text(
        zh="读取程序意外中止，文件可能损坏。请在原软件中重新导出，或另存为 Word。",
        en="reading it failed, the file may be broken. Export it again where it was made, or save it as Word.",
    ),
}
_DOCUMENT: Final = Text(zh="{name}：", en="{name}: ")
_PAGE: Final = Text(zh="{name}第{page}页：", en="{name}, page {page}: ")
