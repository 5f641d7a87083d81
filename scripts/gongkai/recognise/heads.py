"""Which label each figure of a grid stands under: by the columns that both are merged over, never by counting."""

from collections.abc import Sequence

from gongkai.forms import Block, Column
from gongkai.recognise.furniture import ASIDE, reason
from gongkai.recognise.rows import Header, Label, Row, Span, Words


def placed(row: Row, columns: Sequence[Column]) -> list[Words] | None:
    """The figures of a row by the labels they stand under; `None` where the grid does not show that for each."""
    header = row.header
    if row.grid != header.grid or row.glued or not shown(header.columns):
        return None
    labels = (*header.columns, *header.aside)
    if _besides(row.cells, labels) or _may_be_shifted(row.cells, labels):
        return None
    cells = [cell for cell in row.cells if not below(cell.span, header.aside)]
    return _under(cells, header.columns, [column.code for column in columns])


def placed_across(row: Row, block: Block) -> dict[str, list[Words]] | None:
    """The same where rows stand side by side, each with columns of its own."""
    header, codes = row.header, [column.code for column in block.columns]
    clear = shown(header.columns) and shown(header.routes)
    if row.grid != header.grid or not clear or header.strange:
        return None
    if _besides(row.cells, header.columns) or _may_be_shifted(row.cells, header.columns):
        return None
    found = {route.code: _under(row.cells, _within(header.columns, route), codes) for route in header.routes}
    placed = {code: cells for code, cells in found.items() if cells}
    return placed if len(placed) == len(header.routes) else None


def in_order(header: Header, block: Block) -> bool:
    """Whether the columns are printed as the form has them.

    Where the file does not show where labels stand, those under a group may also come after all others.
    """
    printed = [label.code for label in header.columns]
    columns = [column.code for column in block.columns]
    if printed == columns and not header.aside:
        return True
    lone = [column.code for column in block.columns if not column.group]
    grouped = [column.code for column in block.columns if column.group]
    return not shown(header.columns) and printed == [*lone, *grouped]


def apart(header: Header, block: Block) -> bool:
    """Whether the columns are known to be printed in another order: then none may be read by the form's.

    A file that does not show where labels stand tells it where it has exactly those of the form, or where it has
    others too: figures below those may fill up rows with blank cells.
    """
    if header.strange and (not header.grid or any(reason(words) in ASIDE for words in header.strange)):
        return True
    printed, columns = ([label.code for label in header.columns], [column.code for column in block.columns])
    return not in_order(header, block) and (shown(header.columns) or sorted(printed) == sorted(columns))


def in_print(labels: Sequence[Label]) -> list[Label]:
    """The labels from left to right; as they come where the file does not show where they stand."""
    return sorted(labels, key=lambda label: label.span) if shown(labels) else list(labels)


def shown(labels: Sequence[Label]) -> bool:
    """Whether the file shows where each label stands."""
    return bool(labels) and all(label.span.end for label in labels)


def below(span: Span, labels: Sequence[Label]) -> bool:
    """Whether a cell or label stands wholly below one of these."""
    return any(label.span.begin <= span.begin and span.end <= label.span.end for label in labels)


def settled(columns: Sequence[Label], aside: Sequence[Label]) -> list[Label] | None:
    """The columns without those that stand below labels to be left out; `None` where these may be about all of them.

    A label is left out with what is below it only where the same columns are there once more beside it.
    """
    kept = [column for column in columns if not below(column.span, aside)]
    codes = {column.code for column in kept}
    return kept if kept and all(column.code in codes for column in columns) else None


def _under(cells: Sequence[Words], labels: Sequence[Label], codes: Sequence[str]) -> list[Words] | None:
    """The cell under each label, in the order of `codes`.

    `None` unless each code has one label, each label one cell, each such cell one label: then only the order is left.
    """
    found: dict[str, Words] = {}
    exact = {cell.span: [cell] for cell in cells}
    for label in labels:
        below = exact.get(label.span) or [cell for cell in cells if _meet(cell.span, label.span)]
        if len(below) != 1 or label.code in found:
            return None
        found[label.code] = below[0]
    single = len({cell.place for cell in found.values()}) == len(found)
    return [found[code] for code in codes] if single and found.keys() == set(codes) else None


def _besides(cells: Sequence[Words], labels: Sequence[Label]) -> list[Words]:
    """The cells with words that stand under none of the labels."""
    exact = {label.span for label in labels}
    others = (cell for cell in cells if cell.text and cell.span not in exact)
    return [cell for cell in others if not any(_meet(cell.span, label.span) for label in labels)]


def _may_be_shifted(cells: Sequence[Words], labels: Sequence[Label]) -> bool:
    """Whether a row would fit one further to either side: it has an empty cell beside all labels, and one to spare.

    To the left it fits where it begins left of all labels and ends with an empty cell; to the right where it ends right
    of them and any cell below them is empty, from which on its cells may have been moved.
    """
    if not cells:
        return False
    first, last = min(label.span.begin for label in labels), max(label.span.end for label in labels)
    if cells[0].span.end <= first and any(not cell.text for cell in cells if cell.span.end >= last):
        return True
    below = (cell for cell in cells if cell.span.begin < last and cell.span.end > first)
    return cells[-1].span.begin >= last and not all(cell.text for cell in below)


def _within(labels: Sequence[Label], outer: Label) -> list[Label]:
    """The labels that stand below another, wider one."""
    return [label for label in labels if outer.span.begin <= label.span.begin and label.span.end <= outer.span.end]


def _meet(one: Span, other: Span) -> bool:
    return one.begin < other.end and other.begin < one.end
